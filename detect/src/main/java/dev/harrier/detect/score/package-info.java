/**
 * From the columns of a table, or the values of an event, to a model's score.
 *
 * <p>A {@link dev.harrier.detect.score.RawRow} holds what is known of one account, message or text
 * as it was given. A {@link dev.harrier.detect.score.Derivation} turns it into the numbers and
 * folded texts that a model reads; those there are stand in {@link
 * dev.harrier.detect.score.Derivations}. A {@link dev.harrier.detect.score.RowScorer} is a model
 * file with its derivation: training, {@code harrier score} and rules on the stream all go through
 * it, so that a feature is computed in one way only.
 */
@NullMarked
package dev.harrier.detect.score;

import org.jspecify.annotations.NullMarked;
