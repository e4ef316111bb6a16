package dev.harrier.runtime.ingress;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes events of parsed lines. Owned by one thread. */
final class EventShapes {
  /** What a line lacks to be an event. */
  static final class NotAnEvent extends Exception {
    private final int offset;

    NotAnEvent(String message, int offset) {
      super(message, null, false, false);
      this.offset = offset;
    }

    /** Byte offset of the value at fault, or −1. */
    int offset() {
      return offset;
    }
  }

  private static final byte[] ACTION_ID = bytes("action_id");
  private static final byte[] ACTION_NAME = bytes("action_name");
  private static final byte[] TIMESTAMP = bytes("timestamp");
  private static final byte[] DATA = bytes("data");
  private static final byte[] SECRET_DATA = bytes("secret_data");
  private static final byte[] SEND_TIME = bytes("send_time");
  private static final byte[] SPEC_VERSION = bytes("specversion");
  private static final byte[] DID = bytes("did");
  private static final byte[] KIND = bytes("kind");
  private static final byte[] TIME_US = bytes("time_us");

  /** Event types remembered as strings. */
  private static final int KNOWN_TYPES = 16;

  private final Shape shape;
  private final @Nullable InputMapping mapping;
  private final byte[][] knownBytes = new byte[KNOWN_TYPES][];
  private final String[] knownTypes = new String[KNOWN_TYPES];
  private int nextType;
  private boolean lastWasSml;

  /** Identifier of an event that has none; null to refuse such events. */
  private @Nullable String idOtherwise;

  EventShapes(Shape shape, @Nullable InputMapping mapping) {
    this.shape = shape;
    this.mapping = mapping;
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param idOtherwise identifier of an event that has none; null to refuse such events
   */
  Event read(JsonDocument json, @Nullable String idOtherwise) throws NotAnEvent {
    this.idOtherwise = idOtherwise;
    int root = json.root();
    if (json.kindCode(root) != JsonDocument.OBJECT) {
      throw new NotAnEvent(
          "found " + kind(json, root) + ", expected an object that describes an event", -1);
    }
    return switch (shape) {
      case SML -> sml(json, root);
      case CLOUDEVENTS -> cloudEvent(json, root);
      case JETSTREAM -> jetstream(json, root);
      case MAPPED -> mapped(json, root);
      case AUTO -> recognised(json, root);
    };
  }

  private Event recognised(JsonDocument json, int root) throws NotAnEvent {
    if (lastWasSml) {
      // What follows an SML action nearly always is one too: found out while its parts are found.
      Event event = smlOrNull(json, root);
      if (event != null) {
        return event;
      }
      lastWasSml = false;
    }
    boolean did = false;
    boolean kind = false;
    for (int member = json.firstChild(root);
        member != JsonDocument.NONE;
        member = json.nextSibling(member)) {
      if (json.keyEquals(member, ACTION_NAME) || json.keyEquals(member, SEND_TIME)) {
        lastWasSml = true;
        return sml(json, root);
      }
      if (json.keyEquals(member, SPEC_VERSION)) {
        return cloudEvent(json, root);
      }
      did |= json.keyEquals(member, DID);
      kind |= json.keyEquals(member, KIND) || json.keyEquals(member, TIME_US);
    }
    if (did && kind) {
      return jetstream(json, root);
    }
    if (mapping != null) {
      return mapped(json, root);
    }
    throw new NotAnEvent(
        "found an object with "
            + keys(json, root)
            + ", expected an SML action (`action_id`, `action_name`, `timestamp`, `data`), a"
            + " CloudEvent (`specversion`, `id`, `source`, `type`), a Jetstream frame (`did`,"
            + " `time_us`, `kind`), or an `input` mapping in the project's configuration",
        -1);
  }

  private static String keys(JsonDocument json, int object) {
    List<String> keys = new ArrayList<>();
    for (int member = json.firstChild(object);
        member != JsonDocument.NONE && keys.size() < 5;
        member = json.nextSibling(member)) {
      keys.add("`" + json.key(member) + "`");
    }
    if (keys.isEmpty()) {
      return "no members";
    }
    return String.join(", ", keys) + (json.size(object) > keys.size() ? ", …" : "");
  }

  // SML actions.

  private Event sml(JsonDocument json, int object) throws NotAnEvent {
    return Objects.requireNonNull(sml(json, object, false));
  }

  /** The event, or null if the object has neither an action's name nor an envelope's time. */
  private @Nullable Event smlOrNull(JsonDocument json, int object) throws NotAnEvent {
    return sml(json, object, true);
  }

  private @Nullable Event sml(JsonDocument json, int object, boolean unlessForeign)
      throws NotAnEvent {
    int id = JsonDocument.NONE;
    int name = JsonDocument.NONE;
    int time = JsonDocument.NONE;
    int data = JsonDocument.NONE;
    int secret = JsonDocument.NONE;
    boolean sent = false;
    for (int member = json.firstChild(object);
        member != JsonDocument.NONE;
        member = json.nextSibling(member)) {
      switch (json.keyLength(member)) {
        case 4 -> data = json.keyEquals(member, DATA) ? member : data;
        case 9 -> {
          id = json.keyEquals(member, ACTION_ID) ? member : id;
          time = json.keyEquals(member, TIMESTAMP) ? member : time;
          sent |= json.keyEquals(member, SEND_TIME);
        }
        case 11 -> {
          name = json.keyEquals(member, ACTION_NAME) ? member : name;
          secret = json.keyEquals(member, SECRET_DATA) ? member : secret;
        }
        default -> {
          // Not ours, or spelled with escapes.
          id = json.keyEquals(member, ACTION_ID) ? member : id;
          time = json.keyEquals(member, TIMESTAMP) ? member : time;
          sent |= json.keyEquals(member, SEND_TIME);
          name = json.keyEquals(member, ACTION_NAME) ? member : name;
          secret = json.keyEquals(member, SECRET_DATA) ? member : secret;
          data = json.keyEquals(member, DATA) ? member : data;
        }
      }
    }
    if (unlessForeign && !sent && name == JsonDocument.NONE) {
      return null;
    }
    if (sent && name == JsonDocument.NONE) {
      return envelope(json, object, data);
    }
    return new Event(
        identifier(json, object, id, "action_id"),
        type(json, object, name, "action_name"),
        time(json, object, time, "timestamp", TimeFormat.ISO),
        json,
        payload(json, data, "data"),
        payload(json, secret, "secret_data"));
  }

  private Event envelope(JsonDocument json, int object, int data) throws NotAnEvent {
    if (data == JsonDocument.NONE) {
      throw missing(json, object, "data");
    }
    if (json.kindCode(data) != JsonDocument.OBJECT) {
      throw wrong(json, data, "data", "an object that holds the action");
    }
    return sml(json, data);
  }

  private static int payload(JsonDocument json, int node, String name) throws NotAnEvent {
    if (node == JsonDocument.NONE || json.kindCode(node) == JsonDocument.NULL) {
      return Event.ABSENT;
    }
    if (json.kindCode(node) != JsonDocument.OBJECT) {
      throw wrong(json, node, name, "an object");
    }
    return node;
  }

  // CloudEvents 1.0, JSON format §3.

  private Event cloudEvent(JsonDocument json, int root) throws NotAnEvent {
    int version = json.member(root, "specversion");
    if (version == JsonDocument.NONE || json.kindCode(version) != JsonDocument.STRING) {
      throw missing(json, root, "specversion");
    }
    if (!json.stringValue(version).startsWith("1.")) {
      throw new NotAnEvent(
          "`specversion` is `" + json.stringValue(version) + "`, expected `1.0`",
          json.start(version));
    }
    String id = identifier(json, root, json.member(root, "id"), "id");
    String source = text(json, root, json.member(root, "source"), "source");
    if (json.member(root, "data_base64") != JsonDocument.NONE) {
      throw new NotAnEvent("`data_base64` is not supported, expected `data` as a JSON object", -1);
    }
    return new Event(
        source,
        id,
        type(json, root, json.member(root, "type"), "type"),
        time(json, root, json.member(root, "time"), "time", TimeFormat.ISO),
        json,
        payload(json, json.member(root, "data"), "data"),
        Event.ABSENT);
  }

  // Jetstream v1.

  private Event jetstream(JsonDocument json, int root) throws NotAnEvent {
    String did = text(json, root, json.member(root, "did"), "did");
    long time = time(json, root, json.member(root, "time_us"), "time_us", TimeFormat.EPOCH_US);
    int kindNode = json.member(root, "kind");
    String kind = text(json, root, kindNode, "kind");
    if (!kind.equals("commit")) {
      return new Event(did + "/" + kind + "/" + time, kind, time, json, root, Event.ABSENT);
    }
    int commit = json.member(root, "commit");
    if (commit == JsonDocument.NONE || json.kindCode(commit) != JsonDocument.OBJECT) {
      throw missing(json, root, "commit");
    }
    String collection = text(json, commit, json.member(commit, "collection"), "commit.collection");
    String operation = text(json, commit, json.member(commit, "operation"), "commit.operation");
    String rkey = text(json, commit, json.member(commit, "rkey"), "commit.rkey");
    int rev = json.member(commit, "rev");
    String version =
        rev != JsonDocument.NONE && json.kindCode(rev) == JsonDocument.STRING
            ? json.stringValue(rev)
            : Long.toString(time);
    return new Event(
        did + "/" + collection + "/" + rkey + "@" + version,
        known(collection + "." + operation),
        time,
        json,
        root,
        Event.ABSENT);
  }

  // Objects by mapping.

  private Event mapped(JsonDocument json, int root) throws NotAnEvent {
    InputMapping map = mapping;
    if (map == null) {
      throw new NotAnEvent("the project's configuration has no `input` mapping", -1);
    }
    String type = map.type();
    if (type == null) {
      type = type(json, root, walk(json, root, map.typePath()), String.join(".", map.typePath()));
    }
    return new Event(
        identifier(json, root, walk(json, root, map.id()), String.join(".", map.id())),
        type,
        time(
            json,
            root,
            walk(json, root, map.time()),
            String.join(".", map.time()),
            map.timeFormat()),
        json,
        root,
        Event.ABSENT);
  }

  private static int walk(JsonDocument json, int root, List<String> names) {
    int at = root;
    for (String name : names) {
      if (at == JsonDocument.NONE || json.kindCode(at) != JsonDocument.OBJECT) {
        return JsonDocument.NONE;
      }
      at = json.member(at, name);
    }
    return at;
  }

  // Fields.

  private String identifier(JsonDocument json, int object, int node, String name)
      throws NotAnEvent {
    if (idOtherwise != null
        && (node == JsonDocument.NONE || json.kindCode(node) == JsonDocument.NULL)) {
      return idOtherwise;
    }
    if (node == JsonDocument.NONE) {
      throw missing(json, object, name);
    }
    switch (json.kindCode(node)) {
      case JsonDocument.INT -> {
        return Long.toString(json.longValue(node));
      }
      case JsonDocument.BIG_INT -> {
        return json.bigIntegerValue(node).toString();
      }
      case JsonDocument.STRING -> {
        if (json.end(node) > json.start(node)) {
          return json.stringValue(node);
        }
        throw new NotAnEvent("`" + name + "` is empty", json.start(node));
      }
      default -> throw wrong(json, node, name, "an int or a string");
    }
  }

  private static String text(JsonDocument json, int object, int node, String name)
      throws NotAnEvent {
    if (node == JsonDocument.NONE) {
      throw missing(json, object, name);
    }
    if (json.kindCode(node) != JsonDocument.STRING) {
      throw wrong(json, node, name, "a string");
    }
    return json.stringValue(node);
  }

  private String type(JsonDocument json, int object, int node, String name) throws NotAnEvent {
    if (node != JsonDocument.NONE && json.isPlainAscii(node)) {
      for (int i = 0; i < KNOWN_TYPES && knownBytes[i] != null; i++) {
        byte[] known = knownBytes[i];
        if (json.kindCode(node) == JsonDocument.STRING
            && Arrays.equals(
                json.bytes(), json.start(node), json.end(node), known, 0, known.length)) {
          return knownTypes[i];
        }
      }
    }
    return known(text(json, object, node, name));
  }

  private String known(String type) {
    knownBytes[nextType] = bytes(type);
    knownTypes[nextType] = type;
    nextType = (nextType + 1) % KNOWN_TYPES;
    return type;
  }

  private static long time(JsonDocument json, int object, int node, String name, TimeFormat format)
      throws NotAnEvent {
    if (node == JsonDocument.NONE) {
      throw missing(json, object, name);
    }
    long micros = Timestamps.read(json, node, format);
    if (micros == Timestamps.INVALID) {
      String expected =
          switch (format) {
            case ISO -> "a time such as `2026-01-31T12:00:00Z`";
            case TWITTER -> "a time such as `Wed Jan 07 11:06:08 +0000 2015`";
            case EPOCH_S -> "seconds since 1970";
            case EPOCH_MS -> "milliseconds since 1970";
            case EPOCH_US -> "microseconds since 1970";
          };
      throw wrong(json, node, name, expected);
    }
    return micros;
  }

  private static NotAnEvent missing(JsonDocument json, int object, String name) {
    return new NotAnEvent(
        "`" + name + "` is missing, found " + keys(json, object), json.start(object));
  }

  private static NotAnEvent wrong(JsonDocument json, int node, String name, String expected) {
    return new NotAnEvent(
        "`" + name + "` is " + kind(json, node) + ", expected " + expected, json.start(node));
  }

  private static String kind(JsonDocument json, int node) {
    return switch (json.kind(node)) {
      case NULL -> "null";
      case FALSE -> "false";
      case TRUE -> "true";
      case INT -> "the int " + json.longValue(node);
      case BIG_INT -> "an int beyond 64 bits";
      case FLOAT -> "the float " + json.doubleValue(node);
      case STRING -> "the string `" + shortened(json.stringValue(node)) + "`";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
    };
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
