package dev.harrier.lang.emit;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.lang.plan.Node;
import dev.harrier.lang.plan.Op;
import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Rep;
import dev.harrier.lang.program.Coercion;
import dev.harrier.lang.program.JsonPath;
import dev.harrier.lang.program.JsonRead;
import dev.harrier.lang.value.EntityValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the leaves of a plan: plain paths found in one walk over the tape, values of the expected
 * kind without boxing, the rest by the language's coercion.
 */
final class LeafReader {
  private final Frame frame;
  private final @Nullable JsonRead[] reads;
  private final Rep[] reps;
  private final int[] slots;
  private final boolean[] secrets;
  private final Leaves plain;
  private final Leaves secret;
  private final int[] found;
  private final int[] foundSecret;
  private @Nullable JsonDocument document;
  private int data;
  private int secretData;
  private @Nullable Event event;
  private boolean foundPlain;
  private boolean foundInSecret;

  LeafReader(Plan plan, Frame frame) {
    this.frame = frame;
    int count = plan.nodes().size();
    reads = new JsonRead[count];
    reps = new Rep[count];
    slots = new int[count];
    secrets = new boolean[count];
    List<List<String>> plainPaths = new ArrayList<>();
    List<List<String>> secretPaths = new ArrayList<>();
    for (Node node : plan.nodes()) {
      reps[node.id()] = node.rep();
      if (node.op() instanceof Op.Leaf leaf) {
        reads[node.id()] = leaf.read();
        secrets[node.id()] = leaf.read().secret();
        List<List<String>> paths = leaf.read().secret() ? secretPaths : plainPaths;
        JsonPath path = leaf.read().path();
        slots[node.id()] = path.keys().isEmpty() ? -1 : slot(paths, path.keys());
      }
    }
    plain = new Leaves(plainPaths);
    secret = new Leaves(secretPaths);
    found = new int[plainPaths.size()];
    foundSecret = new int[secretPaths.size()];
  }

  private static int slot(List<List<String>> paths, List<String> keys) {
    int known = paths.indexOf(keys);
    if (known < 0) {
      paths.add(keys);
      return paths.size() - 1;
    }
    return known;
  }

  void begin(Event event) {
    this.event = event;
    document = event.document();
    data = event.data();
    secretData = event.secretData();
    foundPlain = false;
    foundInSecret = false;
  }

  JsonDocument document(int node) {
    return document();
  }

  private JsonDocument document() {
    if (document == null) {
      throw new IllegalStateException("no event is being decided");
    }
    return document;
  }

  /** The tape node that a leaf's plain path leads to, or NONE. */
  private int locate(int node) {
    int slot = slots[node];
    if (secrets[node]) {
      if (!foundInSecret) {
        secret.find(document(), secretData, foundSecret);
        foundInSecret = true;
      }
      return foundSecret[slot];
    }
    if (!foundPlain) {
      plain.find(document(), data, found);
      foundPlain = true;
    }
    return found[slot];
  }

  /** Reads a leaf into the frame and returns how it ended; throws the leaf's own failure. */
  int read(int node) {
    JsonRead read = Objects.requireNonNull(reads[node]);
    if (slots[node] < 0) {
      return keep(node, read, Coercion.plain(Objects.requireNonNull(event), read));
    }
    int at = locate(node);
    if (at != JsonDocument.NONE) {
      JsonDocument json = document();
      int kind = json.kindCode(at);
      switch (reps[node]) {
        case LONG -> {
          if (kind == JsonDocument.INT) {
            frame.longs[node] = json.longValue(at);
            return Frame.VALUE;
          }
        }
        case NUMBER -> {
          if (kind == JsonDocument.FLOAT) {
            frame.doubles[node] = json.doubleValue(at);
            frame.refs[node] = null;
            return Frame.VALUE;
          }
        }
        case BOOL -> {
          if (kind == JsonDocument.TRUE || kind == JsonDocument.FALSE) {
            frame.longs[node] = kind == JsonDocument.TRUE ? 1 : 0;
            return Frame.VALUE;
          }
        }
        case TEXT -> {
          if (kind == JsonDocument.STRING) {
            frame.refs[node] = null;
            frame.longs[node] = at;
            return Frame.VALUE;
          }
        }
        case DOUBLE, OBJECT -> {}
      }
    }
    return keep(node, read, Coercion.coerce(document(), at, read));
  }

  private int keep(int node, JsonRead read, @Nullable Object value) {
    if (value == null) {
      return Frame.NONE;
    }
    if (read.entityType() != null) {
      frame.refs[node] = new EntityValue(read.entityType(), value);
      return Frame.VALUE;
    }
    switch (reps[node]) {
      case LONG -> {
        if (!(value instanceof Long)) {
          throw Deoptimise.NOW;
        }
        frame.longs[node] = (Long) value;
      }
      case NUMBER -> {
        if (value instanceof Long whole) {
          frame.doubles[node] = Frame.exactly(whole);
        } else if (value instanceof Double real) {
          frame.doubles[node] = real;
        } else {
          throw Deoptimise.NOW;
        }
        frame.refs[node] = value;
      }
      case BOOL -> frame.longs[node] = (Boolean) value ? 1 : 0;
      case TEXT -> {
        frame.longs[node] = JsonDocument.NONE;
        frame.refs[node] = value;
      }
      case DOUBLE -> frame.doubles[node] = (Double) value;
      case OBJECT -> frame.refs[node] = value;
    }
    return Frame.VALUE;
  }

  /** Text of a leaf that was read as a JSON string. */
  String text(int node) {
    return document().stringValue((int) frame.longs[node]);
  }

  /**
   * The tape node of a text leaf whose bytes are its text, or NONE if it has to be decoded or is no
   * leaf.
   */
  int plainText(int node) {
    if (reads[node] == null) {
      return JsonDocument.NONE;
    }
    int at = (int) frame.longs[node];
    return at == JsonDocument.NONE || document().hasEscapes(at) ? JsonDocument.NONE : at;
  }
}
