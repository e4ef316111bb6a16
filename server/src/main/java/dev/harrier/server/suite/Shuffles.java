package dev.harrier.server.suite;

import dev.harrier.learn.data.Seeded;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The control by shuffled truth: a model of truths dealt out anew must order rows that it never saw
 * no better than chance.
 *
 * <p>Training and test truths are shuffled apart, each among themselves: shuffled together, a fold
 * with more ones leaves fewer in its training rows, so that fold and truth are still related, and
 * the area leans to one side. One shuffle says little, since all test rows are scored by one model
 * and rows that look alike stand or fall together, which a bootstrap of the rows does not see; so
 * the interval is of the mean over several, by Student's t.
 */
final class Shuffles {
  private static final int TIMES = 6;

  /** Two-sided 95 % quantile of Student's t at {@link #TIMES} − 1 degrees of freedom. */
  private static final double T = 2.571;

  private Shuffles() {}

  /**
   * @param scored scores of all rows by a model of the training rows' given truths
   */
  static void control(
      String name,
      int[] truth,
      int[] train,
      int[] test,
      Function<int[], double[]> scored,
      Consumer<SuiteRow> out) {
    double[] areas =
        IntStream.range(0, TIMES)
            .parallel()
            .mapToDouble(
                time -> {
                  int[] dealt = truth.clone();
                  deal(dealt, train, Seeded.of(Folds.SEED, 2L * time));
                  deal(dealt, test, Seeded.of(Folds.SEED, 2L * time + 1));
                  boolean[] positive = new boolean[dealt.length];
                  for (int i = 0; i < dealt.length; i++) {
                    positive[i] = dealt[i] == 1;
                  }
                  return Measure.auroc(scored.apply(dealt), positive, test);
                })
            .toArray();
    double mean = 0;
    for (double area : areas) {
      mean += area / TIMES;
    }
    double squares = 0;
    for (double area : areas) {
      squares += (area - mean) * (area - mean);
    }
    double half = T * Math.sqrt(squares / (TIMES - 1) / TIMES);
    out.accept(
        new SuiteRow(
            name + " control: shuffled truth",
            "AUROC, mean of " + TIMES,
            mean,
            mean - half,
            mean + half,
            Double.NaN,
            Double.NaN));
  }

  /** Deals the truths of these rows out anew among them. */
  private static void deal(int[] truth, int[] rows, Seeded random) {
    int[] order = random.permutation(rows.length);
    int[] before = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      before[i] = truth[rows[i]];
    }
    for (int i = 0; i < rows.length; i++) {
      truth[rows[i]] = before[order[i]];
    }
  }
}
