package dev.harrier.lang.program;

import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonKind;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a path. Each finds, from one place, all places that it leads to, in order; the walk
 * is eager, because a failure anywhere in it fails the whole, as in the reference.
 */
sealed interface PathExpression {
  /**
   * A node and how it was reached.
   *
   * @param parent null for the root
   */
  record Place(JsonDocument document, int node, @Nullable Place parent) {
    Place child(int child) {
      return new Place(document, child, this);
    }

    JsonKind kind() {
      return document.kind(node);
    }
  }

  /** All places that the expression leads to; null stands for the parent of the root. */
  List<@Nullable Place> find(@Nullable Place from) throws NodeFailure;

  /** {@code $}: the root, from wherever. */
  record Root() implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      Place place = from;
      while (place != null && place.parent() != null) {
        place = place.parent();
      }
      return one(place);
    }
  }

  /** {@code `this`}: the place itself. */
  record This() implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      return one(from);
    }
  }

  /** {@code `parent`}. */
  record Parent() implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      return one(from == null ? null : from.parent());
    }
  }

  /** {@code left.right}. */
  record Child(PathExpression left, PathExpression right) implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      List<@Nullable Place> found = new ArrayList<>();
      for (Place place : left.find(from)) {
        found.addAll(right.find(place));
      }
      return found;
    }
  }

  /**
   * {@code left..right}: what {@code right} finds at each place of {@code left} and anywhere below
   * it, outer matches first.
   */
  record Descendants(PathExpression left, PathExpression right) implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      List<@Nullable Place> found = new ArrayList<>();
      for (Place place : left.find(from)) {
        collect(place, found);
      }
      return found;
    }

    private void collect(@Nullable Place place, List<@Nullable Place> found) {
      found.addAll(right.find(place));
      if (place != null) {
        for (int child : children(place)) {
          collect(place.child(child), found);
        }
      }
    }
  }

  /**
   * {@code left where right}: the places of {@code left} at which {@code right} finds something.
   */
  record Where(PathExpression left, PathExpression right) implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      List<@Nullable Place> found = new ArrayList<>();
      for (Place place : left.find(from)) {
        if (!right.find(place).isEmpty()) {
          found.add(place);
        }
      }
      return found;
    }
  }

  /** {@code left | right}: the places of both. */
  record Union(PathExpression left, PathExpression right) implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      List<@Nullable Place> found = new ArrayList<>(left.find(from));
      found.addAll(right.find(from));
      return found;
    }
  }

  /** {@code left & right}: in the grammar, but the reference never implemented it. */
  record Intersect(PathExpression left, PathExpression right) implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      throw NodeFailure.counted("NotImplementedError", "`&` in a path has no meaning");
    }
  }

  /** Members by name; {@code *} among the names means all members. */
  record Fields(List<String> names) implements PathExpression {
    public Fields {
      names = List.copyOf(names);
    }

    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      List<@Nullable Place> found = new ArrayList<>();
      if (from == null || from.kind() != JsonKind.OBJECT) {
        return found;
      }
      if (names.contains("*")) {
        children(from).forEach(child -> found.add(from.child(child)));
        return found;
      }
      for (String name : names) {
        int member = from.document().member(from.node(), name);
        if (member != JsonDocument.NONE) {
          found.add(from.child(member));
        }
      }
      return found;
    }
  }

  /** {@code [3]}, {@code [-1]}: an item of a list, or a character of a text. */
  record Index(long index) implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      int length = length(from);
      if (from == null || length <= index) {
        return List.of();
      }
      if (from.kind() == JsonKind.OBJECT) {
        throw NodeFailure.counted("KeyError", "an object has no item " + index);
      }
      long place = index < 0 ? index + length : index;
      if (place < 0) {
        throw NodeFailure.counted("IndexError", "no item " + index + " among " + length);
      }
      return one(
          from.kind() == JsonKind.STRING
              ? character(from, (int) place)
              : from.child(children(from).get((int) place)));
    }
  }

  /**
   * {@code [1:3]}, {@code [*]}: items of a list; anything else that has no items counts as a list
   * of itself.
   */
  record Slice(@Nullable Long start, @Nullable Long end) implements PathExpression {
    @Override
    public List<@Nullable Place> find(@Nullable Place from) {
      boolean single =
          from != null
              && switch (from.kind()) {
                case OBJECT, STRING, INT, BIG_INT, TRUE, FALSE -> true;
                case NULL, FLOAT, ARRAY -> false;
              };
      int length = single ? 1 : length(from);
      List<@Nullable Place> found = new ArrayList<>();
      long last = bound(end, length, length);
      for (long i = bound(start, length, 0); i < last && from != null; i++) {
        found.add(single ? from : from.child(children(from).get((int) i)));
      }
      return found;
    }

    private static long bound(@Nullable Long bound, int length, int otherwise) {
      if (bound == null) {
        return otherwise;
      }
      return Math.clamp(bound < 0 ? bound + length : bound, 0, length);
    }
  }

  /** The member names of {@code $.a.b.c} or {@code a.b.c}; empty for any other expression. */
  static List<String> keys(PathExpression expression) {
    List<String> keys = new ArrayList<>();
    PathExpression rest = expression;
    while (rest instanceof Child child && child.right() instanceof Fields fields && plain(fields)) {
      keys.addFirst(fields.names().getFirst());
      rest = child.left();
    }
    if (rest instanceof Fields fields && plain(fields)) {
      keys.addFirst(fields.names().getFirst());
    } else if (!(rest instanceof Root)) {
      return List.of();
    }
    return keys;
  }

  private static boolean plain(Fields fields) {
    return fields.names().size() == 1 && !fields.names().contains("*");
  }

  private static List<@Nullable Place> one(@Nullable Place place) {
    List<@Nullable Place> places = new ArrayList<>(1);
    places.add(place);
    return places;
  }

  /** Python's {@code len}. */
  private static int length(@Nullable Place place) {
    if (place != null) {
      switch (place.kind()) {
        case ARRAY -> {
          return place.document().size(place.node());
        }
        case OBJECT -> {
          return children(place).size();
        }
        case STRING -> {
          String text = place.document().stringValue(place.node());
          return text.codePointCount(0, text.length());
        }
        case NULL, FALSE, TRUE, INT, BIG_INT, FLOAT -> {}
      }
    }
    throw NodeFailure.counted("TypeError", "a path indexes into a value that has no items");
  }

  /** Items or members; of a duplicated key the last value, at the first one's place. */
  private static List<Integer> children(Place place) {
    JsonDocument document = place.document();
    if (place.kind() == JsonKind.OBJECT) {
      Map<String, Integer> members = new LinkedHashMap<>();
      for (int child = document.firstChild(place.node());
          child != JsonDocument.NONE;
          child = document.nextSibling(child)) {
        members.put(document.key(child), child);
      }
      return new ArrayList<>(members.values());
    }
    List<Integer> items = new ArrayList<>();
    if (place.kind() == JsonKind.ARRAY) {
      for (int child = document.firstChild(place.node());
          child != JsonDocument.NONE;
          child = document.nextSibling(child)) {
        items.add(child);
      }
    }
    return items;
  }

  /** One character of a text, in a document of its own. */
  private static Place character(Place text, int index) {
    String value = text.document().stringValue(text.node());
    int at = value.offsetByCodePoints(0, index);
    String json = "\"%s\"".formatted(escaped(value.codePointAt(at)));
    try {
      JsonDocument document = JsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
      return new Place(document, document.root(), text);
    } catch (JsonException e) {
      throw new AssertionError(Text.repr(json), e);
    }
  }

  private static String escaped(int point) {
    StringBuilder out = new StringBuilder();
    for (char unit : Character.toChars(point)) {
      out.append("\\u").append("%04x".formatted((int) unit));
    }
    return out.toString();
  }
}
