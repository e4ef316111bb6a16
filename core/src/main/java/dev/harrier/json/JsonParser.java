package dev.harrier.json;

/** Parses JSON (RFC 8259, UTF-8) into a reused {@link JsonDocument}. Owned by one thread. */
public final class JsonParser {
  /** Deepest nesting accepted. */
  public static final int MAX_DEPTH = 1_000;

  /** Parses the range; the document returned is valid until the next call. Its bytes are not copied. */
  public JsonDocument parse(byte[] bytes, int from, int to) throws JsonException {
    throw new UnsupportedOperationException();
  }

  /** Parses a whole array into a document of its own, which stays valid. */
  public static JsonDocument parse(byte[] bytes) throws JsonException {
    return new JsonParser().parse(bytes, 0, bytes.length);
  }
}
