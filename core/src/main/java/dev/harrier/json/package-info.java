/**
 * JSON read once into a tape: no objects, no copies, every byte validated.
 *
 * <p>A {@link dev.harrier.json.JsonParser} turns bytes into a {@link
 * dev.harrier.json.JsonDocument}, a flat array of nodes that refer back to the bytes. Envelopes,
 * extraction of a bundle's paths, and the path language all walk the same tape, so an event is
 * scanned exactly once.
 */
@NullMarked
package dev.harrier.json;

import org.jspecify.annotations.NullMarked;
