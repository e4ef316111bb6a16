/**
 * How good scores are, with intervals: rank measures, probability measures, splits and controls.
 *
 * <p>{@link dev.harrier.learn.metric.Ranking} asks only for order, {@link
 * dev.harrier.learn.metric.Probabilities} for true probabilities, {@link
 * dev.harrier.learn.metric.Intervals} says how far chance reaches, {@link
 * dev.harrier.learn.metric.Splits} keeps what belongs together on one side, and {@link
 * dev.harrier.learn.metric.Controls} shows what a model would reach that knows nothing.
 */
@NullMarked
package dev.harrier.learn.metric;

import org.jspecify.annotations.NullMarked;
