/**
 * Text as numbers: normalisation that says how much it changed, hashed n-grams, handle likelihood.
 *
 * <p>A {@link dev.harrier.learn.text.TextNormalizer} folds what people do to a word to hide it from
 * filters and returns the amount of every step, because hiding is itself evidence. A {@link
 * dev.harrier.learn.text.HashedText} turns the folded text into a sparse row of hashed words and
 * characters; {@link dev.harrier.learn.text.TextNumbers} are the counts and shares that hashing
 * loses; a {@link dev.harrier.learn.text.HandleModel} says how much a handle looks like the handles
 * of people.
 *
 * <p>Everything here is a pure function of its input and of what was fitted, and linear in the
 * length of the text; texts are cut at {@link dev.harrier.learn.text.TextNormalizer#LONGEST}.
 */
@NullMarked
package dev.harrier.learn.text;

import org.jspecify.annotations.NullMarked;
