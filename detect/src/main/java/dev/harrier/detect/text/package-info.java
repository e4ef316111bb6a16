/**
 * Texts and hosts as items: folded fields, and numbers beside them, for the models of {@code
 * learn}.
 */
@NullMarked
package dev.harrier.detect.text;

import org.jspecify.annotations.NullMarked;
