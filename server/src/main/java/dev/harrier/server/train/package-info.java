/**
 * Training, scoring and judging by recipes.
 *
 * <p>A {@link dev.harrier.server.train.RowSource} reads a table row by row as a recipe sees it; a
 * {@link dev.harrier.server.train.Dataset} holds the features of all rows; {@link
 * dev.harrier.server.train.Trainer} makes a model of them; {@link
 * dev.harrier.server.train.Evaluation} judges models by rows that they never saw.
 */
@NullMarked
package dev.harrier.server.train;

import org.jspecify.annotations.NullMarked;
