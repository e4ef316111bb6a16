/**
 * Where events come from besides HTTP: files, the standard input, Kafka, Jetstream.
 *
 * <p>A {@link dev.harrier.server.source.Source} hands events to a {@link
 * dev.harrier.server.source.Feed}, which returns when the engine has acknowledged them durably, and
 * only then moves its {@link dev.harrier.server.source.Position}. After a crash some events come
 * again; the engine knows them by their identifiers, so that the effect on what it remembers is
 * that of once.
 */
@NullMarked
package dev.harrier.server.source;

import org.jspecify.annotations.NullMarked;
