/**
 * How fast a project decides, measured in this process on this machine.
 *
 * <p>{@link dev.harrier.server.bench.Benchmark} measures; {@link
 * dev.harrier.server.bench.GeneratedRules} makes projects and events of any size, so that the
 * growth of cost can be shown to anyone. Timing stands here and nowhere in the tests.
 */
@NullMarked
package dev.harrier.server.bench;

import org.jspecify.annotations.NullMarked;
