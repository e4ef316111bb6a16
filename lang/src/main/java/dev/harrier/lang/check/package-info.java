/**
 * From tree to program: names, imports, configuration, constants, types; every validator of the
 * language, all errors at once.
 */
@NullMarked
package dev.harrier.lang.check;

import org.jspecify.annotations.NullMarked;
