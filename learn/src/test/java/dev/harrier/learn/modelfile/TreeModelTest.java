package dev.harrier.learn.modelfile;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.tree.Boosting;
import java.util.List;

class TreeModelTest extends ModelContract {
  static final List<Column> COLUMNS =
      List.of(Column.number("a"), Column.number("b").withMonotone(1), Column.flag("c"));

  @Override
  Scorer fitted(long seed) {
    return new TreeScorer(
        Boosting.STANDARD
            .withRounds(20)
            .withPatience(0)
            .withSeed(seed)
            .fit(frame(), Parallel.NONE));
  }

  static Frame frame() {
    Seeded random = new Seeded(11);
    Frame.Builder rows = Frame.of(COLUMNS);
    for (int i = 0; i < 400; i++) {
      float a = random.nextInt(6) == 0 ? Float.NaN : (float) random.nextGaussian();
      float b = (float) random.nextGaussian();
      float c = random.nextInt(2);
      boolean one = (Float.isNaN(a) ? 1 : a) + b * c + random.nextGaussian() > 0;
      rows.row("r" + i, a, b, c).truth(one ? 1 : 0);
    }
    return rows.build();
  }

  @Override
  List<ModelFeature> features() {
    return COLUMNS.stream()
        .map(
            column ->
                new ModelFeature(
                    column,
                    "column/1",
                    "the column " + column.name(),
                    ModelFeature.Quantiles.of(frame().column(frame().indexOf(column.name())))))
        .toList();
  }
}
