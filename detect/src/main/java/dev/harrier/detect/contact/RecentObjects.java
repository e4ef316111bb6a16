package dev.harrier.detect.contact;

import dev.harrier.feature.StateBytes;

/**
 * The last different things that an account acted on, as 32-bit hashes, oldest first. Two accounts
 * that share one have co-acted.
 */
final class RecentObjects {
  static final int MOST = 16;

  private final int[] objects = new int[MOST];
  private int size;

  void add(int object) {
    int at = 0;
    while (at < size && objects[at] != object) {
      at++;
    }
    if (at == size && size < MOST) {
      size++;
    } else {
      int from = at == size ? 0 : at;
      System.arraycopy(objects, from + 1, objects, from, size - from - 1);
    }
    objects[size - 1] = object;
  }

  /** All but those two, newest first. */
  int[] without(int one, int other) {
    int[] rest = new int[size];
    int count = 0;
    for (int i = size - 1; i >= 0; i--) {
      if (objects[i] != one && objects[i] != other) {
        rest[count++] = objects[i];
      }
    }
    return java.util.Arrays.copyOf(rest, count);
  }

  void write(StateBytes bytes) {
    bytes.number(size);
    for (int i = 0; i < size; i++) {
      bytes.number(objects[i]);
    }
  }

  static RecentObjects read(StateBytes.Reader bytes) {
    RecentObjects read = new RecentObjects();
    int size = bytes.size();
    if (size > MOST) {
      throw new IllegalArgumentException("a state has " + size + " objects, at most " + MOST);
    }
    read.size = size;
    for (int i = 0; i < size; i++) {
      read.objects[i] = (int) bytes.number();
    }
    return read;
  }
}
