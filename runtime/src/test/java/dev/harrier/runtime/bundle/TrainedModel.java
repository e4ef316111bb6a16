package dev.harrier.runtime.bundle;

import dev.harrier.detect.score.Derivation;
import dev.harrier.detect.score.Derivations;
import dev.harrier.learn.calibrate.Calibration;
import dev.harrier.learn.calibrate.Gate;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.modelfile.Calibrated;
import dev.harrier.learn.modelfile.Curve;
import dev.harrier.learn.modelfile.Measured;
import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.learn.modelfile.ModelHead;
import dev.harrier.learn.modelfile.Reference;
import dev.harrier.learn.modelfile.TrainingData;
import dev.harrier.learn.modelfile.TreeScorer;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A model file trained on the spot: many posts an hour to few peers are spam. */
public final class TrainedModel {
  /** What it reads. */
  public static final List<Column> COLUMNS =
      List.of(Column.number("posts_hour"), Column.number("peers"), Column.flag("has_link"));

  private static final int ROWS = 600;

  private TrainedModel() {}

  private static List<Reference> references(float[][] cells, double[] scores) {
    List<Reference> references = new ArrayList<>();
    references.add(Reference.of(Reference.SCORE, scores));
    for (int j = 0; j < COLUMNS.size(); j++) {
      float[] column = new float[cells.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = cells[i][j];
      }
      references.add(Reference.of(COLUMNS.get(j).name(), column));
    }
    return references;
  }

  /** Its bytes; another seed is another model. */
  public static byte[] file(long seed, boolean trusted) {
    Derivation derivation = Derivations.fitting("columns", COLUMNS).done();
    Frame.Builder rows = Frame.of(COLUMNS);
    Random random = new Random(seed);
    int[] truths = new int[ROWS];
    float[][] cells = new float[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      cells[i] = new float[] {random.nextInt(40), random.nextInt(10), random.nextInt(2)};
      truths[i] = cells[i][0] > 20 + cells[i][1] ? 1 : 0;
      rows.row(String.valueOf(i), cells[i]).truth(truths[i]);
    }
    Trees trees = Boosting.STANDARD.withSeed(seed).fit(rows.build(), Parallel.NONE);
    double[] scores = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      scores[i] = trees.score(cells[i]);
    }
    return ModelFile.write(
        new Model(
            new Model.Parts(
                new ModelHead(
                    "trees", "spam", "test", derivation.name(), seed, ModelHead.NO_TIME, "test", 0),
                derivation.features(),
                new TreeScorer(trees),
                derivation.fitted(),
                new Calibrated(
                    new Calibration.Platt(1, 0), ROWS, ROWS, new Gate(.01, .01, .1, trusted)),
                Curve.of(scores, truths),
                Measured.NONE,
                TrainingData.NONE.with(references(cells, scores)),
                "# spam\n")));
  }
}
