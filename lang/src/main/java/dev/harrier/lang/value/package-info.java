/**
 * Values at run time, and arithmetic, comparison and text of values as the language defines them.
 *
 * <p>Java representation of the language's values, everywhere: {@code None} is null; {@code bool}
 * is {@link java.lang.Boolean}; {@code int} is {@link java.lang.Long}, or {@link
 * java.math.BigInteger} exactly when it does not fit 64 bits; {@code float} is {@link
 * java.lang.Double}; {@code str} is {@link java.lang.String}; {@code list} is an unmodifiable
 * {@link java.util.List} that may hold null; the rest are the records of this package and {@link
 * dev.harrier.decision.Effect}. Mind that a static type {@code float} admits an int: JSON {@code 5}
 * read as {@code float} stays a {@link java.lang.Long} and is written {@code 5}; and that a static
 * {@code int} may be a float at run time ({@code 2 ** -1}). A failed computation is not a value: it
 * is a thrown {@link dev.harrier.lang.value.NodeFailure}.
 */
@NullMarked
package dev.harrier.lang.value;

import org.jspecify.annotations.NullMarked;
