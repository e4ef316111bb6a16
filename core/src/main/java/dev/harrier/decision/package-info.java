/** What the engine answers: decisions, and their effects as values. Nothing here does anything. */
@NullMarked
package dev.harrier.decision;

import org.jspecify.annotations.NullMarked;
