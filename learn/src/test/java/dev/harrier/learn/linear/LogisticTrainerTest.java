package dev.harrier.learn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticTrainerTest {
  private static final LogisticTrainer TIGHT = new LogisticTrainer(4, false, 500, 1e-9);

  @Test
  void theGradientIsZeroAtTheFit() {
    List<SparseRow> rows = rows(200, 3);
    int[] truth = truth(rows, 2);
    LinearModel model = TIGHT.fit(rows, truth, 2, 3);

    for (int j = 0; j < 3; j++) {
      double gradient = model.weights()[0][j] / (4.0 * rows.size());
      for (int i = 0; i < rows.size(); i++) {
        double p = 1 / (1 + Math.exp(-model.margin(rows.get(i))));
        gradient += (p - truth[i]) * rows.get(i).value()[j] / rows.size();
      }
      assertThat(gradient).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void softmaxOfTwoClassesInThreeFindsEachOne() {
    List<SparseRow> rows = rows(300, 3);
    int[] truth = truth(rows, 3);
    LinearModel model = TIGHT.fit(rows, truth, 3, 3);
    int right = 0;
    for (int i = 0; i < truth.length; i++) {
      double[] margins = model.margins(rows.get(i));
      int best = margins[1] > margins[0] ? 1 : 0;
      best = margins[2] > margins[best] ? 2 : best;
      right += best == truth[i] ? 1 : 0;
    }

    assertThat(right).isGreaterThan(270);
  }

  @Test
  void twoFitsAreEqualToTheBit() {
    List<SparseRow> rows = rows(100, 3);
    int[] truth = truth(rows, 2);

    assertThat(LogisticTrainer.STANDARD.fit(rows, truth, 2, 3).weights()[0])
        .isEqualTo(LogisticTrainer.STANDARD.fit(rows, truth, 2, 3).weights()[0]);
  }

  @Test
  void aColumnThatNeverOccursWeighsNothing() {
    List<SparseRow> rows = rows(50, 3);

    assertThat(TIGHT.fit(rows, truth(rows, 2), 2, 10).weights()[0][9]).isZero();
  }

  @Test
  void oneClassIsRefused() {
    List<SparseRow> rows = rows(5, 3);

    assertThatThrownBy(() -> TIGHT.fit(rows, new int[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class 1 of 2 has no row, each needs at least one");
  }

  private static List<SparseRow> rows(int n, int columns) {
    SplittableRandom random = new SplittableRandom(7);
    List<SparseRow> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int[] index = new int[columns];
      float[] value = new float[columns];
      for (int j = 0; j < columns; j++) {
        index[j] = j;
        value[j] = (float) random.nextDouble(-1, 1);
      }
      rows.add(new SparseRow(index, value));
    }
    return rows;
  }

  /** The column with the largest value, a few of them moved on by one. */
  private static int[] truth(List<SparseRow> rows, int classes) {
    int[] truth = new int[rows.size()];
    for (int i = 0; i < truth.length; i++) {
      float[] value = rows.get(i).value();
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = value[k] > value[best] ? k : best;
      }
      truth[i] = i % 20 == 0 ? (best + 1) % classes : best;
    }
    return truth;
  }
}
