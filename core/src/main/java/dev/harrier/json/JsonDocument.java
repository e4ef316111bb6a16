package dev.harrier.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  private byte[] bytes = {};
  private int[] tape = new int[64 * WIDTH];
  private long[] numbers = new long[64];
  private int count;

  JsonDocument() {}

  // For the parser.

  void begin(byte[] text) {
    bytes = text;
    count = 0;
  }

  /** Adds a node; its kind's high bits are flags. */
  int add(int kind, int start) {
    int node = count++;
    if (node == numbers.length) {
      numbers = Arrays.copyOf(numbers, node * 2);
      tape = Arrays.copyOf(tape, node * 2 * WIDTH);
    }
    int at = node * WIDTH;
    tape[at + KIND] = kind;
    tape[at + START] = start;
    tape[at + SIBLING] = NONE;
    return node;
  }

  void end(int node, int flags, int end) {
    tape[node * WIDTH + KIND] |= flags << 8;
    tape[node * WIDTH + END] = end;
  }

  void number(int node, int kind, long value, int end) {
    tape[node * WIDTH + KIND] = kind;
    tape[node * WIDTH + END] = end;
    numbers[node] = value;
  }

  void key(int node, int flags, int start, int end) {
    int at = node * WIDTH;
    if ((flags & ESCAPES) != 0) {
      tape[at + KIND] |= KEY_ESCAPES << 8;
    }
    tape[at + KEY_START] = start;
    tape[at + KEY_END] = end;
  }

  void follow(int node, int sibling) {
    tape[node * WIDTH + SIBLING] = sibling;
  }

  /** Number of children, kept where a number's value would be. */
  void size(int container, long size, int end) {
    numbers[container] = size;
    tape[container * WIDTH + END] = end;
  }

  // For readers.

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
    return Arrays.equals(bytes, start, start + length, name, 0, length);
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
