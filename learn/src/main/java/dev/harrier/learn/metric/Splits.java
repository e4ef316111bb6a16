package dev.harrier.learn.metric;

import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ways to part rows into those that teach and those that judge. */
public final class Splits {
  private Splits() {}

  /** Ascending rows of each side; owned by this record. */
  public record Split(int[] train, int[] test) {}

  /** Stratified folds: each class is shuffled and dealt out in turn. */
  public static List<Split> folds(int[] truths, int k, long seed) {
    int[] fold = new int[truths.length];
    int next = 0;
    int[] order = new Seeded(seed).permutation(truths.length);
    for (int wanted : new TreeSet<>(IntStream.of(truths).boxed().toList())) {
      for (int row : order) {
        if (truths[row] == wanted) {
          fold[row] = next++ % k;
        }
      }
    }
    return of(fold, k);
  }

  /** Folds in which no group stands on both sides; groups go, large first, to the smallest fold. */
  public static List<Split> groupFolds(List<String> groups, int k, long seed) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] group = new int[groups.size()];
    for (int i = 0; i < group.length; i++) {
      group[i] = numbers.computeIfAbsent(groups.get(i), name -> numbers.size());
    }
    if (numbers.size() < k) {
      throw new DataException(
          numbers.size() + " groups, expected at least " + k + " for the folds");
    }
    int[] sizes = new int[numbers.size()];
    for (int number : group) {
      sizes[number]++;
    }
    int[] foldOf = dealt(sizes, k, seed);
    return of(IntStream.of(group).map(number -> foldOf[number]).toArray(), k);
  }

  private static int[] dealt(int[] sizes, int k, long seed) {
    List<Integer> order =
        new ArrayList<>(IntStream.of(new Seeded(seed).permutation(sizes.length)).boxed().toList());
    order.sort((a, b) -> Integer.compare(sizes[b], sizes[a]));
    int[] foldOf = new int[sizes.length];
    long[] filled = new long[k];
    for (int number : order) {
      int least = 0;
      for (int f = 1; f < k; f++) {
        least = filled[f] < filled[least] ? f : least;
      }
      foldOf[number] = least;
      filled[least] += sizes[number];
    }
    return foldOf;
  }

  /**
   * Trains strictly before a time, tests from it on; rows of the gap before it are left out, since
   * their truth was not known.
   *
   * @param gapMillis longest delay of the truth
   */
  public static Split time(Frame frame, long fromMillis, long gapMillis) {
    return checked(
        new Split(
            rows(frame.rows(), i -> frame.time(i) < fromMillis - gapMillis),
            rows(frame.rows(), i -> frame.time(i) >= fromMillis)));
  }

  /** For each source one split: tested on it, trained on all others; sources in order of name. */
  public static List<Split> leaveOneOut(List<String> sources) {
    List<Split> splits = new ArrayList<>();
    for (String source : new TreeSet<>(sources)) {
      splits.add(
          checked(
              new Split(
                  rows(sources.size(), i -> !sources.get(i).equals(source)),
                  rows(sources.size(), i -> sources.get(i).equals(source)))));
    }
    return splits;
  }

  private static List<Split> of(int[] fold, int k) {
    List<Split> splits = new ArrayList<>();
    for (int f = 0; f < k; f++) {
      int number = f;
      splits.add(
          checked(
              new Split(
                  rows(fold.length, i -> fold[i] != number),
                  rows(fold.length, i -> fold[i] == number))));
    }
    return List.copyOf(splits);
  }

  private static int[] rows(int count, IntPredicate wanted) {
    return IntStream.range(0, count).filter(wanted).toArray();
  }

  private static Split checked(Split split) {
    if (split.train.length == 0 || split.test.length == 0) {
      throw new DataException(
          split.train.length
              + " rows to train on and "
              + split.test.length
              + " to test on, expected at least one of each");
    }
    return split;
  }
}
