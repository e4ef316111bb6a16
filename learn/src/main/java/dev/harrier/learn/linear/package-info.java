/**
 * Linear models over sparse rows.
 *
 * <p>{@link dev.harrier.learn.linear.LogisticTrainer} fits logistic regression and its softmax by
 * L-BFGS to a {@link dev.harrier.learn.linear.LinearModel}. Sums run in one fixed order, so a fit
 * depends on its rows and settings alone, to the bit.
 */
@NullMarked
package dev.harrier.learn.linear;

import org.jspecify.annotations.NullMarked;
