package dev.harrier.lang.emit;

/** Where the located literals of one text stand, in the order of their anchors. Reused. */
final class Occurrences {
  /** More are not kept. */
  static final int MAX = 128;

  private final int[] literals = new int[MAX];
  private final int[] places = new int[MAX];
  private int count;
  private boolean whole;

  void clear() {
    count = 0;
    whole = true;
  }

  void add(int literal, int place) {
    if (count == MAX) {
      whole = false;
      return;
    }
    literals[count] = literal;
    places[count++] = place;
  }

  /** Whether none was left out. */
  boolean whole() {
    return whole;
  }

  /** Writes the places of some literals into {@code found} and returns how many there are. */
  int of(int[] wanted, int[] found) {
    int size = 0;
    for (int i = 0; i < count; i++) {
      for (int literal : wanted) {
        if (literals[i] == literal) {
          found[size++] = places[i];
          break;
        }
      }
    }
    return size;
  }
}
