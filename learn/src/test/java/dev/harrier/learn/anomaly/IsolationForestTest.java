package dev.harrier.learn.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.metric.Ranking;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolationForestTest {
  private static Frame rows() {
    Frame.Builder builder = Frame.of(List.of(Column.number("x"), Column.number("y")));
    Seeded random = new Seeded(3);
    for (int i = 0; i < 2_000; i++) {
      float far = i % 50 == 0 ? 5 : 0;
      float x = (float) random.nextGaussian() + far;
      float y = i % 7 == 1 ? Float.NaN : (float) random.nextGaussian() - far;
      builder.row("r" + i, x, y).truth(far > 0 ? 1 : 0);
    }
    return builder.build();
  }

  @Test
  void rowsFarFromTheRestAreIsolatedEarly() {
    Frame rows = rows();
    IsolationForest forest = IsolationForest.fit(rows, 7);
    double[] scores = new double[rows.rows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = forest.score(rows.row(i));
    }

    assertThat(Ranking.auroc(scores, rows.classes())).isGreaterThan(0.95);
    assertThat(scores).doesNotContain(Double.NaN);
  }

  @Test
  void oneSeedIsOneForest() {
    float[] row = {1, Float.NaN};

    assertThat(IsolationForest.fit(rows(), 7).score(row))
        .isEqualTo(IsolationForest.fit(rows(), 7).score(row))
        .isNotEqualTo(IsolationForest.fit(rows(), 8).score(row));
  }

  @Test
  void theExpectedPathIsThatOfThePaper() {
    assertThat(IsolationForest.expectedPath(256)).isCloseTo(10.244, within(0.001));
    assertThat(IsolationForest.expectedPath(2)).isEqualTo(1);
  }
}
