/**
 * The engine inside one process.
 *
 * <p>{@link dev.harrier.runtime.embed.Engine} is the single-writer loop's body: it decides one
 * event with the bundle in force, applies the label effects to the facts before the next event, and
 * counts. {@link dev.harrier.runtime.embed.MemoryFacts} is what rules remember, kept in memory;
 * {@link dev.harrier.runtime.embed.Summary} is what a run came to.
 */
@NullMarked
package dev.harrier.runtime.embed;

import org.jspecify.annotations.NullMarked;
