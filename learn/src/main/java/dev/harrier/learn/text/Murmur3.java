package dev.harrier.learn.text;

/** MurmurHash3, 32 bits (Appleby 2011), over the UTF-16 units of a text, two to a block. */
final class Murmur3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private Murmur3() {}

  static int hash(CharSequence text, int from, int to, int seed) {
    int hash = seed;
    int at = from;
    for (; at + 1 < to; at += 2) {
      hash = block(hash, text.charAt(at) | text.charAt(at + 1) << 16);
    }
    if (at < to) {
      hash ^= scrambled(text.charAt(at));
    }
    return finished(hash ^ 2 * (to - from));
  }

  /** The same over an array. */
  static int hash(char[] text, int from, int to, int seed) {
    int hash = seed;
    int at = from;
    for (; at + 1 < to; at += 2) {
      hash = block(hash, text[at] | text[at + 1] << 16);
    }
    if (at < to) {
      hash ^= scrambled(text[at]);
    }
    return finished(hash ^ 2 * (to - from));
  }

  /** One block of two units. */
  static int block(int hash, int bits) {
    return Integer.rotateLeft(hash ^ scrambled(bits), 13) * 5 + 0xe6546b64;
  }

  /** What a last single unit is xored with. */
  static int scrambled(int bits) {
    return Integer.rotateLeft(bits * C1, 15) * C2;
  }

  static int finished(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
