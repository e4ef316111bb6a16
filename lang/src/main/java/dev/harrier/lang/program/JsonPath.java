package dev.harrier.lang.program;

import dev.harrier.json.JsonDocument;
import dev.harrier.lang.value.NodeFailure;
import java.util.List;

/**
 * A path into JSON, in the language of Python's jsonpath_rw.
 *
 * @param text as written
 * @param keys the plain member names when the path is nothing but {@code $.a.b.c}; empty otherwise
 */
public record JsonPath(String text, List<String> keys) {
  public JsonPath {
    keys = List.copyOf(keys);
  }

  /** The path is not in the language. The message is the reference's. */
  public static final class Malformed extends Exception {
    public Malformed(String message) {
      super(message, null, false, false);
    }
  }

  public static JsonPath parse(String text) throws Malformed {
    return new JsonPath(text, List.of(text.substring(2).split("\\.")));
  }

  /** Returns the first match below {@code node}, or {@link JsonDocument#NONE}; throws a counted failure where the reference's path walker would. */
  public int first(JsonDocument document, int node) throws NodeFailure {
    int at = node;
    for (String key : keys) {
      if (document.kindCode(at) != JsonDocument.OBJECT) return JsonDocument.NONE;
      at = document.member(at, key);
      if (at == JsonDocument.NONE) return at;
    }
    return at;
  }
}
