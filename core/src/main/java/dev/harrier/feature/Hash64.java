package dev.harrier.feature;

/**
 * A 64-bit hash of texts, the same in every process. Each char is mixed by a multiplication with an
 * odd constant and a shift; the end is the finalizer of MurmurHash3 (Appleby, public domain). Not
 * for hostile inputs that must not collide on purpose with secrets: it has none.
 */
public final class Hash64 {
  private Hash64() {}

  public static long of(String text, long seed) {
    long hash = seed ^ text.length() * 0x9E3779B97F4A7C15L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    return mixed(hash);
  }

  static long mixed(long value) {
    long hash = value;
    hash ^= hash >>> 33;
    hash *= 0xFF51AFD7ED558CCDL;
    hash ^= hash >>> 33;
    hash *= 0xC4CEB9FE1A85EC53L;
    return hash ^ hash >>> 33;
  }
}
