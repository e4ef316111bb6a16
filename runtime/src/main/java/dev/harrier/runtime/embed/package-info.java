/**
 * The engine inside one process.
 *
 * <p>{@link dev.harrier.runtime.embed.Harrier} is the engine with a memory. Its callers parse
 * events at the same time and hand them to one writer, which decides them in the order of arrival
 * and commits what waits together: entries of the log, decisions with their observations, changed
 * states, known events, in one atomic batch with one sync; then it answers. So an answer that says
 * {@link dev.harrier.runtime.embed.Ack#DURABLE} survives a power cut, and the result does not
 * depend on the number of callers.
 *
 * <p>{@link dev.harrier.runtime.embed.Engine} is the body of the writer's loop, and all that a run
 * over a file needs: it decides one event with the bundle in force and applies the label effects to
 * the facts before the next. {@link dev.harrier.runtime.embed.StateFacts} is what rules remember,
 * in memory alone or as a cache over a store; {@link dev.harrier.runtime.embed.Summary} is what a
 * run came to.
 *
 * <p>What rules were told is written down by a wrapper around the facts; a decision is derived
 * again by a wrapper that gives the same answers. The evaluator knows of neither.
 */
@NullMarked
package dev.harrier.runtime.embed;

import org.jspecify.annotations.NullMarked;
