package dev.harrier.lang.emit;

import dev.harrier.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers a few constants, so that a text of an event is compared with all of them by one look-up
 * of its bytes. Immutable.
 */
final class SymbolTable {
  /** A text that is none of the constants. */
  static final int OTHER = 63;

  private final byte[][] constants;
  private final int[] slots;
  private final int mask;

  SymbolTable(List<String> texts) {
    constants = new byte[texts.size()][];
    int capacity = Integer.highestOneBit(Math.max(4, texts.size() * 4)) << 1;
    mask = capacity - 1;
    slots = new int[capacity];
    Arrays.fill(slots, -1);
    for (int i = 0; i < constants.length; i++) {
      constants[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
      int slot = hash(constants[i], 0, constants[i].length) & mask;
      while (slots[slot] >= 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = i;
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ hash >>> 15;
  }

  int of(JsonDocument document, int string) {
    return of(document.bytes(), document.start(string), document.end(string));
  }

  int of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return of(utf8, 0, utf8.length);
  }

  private int of(byte[] bytes, int from, int to) {
    for (int slot = hash(bytes, from, to) & mask; slots[slot] >= 0; slot = slot + 1 & mask) {
      byte[] constant = constants[slots[slot]];
      if (Arrays.equals(bytes, from, to, constant, 0, constant.length)) {
        return slots[slot];
      }
    }
    return OTHER;
  }
}
