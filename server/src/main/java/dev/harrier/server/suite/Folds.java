package dev.harrier.server.suite;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Which fold a row is tested in. */
final class Folds {
  static final long SEED = 7;

  private Folds() {}

  /** Stratified: each class is shuffled and dealt out. */
  static int[] stratified(int[] truth, int folds) {
    Integer[] order = new Integer[truth.length];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Integer held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
    int[] dealt = new int[Arrays.stream(truth).max().orElse(0) + 1];
    int[] fold = new int[truth.length];
    for (int row : order) {
      fold[row] = dealt[truth[row]]++ % folds;
    }
    return fold;
  }

  /** No group in two folds; the largest group first, each to the fold with the fewest rows. */
  static int[] grouped(String[] group, int folds) {
    TreeMap<String, Integer> sizes = new TreeMap<>();
    for (String name : group) {
      sizes.merge(name, 1, Integer::sum);
    }
    String[] names = sizes.keySet().toArray(new String[0]);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = names.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      String held = names[i];
      names[i] = names[other];
      names[other] = held;
    }
    Arrays.sort(names, java.util.Comparator.comparing(name -> -sizes.getOrDefault(name, 0)));
    int[] filled = new int[folds];
    TreeMap<String, Integer> place = new TreeMap<>();
    for (String name : names) {
      int least = 0;
      for (int k = 1; k < folds; k++) {
        least = filled[k] < filled[least] ? k : least;
      }
      place.put(name, least);
      filled[least] += sizes.getOrDefault(name, 0);
    }
    int[] fold = new int[group.length];
    Arrays.setAll(fold, i -> place.getOrDefault(group[i], 0));
    return fold;
  }
}
