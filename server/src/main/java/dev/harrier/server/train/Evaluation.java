package dev.harrier.server.train;

import dev.harrier.detect.score.RowScorer;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.metric.Controls;
import dev.harrier.learn.metric.Judgement;
import dev.harrier.learn.metric.Ranking;
import dev.harrier.learn.metric.Splits;
import dev.harrier.learn.modelfile.Scored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a recipe or a model reaches on rows that it never saw.
 *
 * @param protocol how rows were parted, in words
 * @param rows judged
 * @param ones of them
 * @param controls what a model would reach that knows nothing, or one column only
 */
public record Evaluation(
    String protocol,
    int rows,
    int ones,
    List<Judgement.Figure> figures,
    List<Slice> slices,
    List<Control> controls,
    List<Mistake> mistakes,
    double[] scores,
    double @Nullable [] probabilities,
    int[] truths,
    List<String> notes) {

  /** A part of the rows, by a column. */
  public record Slice(String column, String value, int rows, int ones, double auroc) {}

  /** A figure that should be low. */
  public record Control(String name, double auroc) {}

  /** A row on which the model was sure and wrong. */
  public record Mistake(String id, int truth, double score, String excerpt) {}

  private static final int MISTAKES = 10;
  private static final int SLICES = 8;

  /** Folds, whole groups where rows share one. */
  public static Evaluation folds(Dataset data, int folds, Parallel parallel, IntConsumer fitted) {
    Trainer trainer = new Trainer(data, parallel, fitted);
    Trainer.HeldOut held = trainer.heldOut(trainer.folds(folds));
    String by = data.groups() == null ? "stratified" : "by `" + data.recipe.group() + "`";
    return of(
        folds + " folds, " + by,
        data,
        all(data.rows()),
        held.scores(),
        held.probabilities(),
        held.called(),
        held.truths(),
        controls(data));
  }

  /**
   * Trains on the rows before the time that parts the newest fifth from the rest, tests on the
   * others.
   */
  public static Evaluation time(Dataset data, Parallel parallel, IntConsumer fitted)
      throws IOException {
    double[] times = new double[data.rows()];
    for (int i = 0; i < times.length; i++) {
      times[i] = data.time(i);
      if (Double.isNaN(times[i])) {
        throw new DataException(
            "row `" + data.ids.get(i) + "` has no time, expected one in each row");
      }
    }
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    double from = sorted[(int) (0.8 * sorted.length)];
    int[] train = rows(times.length, i -> times[i] < from);
    int[] test = rows(times.length, i -> times[i] >= from);
    if (train.length == 0) {
      throw new DataException("all rows have one time, expected some before others");
    }
    return split(
        "before and from " + java.time.Instant.ofEpochMilli((long) from),
        data,
        train,
        test,
        parallel,
        fitted);
  }

  private static Evaluation split(
      String protocol,
      Dataset data,
      int[] train,
      int[] test,
      Parallel parallel,
      IntConsumer fitted) {
    Trainer trainer = new Trainer(data, parallel, fitted);
    int[] truths = data.truths();
    int[] trainTruths = Trainer.at(truths, train);
    List<Splits.Split> inner = new ArrayList<>();
    for (Splits.Split fold : Splits.folds(trainTruths, Trainer.FOLDS, Trainer.SEED)) {
      inner.add(new Splits.Split(Trainer.at(train, fold.train()), Trainer.at(train, fold.test())));
    }
    inner.add(new Splits.Split(train, test));
    Trainer.HeldOut held = trainer.heldOut(inner);
    return of(
        protocol,
        data,
        test,
        Trainer.at(held.scores(), test),
        Trainer.at(held.probabilities(), test),
        called(held.called(), test),
        Trainer.at(truths, test),
        List.of());
  }

  private static boolean[] called(boolean[] called, int[] rows) {
    boolean[] chosen = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = called[rows[i]];
    }
    return chosen;
  }

  /** A trained model on a table that it did not see. */
  public static Evaluation model(String protocol, RowScorer scorer, RowSource source)
      throws IOException {
    Dataset data = Dataset.read(source, scorer.derivation());
    if (data.rows() == 0) {
      throw new DataException("no row of `" + source.file() + "` has a truth");
    }
    if (data.hash().equals(scorer.model().parts().data().sha256())) {
      data.notes().add("WARNING: these are the rows that the model was trained on");
    }
    RowScorer.Scratch scratch = scorer.scratch();
    double[] scores = new double[data.rows()];
    double[] probabilities = new double[data.rows()];
    boolean[] called = new boolean[data.rows()];
    int[] at = new int[1];
    source.forEach(
        row -> {
          if (row.truth != null && at[0] < scores.length && row.id().equals(data.ids.get(at[0]))) {
            Scored scored = scorer.score(row.raw(), scratch);
            scores[at[0]] = scored.score();
            probabilities[at[0]] = scored.probability();
            called[at[0]] = scored.score() >= scorer.model().head().threshold();
            at[0]++;
          }
        });
    return of(
        protocol,
        data,
        all(data.rows()),
        scores,
        scorer.model().trusted() ? probabilities : null,
        called,
        data.truths(),
        List.of());
  }

  private static Evaluation of(
      String protocol,
      Dataset data,
      int[] rows,
      double[] scores,
      double @Nullable [] probabilities,
      boolean[] called,
      int[] truths,
      List<Control> controls) {
    List<String> groups = data.groups();
    List<String> shared =
        groups == null ? null : Arrays.stream(rows).mapToObj(groups::get).toList();
    return new Evaluation(
        protocol,
        rows.length,
        Arrays.stream(truths).sum(),
        Judgement.of(scores, probabilities, called, truths, shared, Trainer.SEED),
        slices(data, rows, scores, truths),
        controls,
        mistakes(data, rows, scores, truths),
        scores,
        probabilities,
        truths,
        List.copyOf(data.notes()));
  }

  private static List<Slice> slices(Dataset data, int[] rows, double[] scores, int[] truths) {
    List<Slice> slices = new ArrayList<>();
    for (String column : data.recipe.slices()) {
      Map<String, List<Integer>> parts = new TreeMap<>();
      for (int i = 0; i < rows.length; i++) {
        String value = data.slices.get(rows[i]).getOrDefault(column, "(absent)");
        parts.computeIfAbsent(value, name -> new ArrayList<>()).add(i);
      }
      if (parts.size() > 1) {
        parts.entrySet().stream()
            .sorted((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()))
            .limit(SLICES)
            .forEach(part -> slices.add(slice(column, part, scores, truths)));
      }
    }
    return slices;
  }

  private static Slice slice(
      String column, Map.Entry<String, List<Integer>> part, double[] scores, int[] truths) {
    int[] rows = part.getValue().stream().mapToInt(Integer::intValue).toArray();
    int[] truth = Trainer.at(truths, rows);
    int ones = Arrays.stream(truth).sum();
    double auroc =
        ones == 0 || ones == truth.length
            ? Double.NaN
            : Ranking.auroc(Trainer.at(scores, rows), truth);
    return new Slice(column, part.getKey(), rows.length, ones, auroc);
  }

  private static List<Mistake> mistakes(Dataset data, int[] rows, double[] scores, int[] truths) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int truth = 0; truth < 2; truth++) {
      int wrong = truth;
      java.util.stream.IntStream.range(0, rows.length)
          .filter(i -> truths[i] == wrong)
          .boxed()
          .sorted(java.util.Comparator.comparingDouble(i -> wrong == 0 ? -scores[i] : scores[i]))
          .limit(MISTAKES)
          .forEach(
              i ->
                  mistakes.add(
                      new Mistake(
                          data.ids.get(rows[i]), wrong, scores[i], data.excerpts.get(rows[i]))));
    }
    return mistakes;
  }

  /** Best single feature, and the row's own name: both must stay well below the model. */
  private static List<Control> controls(Dataset data) {
    List<Control> controls = new ArrayList<>();
    int[] truths = data.truths();
    Trainer trainer = new Trainer(data, Parallel.NONE, done -> {});
    int[] features = data.informative();
    if (features.length > 0) {
      Frame frame = data.frame(all(data.rows()), features);
      Controls.Single best = Controls.bestSingle(frame);
      controls.add(new Control("best single feature: " + best.column(), best.auroc()));
    }
    double[] order = new double[truths.length];
    double[] name = new double[truths.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      name[i] = number(data.ids.get(i));
    }
    controls.add(new Control("row order alone", turned(Ranking.auroc(order, truths))));
    controls.add(new Control("id as a number alone", turned(Ranking.auroc(name, truths))));
    Trainer.HeldOut none = trainer.shuffled();
    controls.add(new Control("shuffled truth", Ranking.auroc(none.scores(), none.truths())));
    return controls;
  }

  private static double turned(double auroc) {
    return Math.max(auroc, 1 - auroc);
  }

  private static double number(String id) {
    try {
      double value = Double.parseDouble(id);
      return Double.isNaN(value) ? 0 : value;
    } catch (NumberFormatException e) {
      return id.length();
    }
  }

  private static int[] all(int rows) {
    return rows(rows, i -> true);
  }

  private static int[] rows(int count, java.util.function.IntPredicate wanted) {
    return java.util.stream.IntStream.range(0, count).filter(wanted).toArray();
  }
}
