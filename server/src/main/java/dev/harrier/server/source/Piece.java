package dev.harrier.server.source;

import org.jspecify.annotations.Nullable;

/**
 * A piece of input that should be an event.
 *
 * @param bytes one JSON object, if it is one
 * @param place where it stood in the input, for whoever looks for it
 * @param id identifier of the event if it names none; null to refuse such events
 */
record Piece(byte[] bytes, String place, @Nullable String id) {}
