package dev.harrier.server.http;

import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.server.http.Problem.Raised;

/**
 * What a person asks for, a JSON object.
 *
 * @param needed members that it has, for messages
 */
record Wish(JsonDocument json, String needed) {
  static Wish of(byte[] body, String needed) throws Raised {
    try {
      JsonDocument json = JsonParser.parse(body);
      if (json.kindCode(json.root()) != JsonDocument.OBJECT) {
        throw Problem.raised(422, "no_object", "expected a JSON object with " + needed);
      }
      return new Wish(json, needed);
    } catch (JsonException e) {
      throw Problem.raised(400, "not_json", String.valueOf(e.getMessage()));
    }
  }

  /** {@link JsonDocument#NONE} if there is none. */
  int member(String name) {
    return json.member(json.root(), name);
  }

  boolean has(String name) {
    return member(name) != JsonDocument.NONE;
  }

  String text(String name) throws Raised {
    int node = member(name);
    if (node == JsonDocument.NONE || json.kindCode(node) != JsonDocument.STRING) {
      throw Problem.raised(
          422, "missing", "`" + name + "` is expected as a string; needed are " + needed);
    }
    return json.stringValue(node);
  }

  /** A whole number between bounds, or what stands for it if it is not there. */
  long number(String name, long least, long most, long otherwise) throws Raised {
    int node = member(name);
    if (node == JsonDocument.NONE) {
      return otherwise;
    }
    long number = json.kindCode(node) == JsonDocument.INT ? json.longValue(node) : least - 1;
    if (number < least || number > most) {
      throw Problem.raised(
          422, "bad_number", "`" + name + "` is expected from " + least + " to " + most);
    }
    return number;
  }
}
