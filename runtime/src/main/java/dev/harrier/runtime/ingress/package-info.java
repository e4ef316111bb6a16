/**
 * From bytes to events.
 *
 * <p>{@link dev.harrier.runtime.ingress.EventReader} is the entry: it takes a stream, compressed or
 * not, and gives an event or a {@link dev.harrier.runtime.ingress.BadLine} for each line. {@code
 * Lines} cuts the stream with bounded memory, {@code EventShapes} knows the forms in which events
 * come, {@code Timestamps} the forms of times. A bad line is a value with its number and what was
 * wrong; it never stops those behind it.
 */
@NullMarked
package dev.harrier.runtime.ingress;

import org.jspecify.annotations.NullMarked;
