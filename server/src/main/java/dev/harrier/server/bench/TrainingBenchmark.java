package dev.harrier.server.bench;

import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.server.bench.GeneratedRows.Labelled;
import dev.harrier.server.recipe.TextModel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * What training costs on one core: boosted trees beside XGBoost's with the same settings on the
 * same rows, and a model of texts from their raw characters on.
 *
 * <p>Seconds are processor time of the one thread that trains, so that other work on the machine
 * counts little. XGBoost is told to use one thread, which is the caller's.
 */
public final class TrainingBenchmark {
  private static final int ROWS = 100_000;
  private static final int WIDTH = 50;
  private static final int TEXTS = 25_000;
  private static final int WARM_ROWS = 5_000;
  private static final int WARM_TEXTS = 500;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private TrainingBenchmark() {}

  /**
   * Seconds of processor time.
   *
   * @param trees 300 of depth 6 on 100,000 rows of 50 numbers
   * @param xgboost the same by XGBoost, histograms, one thread
   * @param texts folding, counting and fitting 25,000 texts of 280 characters
   */
  public record Result(double trees, double xgboost, double texts) {
    /** How many times as long as XGBoost. */
    public double ratio() {
      return trees / xgboost;
    }
  }

  /**
   * Measures once, after a small run to warm up.
   *
   * @throws XGBoostError if the library does not run on this machine
   */
  public static Result measure(long seed, Benchmark.Listener listener) throws XGBoostError {
    listener.phase("warming up");
    trees(new GeneratedRows(seed).numbers(WARM_ROWS, WIDTH));
    texts(new GeneratedRows(seed).texts(WARM_TEXTS, ModelBenchmark.CHARACTERS));
    Frame frame = new GeneratedRows(seed).numbers(ROWS, WIDTH);
    listener.phase("training trees");
    double trees = trees(frame);
    listener.phase("training XGBoost");
    long started = THREADS.getCurrentThreadCpuTime();
    XgboostPeer.train(frame, ModelBenchmark.TREES, ModelBenchmark.DEPTH).close();
    double xgboost = seconds(started);
    listener.phase("training on texts");
    return new Result(
        trees, xgboost, texts(new GeneratedRows(seed).texts(TEXTS, ModelBenchmark.CHARACTERS)));
  }

  /** All rows and columns, no early stop: what XGBoost is told, too. */
  private static double trees(Frame frame) {
    Boosting same =
        Boosting.STANDARD
            .withRounds(ModelBenchmark.TREES)
            .withDepth(ModelBenchmark.DEPTH)
            .withShares(1, 1)
            .withPatience(0);
    long started = THREADS.getCurrentThreadCpuTime();
    same.fit(frame, Parallel.NONE);
    return seconds(started);
  }

  private static double texts(List<Labelled> texts) {
    int[] truth = texts.stream().mapToInt(Labelled::truth).toArray();
    long started = THREADS.getCurrentThreadCpuTime();
    List<TextItem> items =
        texts.stream()
            .map(text -> TextNormalizer.normalize(text.text()).text())
            .map(text -> new TextItem(new String[] {text}, new float[0], new float[0]))
            .toList();
    TextModel.fit(items, truth, 2);
    return seconds(started);
  }

  private static double seconds(long started) {
    return (THREADS.getCurrentThreadCpuTime() - started) / 1e9;
  }
}
