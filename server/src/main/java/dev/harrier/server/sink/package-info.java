/**
 * Where effects are delivered to: {@link dev.harrier.runtime.dispatch.Sink} over HTTP, into a file,
 * into Kafka.
 *
 * <p>{@link dev.harrier.server.sink.Sinks} lists the kinds and makes them from a project's {@code
 * config/sinks.yaml}. When, how often and in which order they are asked is the business of {@link
 * dev.harrier.runtime.dispatch.Dispatcher}; a sink says what came of one delivery and nothing else.
 * All of them send the same JSON object, {@link dev.harrier.server.sink.Payload}, whose {@code key}
 * tells a repetition.
 */
@NullMarked
package dev.harrier.server.sink;

import org.jspecify.annotations.NullMarked;
