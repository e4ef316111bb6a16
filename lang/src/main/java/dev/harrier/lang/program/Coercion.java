package dev.harrier.lang.program;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonKind;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.Arithmetic;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Numerals;
import dev.harrier.lang.value.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values read from JSON: checked against the annotation, and converted to it where that is allowed.
 *
 * <p>The decision in order: no match, an admitted None or a failure; JSON null, likewise; a value
 * of the annotated type is itself (an int is a float too and stays an int, a bool is never a
 * number); otherwise Python's constructor of the type is applied. Interpreter and compiled code
 * share this class.
 */
public final class Coercion {
  /** Most items that a list is read with. */
  public static final int MAX_ITEMS = 100_000;

  /** What an absent payload counts as. */
  private static final JsonDocument EMPTY = empty();

  private Coercion() {}

  private static JsonDocument empty() {
    try {
      return JsonParser.parse(new byte[] {'{', '}'});
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The value that {@code read} finds in the event; an {@link EntityValue} if the read identifies
   * one.
   */
  public static @Nullable Object read(Event event, JsonRead read) throws NodeFailure {
    Object value = plain(event, read);
    return value == null || read.entityType() == null
        ? value
        : new EntityValue(read.entityType(), value);
  }

  /** The value that {@code read} finds in the event; the id if the read identifies an entity. */
  public static @Nullable Object plain(Event event, JsonRead read) throws NodeFailure {
    int root = read.secret() ? event.secretData() : event.data();
    JsonPath.Match match =
        root == Event.ABSENT
            ? read.path().find(EMPTY, EMPTY.root())
            : read.path().find(event.document(), root);
    return match == null
        ? coerce(EMPTY, JsonDocument.NONE, read)
        : coerce(match.document(), match.node(), read);
  }

  /**
   * The value of a match, as its target type.
   *
   * @param node the first match, or {@link JsonDocument#NONE}
   */
  public static @Nullable Object coerce(JsonDocument document, int node, JsonRead read)
      throws NodeFailure {
    if (node == JsonDocument.NONE) {
      return absent(read);
    }
    Type target = read.target();
    if (document.kind(node) == JsonKind.NULL) {
      return nothing(read);
    }
    if (admits(target, document, node)) {
      return value(document, node, target);
    }
    if (!read.coerce()) {
      throw invalid(document, node, read);
    }
    try {
      return convert(target, document, node);
    } catch (Refused refused) {
      throw invalid(document, node, read);
    }
  }

  private static @Nullable Object absent(JsonRead read) {
    if (read.target().admitsNone()) {
      return null;
    }
    if (read.required()) {
      throw NodeFailure.counted(
          "MissingJsonPath", "nothing at `" + read.path().text() + "`, which is required");
    }
    throw NodeFailure.SILENT;
  }

  private static @Nullable Object nothing(JsonRead read) {
    if (read.target().admitsNone()) {
      return null;
    }
    if (read.required()) {
      throw NodeFailure.counted(
          "InvalidJsonType",
          "null at `" + read.path().text() + "`, expected " + name(read.target()));
    }
    throw NodeFailure.SILENT;
  }

  private static NodeFailure invalid(JsonDocument document, int node, JsonRead read) {
    return NodeFailure.counted(
        "InvalidJsonType",
        "%s at `%s`, expected %s"
            .formatted(name(document.kind(node)), read.path().text(), name(read.target())));
  }

  /** Whether the JSON value is of the type as it stands. */
  private static boolean admits(Type type, JsonDocument document, int node) {
    JsonKind kind = document.kind(node);
    return switch (type) {
      case Type.Simple simple -> admits(simple, kind);
      case Type.ListOf list -> kind == JsonKind.ARRAY && allAdmitted(list.item(), document, node);
      case Type.Union union -> union.members().stream().anyMatch(m -> admits(m, document, node));
      case Type.Any any -> true;
      case Type.EntityOf entity -> false;
      case Type.Special special -> false;
      case Type.Variable variable -> true;
    };
  }

  private static boolean admits(Type.Simple type, JsonKind kind) {
    return switch (type) {
      case STR -> kind == JsonKind.STRING;
      case INT -> kind == JsonKind.INT || kind == JsonKind.BIG_INT;
      case FLOAT -> kind == JsonKind.FLOAT || kind == JsonKind.INT || kind == JsonKind.BIG_INT;
      case BOOL -> kind == JsonKind.TRUE || kind == JsonKind.FALSE;
      case NONE -> kind == JsonKind.NULL;
    };
  }

  private static boolean allAdmitted(Type item, JsonDocument document, int array) {
    for (int child = document.firstChild(array);
        child != JsonDocument.NONE;
        child = document.nextSibling(child)) {
      if (!admits(item, document, child)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object convert(Type type, JsonDocument document, int node)
      throws Refused {
    return switch (type) {
      case Type.Simple simple -> convert(simple, document, node);
      case Type.ListOf list -> convertItems(list.item(), document, node);
      case Type.Union union -> convertToMember(union, document, node);
      case Type.EntityOf entity -> throw Refused.TYPE;
      case Type.Any any -> throw Refused.TYPE;
      case Type.Special special -> throw Refused.TYPE;
      case Type.Variable variable -> throw Refused.TYPE;
    };
  }

  /**
   * The first member that the value converts to; a value that a member's constructor refuses ends
   * the search, as in the reference.
   */
  private static @Nullable Object convertToMember(Type.Union union, JsonDocument document, int node)
      throws Refused {
    for (Type member : union.members()) {
      try {
        return convert(member, document, node);
      } catch (Refused refused) {
        if (refused == Refused.VALUE) {
          throw refused;
        }
      }
    }
    throw Refused.TYPE;
  }

  private static List<@Nullable Object> convertItems(Type item, JsonDocument document, int node)
      throws Refused {
    if (document.kind(node) != JsonKind.ARRAY) {
      throw Refused.TYPE;
    }
    List<@Nullable Object> items = new ArrayList<>(bounded(document, node));
    for (int child = document.firstChild(node);
        child != JsonDocument.NONE;
        child = document.nextSibling(child)) {
      items.add(
          admits(item, document, child)
              ? value(document, child, item)
              : convert(item, document, child));
    }
    return Collections.unmodifiableList(items);
  }

  private static @Nullable Object convert(Type.Simple type, JsonDocument document, int node)
      throws Refused {
    JsonKind kind = document.kind(node);
    return switch (type) {
      case BOOL -> truth(document, node);
      case STR -> {
        if (kind == JsonKind.NULL) {
          throw Refused.TYPE;
        }
        yield text(document, node);
      }
      case INT -> {
        if (kind == JsonKind.STRING) {
          yield accepted(Numerals.parseInt(document.stringValue(node)));
        }
        if (kind == JsonKind.FLOAT) {
          yield truncated(document.doubleValue(node));
        }
        throw Refused.TYPE;
      }
      case FLOAT -> {
        if (kind == JsonKind.STRING) {
          yield accepted(Numerals.parseFloat(document.stringValue(node)));
        }
        throw Refused.TYPE;
      }
      case NONE -> throw Refused.TYPE;
    };
  }

  private static Object accepted(@Nullable Object number) throws Refused {
    if (number == null) {
      throw Refused.VALUE;
    }
    return number;
  }

  private static Object truncated(double value) throws Refused {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw Refused.VALUE;
    }
    if (Math.abs(value) < 0x1p62) {
      return (long) value;
    }
    return Arithmetic.integer(new BigDecimal(value).toBigInteger());
  }

  private static boolean truth(JsonDocument document, int node) {
    return switch (document.kind(node)) {
      case NULL, FALSE -> false;
      case TRUE, BIG_INT -> true;
      case INT -> document.longValue(node) != 0;
      case FLOAT -> document.doubleValue(node) != 0;
      case STRING -> !document.stringValue(node).isEmpty();
      case ARRAY, OBJECT -> document.firstChild(node) != JsonDocument.NONE;
    };
  }

  /** The JSON value in the representation of {@code lang.value}; the type admits it. */
  private static @Nullable Object value(JsonDocument document, int node, Type type) {
    return switch (document.kind(node)) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case INT -> document.longValue(node);
      case BIG_INT -> Arithmetic.integer(document.bigIntegerValue(node));
      case FLOAT -> document.doubleValue(node);
      case STRING -> document.stringValue(node);
      case ARRAY -> items(document, node, type);
      case OBJECT -> text(document, node);
    };
  }

  private static List<@Nullable Object> items(JsonDocument document, int node, Type type) {
    List<@Nullable Object> items = new ArrayList<>(bounded(document, node));
    for (int child = document.firstChild(node);
        child != JsonDocument.NONE;
        child = document.nextSibling(child)) {
      items.add(value(document, child, type));
    }
    return Collections.unmodifiableList(items);
  }

  private static int bounded(JsonDocument document, int array) {
    int size = document.size(array);
    if (size > MAX_ITEMS) {
      throw NodeFailure.counted(
          "ValueError", "a list of " + size + " items, at most " + MAX_ITEMS + " are read");
    }
    return size;
  }

  /** {@code str()} of a JSON value: a text as it is, everything else as Python writes it. */
  public static String text(JsonDocument document, int node) {
    if (document.kind(node) == JsonKind.STRING) {
      return document.stringValue(node);
    }
    StringBuilder out = new StringBuilder();
    append(document, node, out);
    return out.toString();
  }

  private static void append(JsonDocument document, int node, StringBuilder out) {
    switch (document.kind(node)) {
      case NULL -> out.append("None");
      case TRUE -> out.append("True");
      case FALSE -> out.append("False");
      case INT -> out.append(document.longValue(node));
      case BIG_INT -> Text.repr(document.bigIntegerValue(node), out);
      case FLOAT -> out.append(Text.real(document.doubleValue(node)));
      case STRING -> Text.quote(document.stringValue(node), out);
      case ARRAY -> appendArray(document, node, out);
      case OBJECT -> appendObject(document, node, out);
    }
  }

  private static void appendArray(JsonDocument document, int array, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (int child = document.firstChild(array);
        child != JsonDocument.NONE;
        child = document.nextSibling(child)) {
      append(document, child, out.append(separator));
      separator = ", ";
    }
    out.append(']');
  }

  /** A duplicated key keeps its first place and takes its last value. */
  private static void appendObject(JsonDocument document, int object, StringBuilder out) {
    Map<String, Integer> members = new LinkedHashMap<>();
    for (int child = document.firstChild(object);
        child != JsonDocument.NONE;
        child = document.nextSibling(child)) {
      members.put(document.key(child), child);
    }
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Integer> member : members.entrySet()) {
      Text.quote(member.getKey(), out.append(separator));
      append(document, member.getValue(), out.append(": "));
      separator = ", ";
    }
    out.append('}');
  }

  private static String name(JsonKind kind) {
    return switch (kind) {
      case NULL -> "null";
      case TRUE, FALSE -> "bool";
      case INT, BIG_INT -> "int";
      case FLOAT -> "float";
      case STRING -> "str";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
    };
  }

  private static String name(Type type) {
    return switch (type) {
      case Type.Simple.NONE -> "None";
      case Type.Simple simple -> simple.name().toLowerCase(java.util.Locale.ROOT);
      case Type.ListOf list -> "List[" + name(list.item()) + "]";
      case Type.Union union ->
          String.join(" or ", union.members().stream().map(Coercion::name).toList());
      case Type.EntityOf entity -> "Entity[" + name(entity.id()) + "]";
      case Type.Any any -> "anything";
      case Type.Special special -> special.name().toLowerCase(java.util.Locale.ROOT);
      case Type.Variable variable -> variable.name();
    };
  }

  /**
   * Why a constructor would not take a value: its type is wrong, or the type is right and the value
   * is not.
   */
  private static final class Refused extends Exception {
    static final Refused TYPE = new Refused();
    static final Refused VALUE = new Refused();

    private Refused() {
      super(null, null, false, false);
    }
  }
}
