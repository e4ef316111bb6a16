/**
 * The reference interpreter: as plain as it can be, evaluates everything, and is what compiled code
 * is compared with.
 */
@NullMarked
package dev.harrier.lang.interpret;

import org.jspecify.annotations.NullMarked;
