package dev.harrier.runtime.conformance;

import dev.harrier.decision.Decision.Opaque;
import dev.harrier.json.JsonDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain maps, lists, texts, numbers, booleans and nulls, with the notations of recorded
 * cases for floats and objects without JSON form.
 */
final class Plain {
  private Plain() {}

  static @Nullable Object of(JsonDocument document, int node) {
    return switch (document.kind(node)) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case INT -> document.longValue(node);
      case BIG_INT -> document.bigIntegerValue(node);
      case FLOAT -> document.doubleValue(node);
      case STRING -> document.stringValue(node);
      case ARRAY -> list(document, node);
      case OBJECT -> object(map(document, node));
    };
  }

  static List<@Nullable Object> list(JsonDocument document, int array) {
    List<@Nullable Object> items = new ArrayList<>();
    for (int child = document.firstChild(array);
        child != JsonDocument.NONE;
        child = document.nextSibling(child)) {
      items.add(of(document, child));
    }
    return items;
  }

  static Map<String, @Nullable Object> map(JsonDocument document, int object) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int child = document.firstChild(object);
        child != JsonDocument.NONE;
        child = document.nextSibling(child)) {
      members.put(document.key(child), of(document, child));
    }
    return members;
  }

  /**
   * {@code {"$float": "NaN"}} and {@code {"$object": "RuleT"}} are values; every other object is
   * itself.
   */
  private static Object object(Map<String, @Nullable Object> members) {
    if (members.size() == 1) {
      Object real = members.get("$float");
      Object opaque = members.get("$object");
      if (real instanceof String name) {
        return Double.valueOf(name);
      }
      if (opaque instanceof String kind) {
        return new Opaque(kind);
      }
    }
    return members;
  }

  /**
   * Whether two values are the same: ints and floats differ, NaN is itself, any two objects without
   * JSON form agree.
   */
  static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Opaque && right instanceof Opaque) {
      return true;
    }
    if (left instanceof List<?> l && right instanceof List<?> r) {
      return sameItems(l, r);
    }
    if (left instanceof Map<?, ?> l && right instanceof Map<?, ?> r) {
      return l.keySet().equals(r.keySet())
          && l.keySet().stream().allMatch(key -> same(l.get(key), r.get(key)));
    }
    if (left instanceof BigInteger || right instanceof BigInteger) {
      return String.valueOf(left).equals(String.valueOf(right));
    }
    return Objects.equals(left, right);
  }

  private static boolean sameItems(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether two lists hold the same values in whatever order. */
  static boolean sameMultiset(@Nullable Object left, @Nullable Object right) {
    if (!(left instanceof List<?> l) || !(right instanceof List<?> r)) {
      return same(left, right);
    }
    List<@Nullable Object> rest = new ArrayList<>(r);
    for (Object item : l) {
      int place = 0;
      while (place < rest.size() && !same(item, rest.get(place))) {
        place++;
      }
      if (place == rest.size()) {
        return false;
      }
      rest.remove(place);
    }
    return rest.isEmpty();
  }
}
