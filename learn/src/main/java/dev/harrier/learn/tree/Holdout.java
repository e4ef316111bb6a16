package dev.harrier.learn.tree;

import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tenth of the rows on which early stopping listens. */
final class Holdout {
  private Holdout() {}

  /** The newest rows if rows have times, else whole groups, else rows, drawn by the seed. */
  static boolean[] tenth(Frame frame, long seed) {
    return frame.hasTimes() ? newest(frame) : groups(frame, seed);
  }

  private static boolean[] newest(Frame frame) {
    Integer[] order = new Integer[frame.rows()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(frame::time));
    boolean[] held = new boolean[order.length];
    for (int i = order.length - order.length / 10; i < order.length; i++) {
      held[order[i]] = true;
    }
    return held;
  }

  private static boolean[] groups(Frame frame, long seed) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] group = new int[frame.rows()];
    for (int i = 0; i < group.length; i++) {
      group[i] = numbers.computeIfAbsent(frame.group(i), name -> numbers.size());
    }
    int[] sizes = new int[numbers.size()];
    for (int number : group) {
      sizes[number]++;
    }
    boolean[] chosen = new boolean[sizes.length];
    int left = group.length / 10;
    for (int number : Seeded.of(seed, -1).permutation(sizes.length)) {
      if (sizes[number] <= left) {
        chosen[number] = true;
        left -= sizes[number];
      }
    }
    boolean[] held = new boolean[group.length];
    for (int i = 0; i < held.length; i++) {
      held[i] = chosen[group[i]];
    }
    return held;
  }
}
