/** Compiled rules: one hidden class per program and event type. */
@NullMarked
package dev.harrier.lang.emit;

import org.jspecify.annotations.NullMarked;
