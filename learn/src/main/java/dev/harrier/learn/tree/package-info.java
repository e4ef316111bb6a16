/**
 * Trees: gradient boosting on histograms, bagged forests, a scorer on flat arrays, explanations.
 *
 * <p>{@link dev.harrier.learn.tree.Boosting} and {@link dev.harrier.learn.tree.Forest} are what a
 * recipe says; both hand a gradient and a Hessian for each row to one grower, which sees bins and
 * never the numbers. The result is {@link dev.harrier.learn.tree.Trees}: breadth-first nodes in
 * arrays, read-only, shared by all threads. {@link dev.harrier.learn.tree.Explainer} divides a
 * score among features in two ways, both of which sum to the score.
 *
 * <pre>{@code
 * Trees trees = Boosting.STANDARD.fit(frame, Parallel.NONE);
 * double logOdds = trees.score(row);
 * }</pre>
 *
 * <p>References: Chen and Guestrin, <i>XGBoost</i>, KDD 2016 (gain and leaf: eq. 5–7; absent
 * values: algorithm 3); Ke et al., <i>LightGBM</i>, NeurIPS 2017 (histogram subtraction); Breiman,
 * <i>Random forests</i>, 2001; Lundberg, Erion and Lee, <i>Consistent individualized feature
 * attribution for tree ensembles</i>, 2018 (algorithm 2).
 */
@NullMarked
package dev.harrier.learn.tree;

import org.jspecify.annotations.NullMarked;
