/**
 * How a program will be run. Semantics never depend on it: a plan may reorder, share and skip
 * because every node is pure; what it may not change is which rules fire, effects, verdicts, labels
 * and state.
 *
 * <p>{@link dev.harrier.lang.plan.Planner} makes a {@link dev.harrier.lang.plan.Plan} for events of
 * one type:
 *
 * <ul>
 *   <li><b>Graph.</b> Terms become {@link dev.harrier.lang.plan.Node}s; equal computations become
 *       one node, whichever file or rule they stand in. The event type is a constant, so that
 *       conditions on it fold and what hangs on them disappears.
 *   <li><b>Representation.</b> Each node has a {@link dev.harrier.lang.plan.Rep}: ints, floats,
 *       bools and texts are unboxed wherever their kind is certain; the rest is left to the
 *       language's own operations.
 *   <li><b>Literals.</b> A condition on a text that can only hold where a literal occurs becomes a
 *       pair: a {@code Hit}, answered by one scan of the text for the literals of all conditions,
 *       and the condition itself, run on the survivors. Where the literal decides, the condition is
 *       never run.
 *   <li><b>Constants.</b> A text of the event that is compared with constants is looked up among
 *       all of them once; each comparison is then one bit.
 *   <li><b>Order.</b> Inside {@code all}, {@code and}, {@code or} the condition that rules out most
 *       per nanosecond comes first.
 *   <li><b>Triggers.</b> A rule that cannot fire without a literal is not even tried unless the
 *       scan found it.
 *   <li><b>Keeping.</b> A value is kept for the rest of the event when it is used more than once
 *       and is worth it, when its code may throw, or when it is asked for from outside the rules.
 * </ul>
 *
 * <p>With {@code features=all} the plan does none of this: every node is evaluated, in program
 * order, and the answer is the language's to the last failure. Nodes that read or write state run
 * in program order in any case.
 */
@NullMarked
package dev.harrier.lang.plan;

import org.jspecify.annotations.NullMarked;
