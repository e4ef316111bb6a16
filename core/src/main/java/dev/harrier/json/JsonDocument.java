package dev.harrier.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON text as a flat tape of nodes over its bytes.
 *
 * <p>A node is an int. Children of a container follow it in document order; {@link #nextSibling}
 * skips a whole subtree. Members of an object are their value nodes, whose key is asked of the
 * member itself. Nothing is decoded before it is asked for, but ints. A document that a {@link
 * JsonParser} hands out is valid until the parser's next use, and as long as the bytes stay as they
 * are.
 */
public final class JsonDocument {
  /** No such node. */
  public static final int NONE = -1;

  // Kinds as numbers, for code that cannot afford the enum; in the order of JsonKind.
  public static final byte NULL = 0;
  public static final byte FALSE = 1;
  public static final byte TRUE = 2;
  public static final byte INT = 3;
  public static final byte BIG_INT = 4;
  public static final byte FLOAT = 5;
  public static final byte STRING = 6;
  public static final byte ARRAY = 7;
  public static final byte OBJECT = 8;

  static final int BEYOND_ASCII = 1;
  static final int ESCAPES = 2;
  static final int KEY_ESCAPES = 4;

  private static final JsonKind[] KINDS = JsonKind.values();

  /** Ints of one node on the tape: what it is, where it stands, what follows. */
  static final int WIDTH = 6;

  private static final int KIND = 0;
  private static final int START = 1;
  private static final int END = 2;
  private static final int SIBLING = 3;
  private static final int KEY_START = 4;
  private static final int KEY_END = 5;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = {};
  private int[] tape = new int[64 * WIDTH];
  private long[] numbers = new long[64];
  private int count;

  /** By number of a path in the key tree: its node; valid below {@link #placesKnown}. */
  private int[] places = {};

  private int placesKnown;
  private boolean placed;
  private @Nullable KeyTree keys;

  JsonDocument() {}

  // For the parser.

  void begin(byte[] text, @Nullable KeyTree keyTree) {
    bytes = text;
    count = 0;
    keys = keyTree;
    placed = keyTree != null;
    if (keyTree != null) {
      if (places.length == 0) {
        places = new int[KeyTree.MAX_KEYS];
      }
      placesKnown = keyTree.count();
      Arrays.fill(places, 0, placesKnown, NONE);
      places[0] = 0;
    }
  }

  /** Says where the value of a path stands. */
  void place(int path, int node) {
    if (path >= placesKnown) {
      Arrays.fill(places, placesKnown, path + 1, NONE);
      placesKnown = path + 1;
    }
    // A key that comes twice: what stood below the first one must not count.
    placed &= places[path] == NONE;
    places[path] = node;
  }

  /** Says that a member is not in the key tree. */
  void unplaced() {
    placed = false;
  }

  /** Adds a node with its key, if it is a member; what it is comes later. */
  int add(int keyStart, int keyEnd) {
    int node = count++;
    if (node == numbers.length) {
      numbers = Arrays.copyOf(numbers, node * 2);
      tape = Arrays.copyOf(tape, node * 2 * WIDTH);
    }
    int at = node * WIDTH;
    tape[at + KEY_START] = keyStart;
    tape[at + KEY_END] = keyEnd;
    return node;
  }

  /** The node that was added last. */
  int newest() {
    return count - 1;
  }

  /**
   * Says what a node is. Its sibling is the node behind it until {@link #last} or {@link #close}
   * say otherwise.
   *
   * @param kind with flags in its high bits
   */
  void put(int node, int kind, int start, int end) {
    int at = node * WIDTH;
    int[] nodes = tape;
    nodes[at + KIND] = kind;
    nodes[at + START] = start;
    nodes[at + END] = end;
    nodes[at + SIBLING] = node + 1;
  }

  void number(int node, long value) {
    numbers[node] = value;
  }

  /** Ends the list of a container's children. */
  void last(int node) {
    tape[node * WIDTH + SIBLING] = NONE;
  }

  /** Ends a container behind its newest node; its size is kept where a number's value would be. */
  void close(int container, long size, int end) {
    numbers[container] = size;
    int at = container * WIDTH;
    tape[at + END] = end;
    tape[at + SIBLING] = count;
  }

  // For readers.

  /**
   * The key tree whose numbers {@link #at} takes; null if this document does not know where the
   * values of all its paths stand, because a key came twice, was written with escapes, or was not
   * learned.
   */
  public @Nullable KeyTree keys() {
    return placed ? keys : null;
  }

  /**
   * Node of the value of a path of the key tree, or {@link #NONE} if there is none; so too for a
   * path that is {@link #NONE}.
   */
  public int at(int path) {
    return path >= 0 && path < placesKnown ? places[path] : NONE;
  }

  /** Number of the path whose value a node is, or {@link #NONE}. Cost: all paths are looked at. */
  public int pathOf(int node) {
    for (int path = 0; path < placesKnown; path++) {
      if (places[path] == node) {
        return path;
      }
    }
    return NONE;
  }

  /**
   * A copy that stays valid when the parser is used again, as long as the bytes stay as they are.
   */
  public JsonDocument detached() {
    JsonDocument copy = new JsonDocument();
    copy.bytes = bytes;
    copy.tape = Arrays.copyOf(tape, count * WIDTH);
    copy.numbers = Arrays.copyOf(numbers, count);
    copy.count = count;
    copy.places = Arrays.copyOf(places, placesKnown);
    copy.placesKnown = placesKnown;
    copy.placed = placed;
    copy.keys = keys;
    return copy;
  }

  public int root() {
    return 0;
  }

  /** The bytes that were parsed; not copied, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public JsonKind kind(int node) {
    return KINDS[kindCode(node)];
  }

  /** The kind as one of this class's constants. */
  public int kindCode(int node) {
    return tape[node * WIDTH] & 0xff;
  }

  /** First byte of the value; of a string, of its content behind the quote. */
  public int start(int node) {
    return tape[node * WIDTH + START];
  }

  /** Byte behind the value; of a string, behind its content. */
  public int end(int node) {
    return tape[node * WIDTH + END];
  }

  /** Whether a string's bytes are its text, all ASCII. */
  public boolean isPlainAscii(int string) {
    return (tape[string * WIDTH] >> 8 & (BEYOND_ASCII | ESCAPES)) == 0;
  }

  /** Whether a string has escapes; if not, its bytes are its text in UTF-8. */
  public boolean hasEscapes(int string) {
    return (tape[string * WIDTH] >> 8 & ESCAPES) != 0;
  }

  /** Number of items or members of a container, duplicates counted. */
  public int size(int container) {
    return (int) numbers[container];
  }

  /** First child of a container, or {@link #NONE}. */
  public int firstChild(int container) {
    return numbers[container] == 0 ? NONE : container + 1;
  }

  /** Next sibling of a child, or {@link #NONE} after the last. */
  public int nextSibling(int child) {
    return tape[child * WIDTH + SIBLING];
  }

  /** Key of an object's member, decoded. */
  public String key(int member) {
    int at = member * WIDTH;
    boolean escapes = (tape[at] >> 8 & KEY_ESCAPES) != 0;
    return JsonText.decode(bytes, tape[at + KEY_START], tape[at + KEY_END], escapes);
  }

  /** Bytes of the member's key as it is written, escapes not decoded. */
  public int keyLength(int member) {
    return tape[member * WIDTH + KEY_END] - tape[member * WIDTH + KEY_START];
  }

  /** Whether the member's key is this name, in UTF-8. */
  public boolean keyEquals(int member, byte[] name) {
    int at = member * WIDTH;
    if ((tape[at] >> 8 & KEY_ESCAPES) != 0) {
      return key(member).equals(new String(name, StandardCharsets.UTF_8));
    }
    int start = tape[at + KEY_START];
    int length = tape[at + KEY_END] - start;
    if (length != name.length) {
      return false;
    }
    return same(bytes, start, name, length);
  }

  /**
   * Whether bytes from an index on are those of a name: by words, the last of which may overlap.
   */
  private static boolean same(byte[] bytes, int start, byte[] name, int length) {
    if (length >= 8) {
      for (int i = 0; i < length - 8; i += 8) {
        if ((long) EIGHT_BYTES.get(bytes, start + i) != (long) EIGHT_BYTES.get(name, i)) {
          return false;
        }
      }
      return (long) EIGHT_BYTES.get(bytes, start + length - 8)
          == (long) EIGHT_BYTES.get(name, length - 8);
    }
    if (length >= 4) {
      return (int) FOUR_BYTES.get(bytes, start) == (int) FOUR_BYTES.get(name, 0)
          && (int) FOUR_BYTES.get(bytes, start + length - 4)
              == (int) FOUR_BYTES.get(name, length - 4);
    }
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The object's member of that name, the last one where the name is duplicated, or {@link #NONE}.
   */
  public int member(int object, String name) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    int found = NONE;
    for (int child = firstChild(object); child != NONE; child = nextSibling(child)) {
      if (keyEquals(child, key)) {
        found = child;
      }
    }
    return found;
  }

  /** Value of an {@link JsonKind#INT}. */
  public long longValue(int node) {
    return numbers[node];
  }

  /** Value of an {@link JsonKind#INT} or {@link JsonKind#BIG_INT}. */
  public BigInteger bigIntegerValue(int node) {
    return kindCode(node) == INT
        ? BigInteger.valueOf(numbers[node])
        : new BigInteger(ascii(start(node), end(node)));
  }

  /** Value of a {@link JsonKind#FLOAT}, correctly rounded; infinite when it exceeds the range. */
  public double doubleValue(int node) {
    return JsonNumbers.doubleValue(bytes, start(node), end(node));
  }

  /** Value of a {@link JsonKind#STRING}, decoded. */
  public String stringValue(int node) {
    return isPlainAscii(node)
        ? ascii(start(node), end(node))
        : JsonText.decode(bytes, start(node), end(node), hasEscapes(node));
  }

  private String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
