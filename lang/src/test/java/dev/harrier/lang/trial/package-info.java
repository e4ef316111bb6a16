/**
 * Trials: random projects, events, patterns and texts from a seed, on which two ways to the same
 * answer must agree.
 */
@NullMarked
package dev.harrier.lang.trial;

import org.jspecify.annotations.NullMarked;
