package dev.harrier.lang.function;

/** MurmurHash3 x86 32 bit, by Austin Appleby (public domain). */
final class Murmur3 {
  private Murmur3() {}

  static int hash32(byte[] data, int seed) {
    int hash = seed;
    int whole = data.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int block =
          (data[i] & 0xFF)
              | (data[i + 1] & 0xFF) << 8
              | (data[i + 2] & 0xFF) << 16
              | (data[i + 3] & 0xFF) << 24;
      hash = Integer.rotateLeft(hash ^ scrambled(block), 13) * 5 + 0xE6546B64;
    }
    int rest = 0;
    for (int i = data.length - 1; i >= whole; i--) {
      rest = rest << 8 | (data[i] & 0xFF);
    }
    hash ^= scrambled(rest) ^ data.length;
    return finished(hash);
  }

  private static int scrambled(int block) {
    return Integer.rotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593;
  }

  private static int finished(int hash) {
    int h = hash;
    h = (h ^ h >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }
}
