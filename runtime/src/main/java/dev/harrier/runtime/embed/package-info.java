/** The engine inside one process: what rules remember, kept in memory. */
@NullMarked
package dev.harrier.runtime.embed;

import org.jspecify.annotations.NullMarked;
