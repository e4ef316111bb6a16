package dev.harrier.lang.program;

import dev.harrier.json.JsonDocument;
import dev.harrier.lang.program.PathExpression.Place;
import dev.harrier.lang.value.NodeFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON, in the language of Python's jsonpath_rw.
 *
 * @param text as written
 * @param keys the plain member names when the path is nothing but {@code $.a.b.c}; empty otherwise
 * @param expression what it means
 */
public record JsonPath(String text, List<String> keys, PathExpression expression) {
  public JsonPath {
    keys = List.copyOf(keys);
  }

  /** The path is not in the language. The message is the reference's. */
  public static final class Malformed extends Exception {
    public Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * What a path led to.
   *
   * @param document the document walked, or a small one of its own where a path indexes into a text
   */
  public record Match(JsonDocument document, int node) {}

  public static JsonPath parse(String text) throws Malformed {
    PathExpression expression = new PathParser(text).parse();
    return new JsonPath(text, PathExpression.keys(expression), expression);
  }

  /**
   * Returns the first match below {@code node}, or null; throws a counted failure where the
   * reference's path walker would.
   */
  public @Nullable Match find(JsonDocument document, int node) throws NodeFailure {
    if (!keys.isEmpty()) {
      int at = first(document, node);
      return at == JsonDocument.NONE ? null : new Match(document, at);
    }
    List<@Nullable Place> places = expression.find(new Place(document, node, null));
    if (places.isEmpty()) {
      return null;
    }
    Place first = places.getFirst();
    if (first == null) {
      throw NodeFailure.counted("AttributeError", "`" + text + "` asks for the parent of the root");
    }
    return new Match(first.document(), first.node());
  }

  /**
   * The member that the {@link #keys} lead to below {@code node}, or {@link JsonDocument#NONE}; the
   * path must have some.
   */
  public int first(JsonDocument document, int node) {
    int at = node;
    for (String key : keys) {
      if (document.kindCode(at) != JsonDocument.OBJECT) {
        return JsonDocument.NONE;
      }
      at = document.member(at, key);
      if (at == JsonDocument.NONE) {
        return at;
      }
    }
    return at;
  }
}
