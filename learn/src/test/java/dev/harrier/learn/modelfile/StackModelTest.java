package dev.harrier.learn.modelfile;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Leakage;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.linear.LinearModel;
import dev.harrier.learn.linear.LogisticTrainer;
import dev.harrier.learn.linear.SparseRow;
import dev.harrier.learn.text.HashedText;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Forest;
import java.util.ArrayList;
import java.util.List;

class StackModelTest extends ModelContract {
  private static final List<Column> SEEN =
      List.of(Column.number("a"), Column.number("b"), Column.number("margin"));

  @Override
  Scorer fitted(long seed) {
    Seeded random = new Seeded(13);
    List<String[]> words = new ArrayList<>();
    List<SparseRow> sparse = new ArrayList<>();
    Frame.Builder frame = Frame.of(SEEN);
    int[] truth = new int[200];
    for (int i = 0; i < truth.length; i++) {
      words.add(texts(random));
      float a = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
      float b = (float) random.nextGaussian();
      truth[i] = words.get(i)[0].contains("prize") || b > .7 ? 1 : 0;
      float margin = (float) (words.get(i)[0].contains("prize") ? 1 + random.nextGaussian() : -1);
      frame.row("r" + i, a, b, margin).truth(truth[i]);
    }
    HashedText hashed = HashedText.fit(words, 12, 7);
    words.forEach(row -> sparse.add(hashed.row(row)));
    LinearModel model = LogisticTrainer.STANDARD.fit(sparse, truth, 2, hashed.columns());
    Frame rows = frame.build();
    Boosting boosting = Boosting.STANDARD.withRounds(10).withPatience(0).withSeed(seed);
    return new StackScorer(
        List.of(
            boosting.fit(rows, Parallel.NONE),
            boosting.withSeed(seed + 1).fit(rows, Parallel.NONE)),
        new Forest(12, 8, 1, seed).fit(rows, Parallel.NONE),
        new TextScorer(hashed, model, new float[0], new float[0], 1));
  }

  @Override
  String[] texts(Seeded random) {
    return new String[] {
      (random.nextInt(3) == 0 ? "a prize " : "the lunch ") + (char) ('a' + random.nextInt(20))
    };
  }

  @Override
  List<ModelFeature> features() {
    List<ModelFeature> features = new ArrayList<>();
    for (Column column :
        List.of(
            SEEN.get(0),
            SEEN.get(1),
            new Column("bio", Column.Kind.TEXT, "", Leakage.PAST, Column.Absent.KEPT, 0))) {
      features.add(new ModelFeature(column, "d", "", ModelFeature.Quantiles.NONE));
    }
    return features;
  }
}
