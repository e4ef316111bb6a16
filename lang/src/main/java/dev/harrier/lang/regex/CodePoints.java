package dev.harrier.lang.regex;

import java.util.Arrays;

/** An immutable set of Unicode code points, held as sorted, disjoint, non-adjacent ranges. */
final class CodePoints {
  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);

  /** First and last code point of each range, in turn. */
  private final int[] bounds;

  private CodePoints(int[] bounds) {
    this.bounds = bounds;
  }

  static CodePoints of(int codePoint) {
    return range(codePoint, codePoint);
  }

  static CodePoints range(int first, int last) {
    return new CodePoints(new int[] {first, last});
  }

  int rangeCount() {
    return bounds.length / 2;
  }

  int first(int range) {
    return bounds[2 * range];
  }

  int last(int range) {
    return bounds[2 * range + 1];
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  boolean contains(int codePoint) {
    int low = 0;
    int high = bounds.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (codePoint < bounds[2 * middle]) {
        high = middle - 1;
      } else if (codePoint > bounds[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  CodePoints negate() {
    Builder builder = new Builder();
    int next = 0;
    for (int i = 0; i < rangeCount(); i++) {
      if (first(i) > next) {
        builder.add(next, first(i) - 1);
      }
      next = last(i) + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      builder.add(next, Character.MAX_CODE_POINT);
    }
    return builder.build();
  }

  CodePoints union(CodePoints other) {
    return new Builder().add(this).add(other).build();
  }

  CodePoints intersect(CodePoints other) {
    return negate().union(other.negate()).negate();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodePoints that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** Collects ranges in any order. */
  static final class Builder {
    private long[] ranges = new long[8];
    private int size;

    Builder add(int codePoint) {
      return add(codePoint, codePoint);
    }

    Builder add(int first, int last) {
      if (size == ranges.length) {
        ranges = Arrays.copyOf(ranges, 2 * size);
      }
      ranges[size++] = (long) first << 32 | last;
      return this;
    }

    Builder add(CodePoints set) {
      for (int i = 0; i < set.rangeCount(); i++) {
        add(set.first(i), set.last(i));
      }
      return this;
    }

    CodePoints build() {
      Arrays.sort(ranges, 0, size);
      int[] bounds = new int[2 * size];
      int n = 0;
      for (int i = 0; i < size; i++) {
        int first = (int) (ranges[i] >>> 32);
        int last = (int) ranges[i];
        if (n > 0 && first <= bounds[n - 1] + 1) {
          bounds[n - 1] = Math.max(bounds[n - 1], last);
        } else {
          bounds[n++] = first;
          bounds[n++] = last;
        }
      }
      return new CodePoints(Arrays.copyOf(bounds, n));
    }
  }
}
