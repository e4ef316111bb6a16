/**
 * A checked project: what it means, free of syntax. The common input of the interpreter and the
 * planner.
 */
@NullMarked
package dev.harrier.lang.program;

import org.jspecify.annotations.NullMarked;
