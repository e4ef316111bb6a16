package dev.harrier.json;

import dev.harrier.json.KeyTree.Key;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON (RFC 8259, UTF-8) into a reused {@link JsonDocument}, in one pass that validates
 * every byte. Owned by one thread; allocates nothing once its arrays have grown to the size of the
 * largest text.
 *
 * <p>The content of strings, most of an event, is read eight bytes at a time: one word operation
 * finds whether any of them is a quote, a backslash, a control character or beyond ASCII (Mycroft's
 * zero-byte test; Lemire and Langdale, "Parsing gigabytes of JSON per second", VLDB Journal 2019,
 * give the idea of looking at structure by words). Nesting is a loop over an explicit stack, so
 * that no input can exhaust the thread's.
 */
public final class JsonParser {
  /** Deepest nesting accepted. */
  public static final int MAX_DEPTH = 1_000;

  /** Most digits of an int, as in CPython; longer ones take quadratic time to convert. */
  public static final int MAX_INT_DIGITS = 4_300;

  private static final int START_DEPTH = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private final JsonDocument document = new JsonDocument();
  private int[] open = new int[START_DEPTH];
  private int[] lastChild = new int[START_DEPTH];
  private int[] children = new int[START_DEPTH];
  private byte[] bytes = {};
  private int from;
  private int to;
  private int at;
  private int flags;

  /** What {@link #member} read beside its key: its place in the tree, and its flags. */
  private @Nullable Key memberKey;

  private int memberFlags;
  private final @Nullable KeyTree tree;

  /** By depth: the container that is open, and the member that it had last. */
  private @Nullable Key[] openKeys = new Key[START_DEPTH];

  private @Nullable Key[] lastKeys = new Key[START_DEPTH];

  /** A parser that expects nothing. */
  public JsonParser() {
    this(null);
  }

  /**
   * @param keys the keys to expect, shared with other parsers; null for none
   */
  public JsonParser(@Nullable KeyTree keys) {
    tree = keys;
  }

  /**
   * Parses the range; the document returned is valid until the next call. Its bytes are not copied.
   *
   * @throws JsonException if the range is not one JSON value; its offset counts from {@code from}
   */
  public JsonDocument parse(byte[] bytes, int from, int to) throws JsonException {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    at = from;
    document.begin(bytes, tree);
    at = space(bytes, at);
    if (at == to) {
      throw error("the text is empty, expected a JSON value");
    }
    values();
    at = space(bytes, at);
    if (at < to) {
      throw error("found " + found() + " after the end of the JSON value");
    }
    return document;
  }

  /** Parses a whole array into a document of its own, which stays valid. */
  public static JsonDocument parse(byte[] bytes) throws JsonException {
    return new JsonParser().parse(bytes, 0, bytes.length);
  }

  /**
   * Reads one value and all within it. One loop over local variables: what is open, its last child
   * and its number of children wait in arrays while something within it is read.
   */
  private void values() throws JsonException {
    byte[] text = bytes;
    int end = to;
    int i = at;
    int depth = 0;
    boolean object = false;
    int last = JsonDocument.NONE;
    int count = 0;
    Key here = null;
    Key key = tree == null ? null : tree.root();
    while (true) {
      int keyFlags = 0;
      int node;
      if (object) {
        Key next = key != null ? key.next : here != null ? here.opensWith : null;
        if (next != null && next.standsAt(text, i, end)) {
          int behind = i + next.length;
          node = document.add(i + 1, behind - 2);
          i = behind < end && text[behind] > ' ' ? behind : space(text, behind);
          key = next;
        } else {
          i = member(here, key, i);
          node = document.newest();
          key = memberKey;
          keyFlags = memberFlags;
        }
        if (key != null && key.number >= 0) {
          document.place(key.number, node);
        }
      } else {
        node = document.add(0, 0);
      }
      if (i >= end) {
        at = i;
        throw error("the text ends where a value is expected");
      }
      last = node;
      count++;
      int first = text[i];
      if (first == '"') {
        int close = string(text, i + 1);
        document.put(node, JsonDocument.STRING | flags << 8 | keyFlags, i + 1, close);
        i = close + 1;
      } else if (first == '{' || first == '[') {
        int kind = first == '{' ? JsonDocument.OBJECT : JsonDocument.ARRAY;
        document.put(node, kind | keyFlags, i, i);
        i = space(text, i + 1);
        if (i < end && text[i] == first + 2) {
          document.close(node, 0, ++i);
        } else {
          if (depth == MAX_DEPTH) {
            at = i;
            throw error("nested deeper than " + MAX_DEPTH + " levels");
          }
          if (depth + 1 == open.length) {
            deepen();
          }
          lastChild[depth] = last;
          children[depth] = count;
          openKeys[depth] = here;
          lastKeys[depth] = key;
          here = object || depth == 0 ? key : here == null ? null : KeyTree.item(here);
          key = null;
          depth++;
          open[depth] = node;
          object = first == '{';
          count = 0;
          continue;
        }
      } else {
        i = scalar(node, i, keyFlags);
      }
      while (depth > 0) {
        i = i < end && text[i] > ' ' ? i : space(text, i);
        int next = i < end ? text[i] : -1;
        if (next == ',') {
          i = i + 1 < end && text[i + 1] > ' ' ? i + 1 : space(text, i + 1);
          if (i < end && text[i] == (object ? '}' : ']')) {
            at = i;
            throw error("found " + found() + " after a comma, expected another value");
          }
          break;
        }
        if (next != (object ? '}' : ']')) {
          at = i;
          throw error("found " + found() + ", expected `,` or `" + (object ? '}' : ']') + "`");
        }
        document.last(last);
        document.close(open[depth], count, ++i);
        depth--;
        last = lastChild[depth];
        count = children[depth];
        here = openKeys[depth];
        key = lastKeys[depth];
        object = depth > 0 && document.kindCode(open[depth]) == JsonDocument.OBJECT;
      }
      if (depth == 0) {
        document.last(0);
        at = i;
        return;
      }
    }
  }

  /**
   * Adds the member whose key stands at an index, though another one was expected there, and
   * returns the index of its value. Remembers it for the next time.
   *
   * @param here the object, null if it is not in the tree
   * @param before the member before; null if there is none or it is not in the tree
   */
  private int member(@Nullable Key here, @Nullable Key before, int quote) throws JsonException {
    int keyStart = key(quote);
    int keyEnd = string(bytes, keyStart);
    boolean escapes = (flags & JsonDocument.ESCAPES) != 0;
    memberFlags = escapes ? JsonDocument.KEY_ESCAPES << 8 : 0;
    memberKey = null;
    int value = colon(bytes, keyEnd + 1);
    document.add(keyStart, keyEnd);
    if (tree == null || here == null) {
      return value;
    }
    Key known = escapes ? null : tree.member(here, bytes, keyStart, keyEnd);
    if (known == null) {
      if (here.number >= 0) {
        document.unplaced();
      }
    } else if (before == null) {
      here.opensWith = known;
    } else {
      before.next = known;
    }
    memberKey = known;
    return value;
  }

  private void deepen() {
    int room = Math.min(2 * open.length, MAX_DEPTH + 1);
    open = Arrays.copyOf(open, room);
    lastChild = Arrays.copyOf(lastChild, room);
    children = Arrays.copyOf(children, room);
    openKeys = Arrays.copyOf(openKeys, room);
    lastKeys = Arrays.copyOf(lastKeys, room);
  }

  /** Index of a key's content, whose opening quote is expected at an index. */
  private int key(int quote) throws JsonException {
    if (quote >= to || bytes[quote] != '"') {
      at = quote;
      throw error("found " + found() + ", expected a key in double quotes");
    }
    return quote + 1;
  }

  /** Index of the value behind a key that ends before an index. */
  private int colon(byte[] text, int behindKey) throws JsonException {
    int i = behindKey < to && text[behindKey] == ':' ? behindKey : space(text, behindKey);
    if (i >= to || text[i] != ':') {
      at = i;
      throw error("found " + found() + ", expected `:` after the key");
    }
    return space(text, i + 1);
  }

  /** Reads a number or a word, and returns the index behind it. */
  private int scalar(int node, int start, int keyFlags) throws JsonException {
    return switch (bytes[start]) {
      case 't' -> word(node, "true", JsonDocument.TRUE | keyFlags, start);
      case 'f' -> word(node, "false", JsonDocument.FALSE | keyFlags, start);
      case 'n' -> word(node, "null", JsonDocument.NULL | keyFlags, start);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(node, keyFlags, start);
      default -> {
        at = start;
        throw error("found " + found() + ", expected a JSON value");
      }
    };
  }

  private int word(int node, String word, int kind, int start) throws JsonException {
    int end = start + word.length();
    boolean same = end <= to;
    for (int i = start; same && i < end; i++) {
      same = bytes[i] == word.charAt(i - start);
    }
    if (!same) {
      at = start;
      throw error("found " + found() + ", expected a JSON value such as `" + word + "`");
    }
    document.put(node, kind, start, end);
    return end;
  }

  private int number(int node, int keyFlags, int start) throws JsonException {
    byte[] text = bytes;
    int end = to;
    boolean negative = text[start] == '-';
    int digits = negative ? start + 1 : start;
    int i = digits;
    long value = 0;
    int digit;
    while (i < end && (digit = text[i] - '0' & 0xff) <= 9) {
      value = value * 10 + digit;
      i++;
    }
    at = i;
    int length = i - digits;
    if (length == 0) {
      throw error("found " + found() + ", expected a digit");
    }
    if (length > 1 && text[digits] == '0') {
      at = digits;
      throw error("a number with a leading zero");
    }
    if (i < end && (text[i] == '.' || (text[i] | 0x20) == 'e')) {
      fraction();
      document.put(node, JsonDocument.FLOAT | keyFlags, start, at);
    } else if (length < 19) {
      document.put(node, JsonDocument.INT | keyFlags, start, i);
      document.number(node, negative ? -value : value);
    } else {
      longNumber(node, keyFlags, start, length);
    }
    return at;
  }

  private void fraction() throws JsonException {
    if (bytes[at] == '.') {
      at++;
      digits();
    }
    if (at < to && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  private void digits() throws JsonException {
    int start = at;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw error("found " + found() + ", expected a digit");
    }
  }

  private void longNumber(int node, int keyFlags, int start, int length) throws JsonException {
    if (length > MAX_INT_DIGITS) {
      at = start;
      throw error("an int of " + length + " digits, at most " + MAX_INT_DIGITS + " are read");
    }
    document.put(node, JsonDocument.BIG_INT | keyFlags, start, at);
    java.math.BigInteger value = document.bigIntegerValue(node);
    if (value.bitLength() < 64) {
      document.put(node, JsonDocument.INT | keyFlags, start, at);
      document.number(node, value.longValue());
    }
  }

  /**
   * Index of the closing quote of a string whose content begins at an index; leaves what it
   * contains in {@link #flags}.
   */
  private int string(byte[] text, int start) throws JsonException {
    int seen = 0;
    int i = start;
    int to = this.to;
    while (true) {
      while (i + 8 <= to) {
        long word = (long) LONG.get(text, i);
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        long special =
            ((quote - ONES & ~quote) | (backslash - ONES & ~backslash) | (word - SPACES) | word)
                & HIGHS;
        if (special != 0) {
          i += Long.numberOfTrailingZeros(special) >>> 3;
          break;
        }
        i += 8;
      }
      if (i >= to) {
        at = to;
        throw error("the text ends within a string");
      }
      int c = text[i];
      if (c == '"') {
        flags = seen;
        return i;
      } else if (c == '\\') {
        seen |= JsonDocument.ESCAPES;
        i = escape(i);
      } else if (c < 0) {
        seen |= JsonDocument.BEYOND_ASCII;
        i = character(i);
      } else if (c < ' ') {
        at = i;
        throw error("found " + found() + " in a string, where it has to be escaped");
      } else {
        i++;
      }
    }
  }

  private int escape(int backslash) throws JsonException {
    at = backslash + 1;
    if (at >= to) {
      throw error("the text ends within a string");
    }
    switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (at + i >= to || Character.digit((char) bytes[at + i], 16) < 0) {
            throw error("`\\u` without four hexadecimal digits");
          }
        }
        return at + 5;
      }
      default -> throw error("found " + found() + " after a backslash, which is no escape");
    }
  }

  /**
   * Checks one character beyond ASCII: shortest form, no surrogate, within Unicode (Unicode 15,
   * table 3-7).
   */
  private int character(int start) throws JsonException {
    int first = bytes[start] & 0xff;
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    boolean valid = first >= 0xc2 && first <= 0xf4 && start + length <= to;
    for (int i = 1; valid && i < length; i++) {
      valid = (bytes[start + i] & 0xc0) == 0x80;
    }
    if (valid && length > 2) {
      int second = bytes[start + 1] & 0xff;
      valid =
          switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
          };
    }
    if (!valid) {
      at = start;
      throw error("byte 0x%02x is not UTF-8 here".formatted(first));
    }
    return start + length;
  }

  /** First index from an index on that is not white space. */
  private int space(byte[] text, int start) {
    int i = start;
    while (i < to) {
      int c = text[i];
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        break;
      }
      i++;
    }
    return i;
  }

  private String found() {
    if (at >= to) {
      return "the end of the text";
    }
    int c = bytes[at] & 0xff;
    if (c == 0xef && Arrays.equals(bytes, at, Math.min(to, at + 3), BYTE_ORDER_MARK, 0, 3)) {
      return "a byte order mark";
    }
    return c > ' ' && c < 0x7f ? "`" + (char) c + "`" : "byte 0x%02x".formatted(c);
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private JsonException error(String message) {
    return new JsonException(message, at - from);
  }
}
