package dev.harrier.learn.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.linear.LinearModel;
import dev.harrier.learn.linear.LogisticTrainer;
import dev.harrier.learn.linear.SparseRow;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HashedText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextModelFileTest extends ModelContract {
  private static final String[] WORDS = {
    "free", "win", "prize", "now", "meet", "lunch", "tomorrow", "the", "a", "ok", "⟨url⟩", "#"
  };

  @Override
  Scorer fitted(long seed) {
    Seeded random = new Seeded(12);
    List<String[]> items = new ArrayList<>();
    List<SparseRow> rows = new ArrayList<>();
    int[] truth = new int[120];
    for (int i = 0; i < truth.length; i++) {
      items.add(texts(random));
      truth[i] = items.get(i)[0].contains("free") || items.get(i)[1].contains("win") ? 1 : 0;
    }
    HashedText hashed = HashedText.fit(items, 12, 7);
    for (int i = 0; i < truth.length; i++) {
      rows.add(hashed.row(items.get(i)).with(hashed.columns(), new float[] {truth[i] - .5f, .1f}));
    }
    LinearModel model = LogisticTrainer.STANDARD.fit(rows, truth, 2, hashed.columns() + 2);
    return new TextScorer(hashed, model, new float[] {.5f, 0}, new float[] {.3f, .2f}, 1.2f);
  }

  @Override
  String[] texts(Seeded random) {
    StringBuilder[] texts = {new StringBuilder(), new StringBuilder()};
    for (StringBuilder text : texts) {
      int words = random.nextInt(8);
      for (int i = 0; i < words; i++) {
        text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
      }
    }
    return new String[] {texts[0].toString(), texts[1].toString()};
  }

  @Override
  List<ModelFeature> features() {
    List<ModelFeature> features = new ArrayList<>();
    for (Column column :
        List.of(Column.number("hour"), Column.flag("first"), text("body"), text("title"))) {
      features.add(new ModelFeature(column, "d", "", ModelFeature.Quantiles.NONE));
    }
    return features;
  }

  private static Column text(String name) {
    return new Column(
        name, Column.Kind.TEXT, "", dev.harrier.learn.data.Leakage.PAST, Column.Absent.KEPT, 0);
  }

  @Test
  void anExplanationNamesTheWordsOfTheText() {
    Explanation why =
        model().explain(new float[] {Float.NaN, 0}, new String[] {"free lunch", ""}, new Grams());

    assertThat(why.contributions())
        .extracting(Contribution::feature)
        .contains("body word “free”", "body word “free lunch”", "body letters “ free”");
  }
}
