package dev.harrier.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that producers send, as a tree by where they stand, learned from what is parsed.
 *
 * <p>Producers write the members of an object in the same order every time. Each key remembers
 * which one came next, so that a parser compares the bytes of a key, its quotes and its colon with
 * what it expects, instead of reading them; and every key has a number, by which a document says at
 * once where the value of a path stands ({@link JsonDocument#at}). What is expected decides how
 * fast a text is parsed, never what is found in it.
 *
 * <p>Shared by the parsers of many threads: keys are only ever added, under a lock, and all that is
 * read without it is immutable or a guess that is checked. Bounded: objects whose keys are data,
 * not names, are left to be read the ordinary way.
 */
public final class KeyTree {
  /** Most keys of a tree. */
  static final int MAX_KEYS = 1_024;

  /** Most members of one object that are learned. */
  static final int MAX_MEMBERS = 64;

  /** Longest key learned, in bytes. */
  private static final int MAX_LENGTH = 64;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A key at its place. */
  static final class Key {
    /** Number of the path to here; {@link JsonDocument#NONE} within arrays, where it names none. */
    final int number;

    /** The key between its quotes, and the colon. */
    private final byte[] written;

    final int length;
    private final long mask;
    private final long first;
    private final long last;

    private volatile Key[] members = {};
    private volatile @Nullable Key item;

    /** The member that came first, and the key that came next, when that was last looked at. */
    @Nullable Key opensWith;

    @Nullable Key next;

    private Key(int number, byte[] name) {
      this.number = number;
      length = name.length + 3;
      written = new byte[Math.max(length, Long.BYTES)];
      written[0] = '"';
      System.arraycopy(name, 0, written, 1, name.length);
      written[length - 2] = '"';
      written[length - 1] = ':';
      mask = length >= Long.BYTES ? -1L : (1L << 8 * length) - 1;
      first = (long) LONG.get(written, 0);
      last = (long) LONG.get(written, written.length - Long.BYTES);
    }

    /** Whether the key, its quotes and its colon stand at an index. */
    boolean standsAt(byte[] text, int at, int to) {
      int length = this.length;
      if (at + Math.max(length, Long.BYTES) > to) {
        return false;
      }
      if (((long) LONG.get(text, at) & mask) != first) {
        return false;
      }
      return length <= Long.BYTES
          || ((long) LONG.get(text, at + length - Long.BYTES) == last
              && (length <= 2 * Long.BYTES || middle(text, at)));
    }

    private boolean middle(byte[] text, int at) {
      for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
        if ((long) LONG.get(text, at + i) != (long) LONG.get(written, i)) {
          return false;
        }
      }
      return true;
    }

    private @Nullable Key member(byte[] text, int from, int to) {
      for (Key member : members) {
        if (Arrays.equals(member.written, 1, member.length - 2, text, from, to)) {
          return member;
        }
      }
      return null;
    }
  }

  private final Key root = new Key(0, new byte[0]);
  private volatile int count = 1;

  /** Keys known, which is one more than the largest number of a path. Only ever grows. */
  public int count() {
    return count;
  }

  Key root() {
    return root;
  }

  /** The member of that name, learned if there is room for it; null if not. */
  @Nullable Key member(Key object, byte[] text, int from, int to) {
    Key known = object.member(text, from, to);
    return known != null || to - from > MAX_LENGTH || object.members.length >= MAX_MEMBERS
        ? known
        : add(object, text, from, to);
  }

  private synchronized @Nullable Key add(Key object, byte[] text, int from, int to) {
    Key known = object.member(text, from, to);
    Key[] members = object.members;
    if (known != null || members.length >= MAX_MEMBERS || count >= MAX_KEYS) {
      return known;
    }
    int number = object.number == JsonDocument.NONE ? JsonDocument.NONE : count;
    Key added = new Key(number, Arrays.copyOfRange(text, from, to));
    Key[] more = Arrays.copyOf(members, members.length + 1);
    more[members.length] = added;
    count++;
    object.members = more;
    return added;
  }

  /** What stands for the items of an array. */
  static Key item(Key array) {
    Key item = array.item;
    if (item == null) {
      item = new Key(JsonDocument.NONE, new byte[0]);
      array.item = item;
    }
    return item;
  }

  /**
   * Number of the path of names below another, or {@link JsonDocument#NONE} if no object has had
   * it.
   *
   * @param from number of the path to begin at; that of the root is 0
   */
  public int number(int from, List<String> names) {
    Key at = find(root, from);
    for (String name : names) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      at = at == null ? null : at.member(utf8, 0, utf8.length);
    }
    return at == null ? JsonDocument.NONE : at.number;
  }

  private static @Nullable Key find(Key from, int number) {
    if (from.number == number) {
      return from;
    }
    for (Key member : from.members) {
      Key found = find(member, number);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
