/**
 * Rows of numbers that a model learns from, and the same rows cut into bins.
 *
 * <p>A {@link dev.harrier.learn.data.Column} says what a number is and whether it may be used: a
 * column that contains the outcome, or that names the row, is refused by its {@link
 * dev.harrier.learn.data.Leakage} class and not by its name. A {@link dev.harrier.learn.data.Frame}
 * holds the rows: floats, absent = NaN, never infinite. {@link dev.harrier.learn.data.Bins} are the
 * weighted quantiles of a column; {@link dev.harrier.learn.data.BinnedFrame} is a frame in which
 * each number has become one byte, which is all that a tree trainer looks at. {@link
 * dev.harrier.learn.data.Categories} gives words their frequency-ordered codes.
 */
@NullMarked
package dev.harrier.learn.data;

import org.jspecify.annotations.NullMarked;
