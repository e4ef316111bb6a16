/** The process: {@link dev.harrier.server.Main} is what {@code ./harrier} starts. */
@NullMarked
package dev.harrier.server;

import org.jspecify.annotations.NullMarked;
