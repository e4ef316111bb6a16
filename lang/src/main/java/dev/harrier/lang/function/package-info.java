/**
 * The standard functions: a family per file, each with its signature, cost, documentation, examples
 * and code.
 */
@NullMarked
package dev.harrier.lang.function;

import org.jspecify.annotations.NullMarked;
