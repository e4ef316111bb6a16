/**
 * The engine as a service, on Helidon: one virtual thread a connection.
 *
 * <p>{@link dev.harrier.server.http.Service} is the server, {@link dev.harrier.server.http.Limits}
 * what callers may cost, {@link dev.harrier.server.http.Route} the list of what it answers and what
 * a key needs for it; {@code openapi.json} beside them says the same for programs, and a test
 * compares the two. A request passes the {@code Gate} (key, scope, rate, origin), its body the
 * {@code Intake} (size, time), and {@code Api} answers it, with {@code Lists}, {@code Questions}
 * and {@code Live} for their parts. {@code Bodies} is what engine values look like in JSON, {@code
 * Problem} what faults look like (RFC 9457). Nothing here decides: each request becomes one call of
 * {@link dev.harrier.runtime.embed.Harrier}.
 */
@NullMarked
package dev.harrier.server.http;

import org.jspecify.annotations.NullMarked;
