package dev.harrier.detect.contact;

import dev.harrier.feature.StateBytes;
import java.util.Arrays;

/**
 * Whom an account has met, either way, as 32-bit hashes; the one met longest ago is forgotten
 * first.
 *
 * <p>Two accounts of the {@link #MOST} are mistaken for each other once in four million look-ups. A
 * linear look at 1,024 ints is a fraction of a microsecond.
 */
final class Acquaintances {
  /** 4 kB an account; more people than most write with in a quarter. */
  static final int MOST = 1_024;

  private int[] met = new int[4];
  private int size;

  boolean has(int account) {
    return at(account) >= 0;
  }

  private int at(int account) {
    for (int i = size - 1; i >= 0; i--) {
      if (met[i] == account) {
        return i;
      }
    }
    return -1;
  }

  void meet(int account) {
    int at = at(account);
    if (at < 0 && size == MOST) {
      at = 0;
    }
    if (at >= 0) {
      System.arraycopy(met, at + 1, met, at, size - at - 1);
      met[size - 1] = account;
      return;
    }
    if (size == met.length) {
      met = Arrays.copyOf(met, 2 * size);
    }
    met[size++] = account;
  }

  int size() {
    return size;
  }

  void write(StateBytes bytes) {
    bytes.number(size);
    for (int i = 0; i < size; i++) {
      bytes.number(met[i]);
    }
  }

  static Acquaintances read(StateBytes.Reader bytes) {
    Acquaintances read = new Acquaintances();
    int size = bytes.size();
    if (size > MOST) {
      throw new IllegalArgumentException("a state has " + size + " acquaintances, at most " + MOST);
    }
    read.met = new int[Math.max(4, size)];
    read.size = size;
    for (int i = 0; i < size; i++) {
      read.met[i] = (int) bytes.number();
    }
    return read;
  }
}
