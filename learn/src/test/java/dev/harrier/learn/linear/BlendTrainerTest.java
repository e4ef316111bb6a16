package dev.harrier.learn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.learn.data.Seeded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlendTrainerTest {
  private static final int COLUMNS = 40;

  @Test
  void bothSolversFindTheSameWeights() {
    List<SparseRow> rows = rows(400);
    int[] truth = truth(rows);
    LogisticTrainer trainer = new LogisticTrainer(4, true, 2000, 1e-9);

    double[] dual = trainer.solve(SparseMatrix.of(rows, COLUMNS), truth);
    LinearModel primal = trainer.fit(rows, truth, 2, COLUMNS);

    for (int j = 0; j < COLUMNS; j++) {
      assertThat(dual[j]).isCloseTo(primal.weights()[0][j], within(0.1));
    }
  }

  @Test
  void twoBlendsAreEqualToTheBit() {
    List<SparseRow> rows = rows(200);
    int[] truth = truth(rows);

    LinearModel one = BlendTrainer.STANDARD.fit(rows, truth, 2, COLUMNS, COLUMNS);
    LinearModel two = BlendTrainer.STANDARD.fit(rows, truth, 2, COLUMNS, COLUMNS);

    assertThat(one.weights()[0]).isEqualTo(two.weights()[0]);
    assertThat(one.bias()).isEqualTo(two.bias());
  }

  @Test
  void aBlendOrdersRowsThatItNeverSaw() {
    List<SparseRow> rows = rows(600);
    int[] truth = truth(rows);
    int[] known = java.util.Arrays.copyOf(truth, 400);

    LinearModel model = BlendTrainer.STANDARD.fit(rows.subList(0, 400), known, 2, COLUMNS, COLUMNS);

    int right = 0;
    for (int i = 400; i < 600; i++) {
      right += (model.margin(rows.get(i)) > 0) == (truth[i] == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(170);
  }

  private static List<SparseRow> rows(int n) {
    Seeded random = Seeded.of(3, 0);
    List<SparseRow> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int[] index = new int[8];
      float[] value = new float[8];
      for (int k = 0; k < 8; k++) {
        index[k] = 5 * k + random.nextInt(5);
        value[k] = 0.35f;
      }
      rows.add(new SparseRow(index, value));
    }
    return rows;
  }

  /** Columns below a half of their five tell the second class. */
  private static int[] truth(List<SparseRow> rows) {
    int[] truth = new int[rows.size()];
    for (int i = 0; i < truth.length; i++) {
      int low = 0;
      for (int column : rows.get(i).index()) {
        low += column % 5 < 2 ? 1 : 0;
      }
      truth[i] = low > 3 ? 1 : 0;
    }
    return truth;
  }
}
