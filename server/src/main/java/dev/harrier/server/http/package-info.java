/**
 * The engine as a service, on Helidon: one virtual thread a connection.
 *
 * <p>{@link dev.harrier.server.http.Service} is the server with its limits, {@link
 * dev.harrier.server.http.Route} the list of what it answers, {@code Api} the answers, {@code Live}
 * a page for people, {@code Bodies} what engine values look like in JSON, {@code Problem} what
 * faults look like (RFC 9457). Nothing here decides: each request becomes one call of {@link
 * dev.harrier.runtime.embed.Harrier}.
 */
@NullMarked
package dev.harrier.server.http;

import org.jspecify.annotations.NullMarked;
