/**
 * Decisions as lines of JSON.
 *
 * <p>{@link dev.harrier.server.output.JsonBytes} writes JSON into bytes that it reuses; {@link
 * dev.harrier.server.output.DecisionLines} knows the two forms of a decision: Harrier's own, and
 * the reference engine's output record.
 */
@NullMarked
package dev.harrier.server.output;

import org.jspecify.annotations.NullMarked;
