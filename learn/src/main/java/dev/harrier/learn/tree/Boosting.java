package dev.harrier.learn.tree;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;

/**
 * Gradient boosting as a recipe says it (Chen and Guestrin, KDD 2016).
 *
 * <p>Each round fits a tree to gradient {@code p − y} and Hessian {@code p(1 − p)}, times the row's
 * weight; gain {@code ½[G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)] − γ}, leaf {@code −G/(H+λ)} times
 * the learning rate. One seed, one result, whatever the number of threads.
 *
 * @param rounds most trees
 * @param depth most splits between root and leaf
 * @param learningRate share of a leaf that is added, above 0, at most 1
 * @param minHessian least sum of Hessians in a child
 * @param lambda L2 penalty of a leaf
 * @param gamma least gain of a split
 * @param rowShare share of rows that a tree sees, drawn without replacement
 * @param columnShare share of columns that a tree sees
 * @param patience rounds without a lower loss on the held-out tenth after which training stops and
 *     the best round is kept; 0: all rows train and all rounds are made
 * @param loss what is minimised
 */
public record Boosting(
    int rounds,
    int depth,
    double learningRate,
    double minHessian,
    double lambda,
    double gamma,
    double rowShare,
    double columnShare,
    int patience,
    long seed,
    Loss loss) {

  /** What is minimised. */
  public enum Loss {
    /** Log-loss of 0 and 1; scores are log-odds. */
    LOGISTIC,
    /** Half the squared error of a quantity; scores are its estimates. */
    SQUARED
  }

  /** What the project uses unless a recipe says otherwise. */
  public static final Boosting STANDARD =
      new Boosting(300, 6, 0.05, 5, 1, 0, 0.8, 0.8, 30, 7, Loss.LOGISTIC);

  public Boosting {
    require(rounds >= 1, "rounds", rounds, "at least 1");
    require(depth >= 1 && depth <= 30, "depth", depth, "1 to 30");
    require(
        learningRate > 0 && learningRate <= 1, "learning rate", learningRate, "above 0, at most 1");
    require(minHessian >= 0, "least hessian", minHessian, "at least 0");
    require(lambda >= 0, "lambda", lambda, "at least 0");
    require(minHessian + lambda > 0, "least hessian plus lambda", minHessian + lambda, "above 0");
    require(gamma >= 0, "gamma", gamma, "at least 0");
    require(rowShare > 0 && rowShare <= 1, "share of rows", rowShare, "above 0, at most 1");
    require(
        columnShare > 0 && columnShare <= 1, "share of columns", columnShare, "above 0, at most 1");
    require(patience >= 0, "patience", patience, "at least 0");
  }

  static void require(boolean holds, String what, double found, String expected) {
    if (!holds) {
      throw new DataException(what + " is " + found + ", expected " + expected);
    }
  }

  public Boosting withRounds(int other) {
    Draft draft = new Draft(this);
    draft.rounds = other;
    return draft.boosting();
  }

  public Boosting withDepth(int other) {
    Draft draft = new Draft(this);
    draft.depth = other;
    return draft.boosting();
  }

  public Boosting withLearningRate(double other) {
    Draft draft = new Draft(this);
    draft.learningRate = other;
    return draft.boosting();
  }

  public Boosting withShares(double rows, double columns) {
    Draft draft = new Draft(this);
    draft.rowShare = rows;
    draft.columnShare = columns;
    return draft.boosting();
  }

  public Boosting withMinHessian(double other) {
    Draft draft = new Draft(this);
    draft.minHessian = other;
    return draft.boosting();
  }

  public Boosting withPatience(int other) {
    Draft draft = new Draft(this);
    draft.patience = other;
    return draft.boosting();
  }

  public Boosting withSeed(long other) {
    Draft draft = new Draft(this);
    draft.seed = other;
    return draft.boosting();
  }

  public Boosting withLoss(Loss other) {
    Draft draft = new Draft(this);
    draft.loss = other;
    return draft.boosting();
  }

  /**
   * Trains.
   *
   * @param frame inputs only, with truth; weights are used if given
   * @throws DataException if a column may not be an input, or the truth is not fit for the loss
   */
  public Trees fit(Frame frame, Parallel parallel) {
    checkInputs(frame);
    float[] truths = loss == Loss.LOGISTIC ? floats(frame.classes()) : frame.truths();
    boolean[] held = patience > 0 ? Holdout.tenth(frame, seed) : new boolean[frame.rows()];
    return new BoostingRun(this, frame, truths, held, parallel).run();
  }

  private static float[] floats(int[] classes) {
    float[] floats = new float[classes.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = classes[i];
    }
    return floats;
  }

  static void checkInputs(Frame frame) {
    if (frame.width() == 0) {
      throw new DataException("there is no column, expected at least one input");
    }
    for (Column column : frame.columns()) {
      if (!column.leakage().mayBeInput() || column.kind() == Column.Kind.TEXT) {
        throw new DataException(
            "column `"
                + column.name()
                + "` is "
                + (column.kind() == Column.Kind.TEXT ? "text" : "of class " + word(column))
                + ", expected numbers of class past, snapshot or delayed");
      }
    }
  }

  private static String word(Column column) {
    return column.leakage().name().toLowerCase(java.util.Locale.ROOT);
  }

  static int[] monotone(Frame frame) {
    return frame.columns().stream().mapToInt(Column::monotone).toArray();
  }

  /** The same with fields that can be set: the one place that knows their order. */
  private static final class Draft {
    private int rounds;
    private int depth;
    private double learningRate;
    private double minHessian;
    private double lambda;
    private double gamma;
    private double rowShare;
    private double columnShare;
    private int patience;
    private long seed;
    private Loss loss;

    Draft(Boosting from) {
      rounds = from.rounds;
      depth = from.depth;
      learningRate = from.learningRate;
      minHessian = from.minHessian;
      lambda = from.lambda;
      gamma = from.gamma;
      rowShare = from.rowShare;
      columnShare = from.columnShare;
      patience = from.patience;
      seed = from.seed;
      loss = from.loss;
    }

    Boosting boosting() {
      return new Boosting(
          rounds,
          depth,
          learningRate,
          minHessian,
          lambda,
          gamma,
          rowShare,
          columnShare,
          patience,
          seed,
          loss);
    }
  }
}
