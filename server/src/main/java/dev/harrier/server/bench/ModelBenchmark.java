package dev.harrier.server.bench;

import dev.harrier.detect.score.RawRow;
import dev.harrier.detect.score.RowScorer;
import dev.harrier.detect.text.TextItem;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.learn.calibrate.Calibration;
import dev.harrier.learn.calibrate.Gate;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.modelfile.Calibrated;
import dev.harrier.learn.modelfile.Curve;
import dev.harrier.learn.modelfile.Measured;
import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.learn.modelfile.ModelHead;
import dev.harrier.learn.modelfile.TextScorer;
import dev.harrier.learn.modelfile.TrainingData;
import dev.harrier.learn.modelfile.TreeScorer;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Trees;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.server.bench.GeneratedRows.Labelled;
import dev.harrier.server.bench.GeneratedRows.Profile;
import dev.harrier.server.bench.GeneratedRows.Profiled;
import dev.harrier.server.recipe.TextModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Processor time of a score inside a decision, on one core: of trees and of a text, each against
 * the single-row prediction of what trained it, in the same run on the same rows; and of a rule
 * that asks the model of accounts, on the stream. Rows are made by lot; what two ways of scoring
 * take is measured by turns, and the median of the rounds is told.
 */
public final class ModelBenchmark {
  static final int TREES = 300;
  static final int DEPTH = 6;
  static final int FEATURES = 60;
  static final int CHARACTERS = 280;

  private static final int TRAINED_ROWS = 20_000;
  private static final int SCORED_ROWS = 2_000;
  private static final int TRAINED_TEXTS = 3_000;
  private static final int PROFILES = 6_000;
  private static final int BOTS_ONE_IN = 5;
  private static final int STREAM_BOTS_ONE_IN = 50;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int rounds;
  private final long seed;
  private final Benchmark.Listener listener;

  private ModelBenchmark(int rounds, long seed, Benchmark.Listener listener) {
    this.rounds = rounds;
    this.seed = seed;
    this.listener = listener;
  }

  /**
   * One kind of model.
   *
   * @param micros processor time of a score, median of the rounds
   * @param slowestRound the same, of the slowest
   * @param trainerMicros processor time of the trainer's own prediction of one row
   * @param difference largest difference of two probabilities
   */
  public record Scoring(
      double micros, double slowestRound, double trainerMicros, double difference) {
    /** How many times faster than the trainer. */
    public double ratio() {
      return trainerMicros / micros;
    }
  }

  /**
   * All figures.
   *
   * @param trees 300 of depth 6 on 60 features, against XGBoost
   * @param matrixMicros XGBoost's prediction by way of a matrix of one row
   * @param text 280 characters as they were sent, folding included, against the trainer's row
   * @param account a profile as it was sent: features and score, microseconds
   * @param without a decision without the model, microseconds
   * @param with the same with a rule that asks it
   * @param more the difference, median of the rounds
   * @param flagged share of events on which that rule fired and told its reasons
   */
  public record Result(
      Scoring trees,
      double matrixMicros,
      Scoring text,
      double account,
      double without,
      double with,
      double more,
      double flagged) {}

  /**
   * Measures.
   *
   * @param rounds measured rounds; as many go before them to warm up
   * @throws XGBoostError if the library does not run on this machine
   */
  public static Result measure(int rounds, long seed, Benchmark.Listener listener)
      throws XGBoostError, IOException, ModelFileException, ProjectException {
    return new ModelBenchmark(rounds, seed, listener).measure();
  }

  private Result measure() throws XGBoostError, IOException, ModelFileException, ProjectException {
    double[] matrix = new double[1];
    Scoring trees = trees(matrix);
    Scoring text = text();
    listener.phase("training on profiles");
    byte[] model = accountModel();
    double account = account(model);
    Stream stream = new Stream(model, new GeneratedRows(seed + 1));
    stream.measure();
    return new Result(
        trees,
        matrix[0],
        text,
        account,
        median(stream.without),
        median(stream.with),
        median(stream.more),
        stream.flagged);
  }

  // Timing.

  /** Work on one row; the sum of what it gives keeps it from being left out. */
  private interface Row {
    double score(int row) throws XGBoostError;
  }

  /** Microseconds a row of each of several ways to score, by round, the ways by turns. */
  private double[][] timed(String what, int rows, Row... ways) throws XGBoostError {
    double[][] micros = new double[ways.length][rounds];
    double sum = 0;
    for (int round = -rounds; round < rounds; round++) {
      listener.phase(what + ", round " + (round + rounds + 1) + " of " + 2 * rounds);
      for (int way = 0; way < ways.length; way++) {
        long started = THREADS.getCurrentThreadCpuTime();
        for (int row = 0; row < rows; row++) {
          sum += ways[way].score(row);
        }
        if (round >= 0) {
          micros[way][round] = (THREADS.getCurrentThreadCpuTime() - started) / 1e3 / rows;
        }
      }
    }
    if (Double.isNaN(sum)) {
      throw new AssertionError("a score is no number");
    }
    return micros;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  // Trees.

  private Scoring trees(double[] matrixMicros) throws XGBoostError, IOException {
    listener.phase("training XGBoost");
    Frame frame = new GeneratedRows(seed).numbers(TRAINED_ROWS, FEATURES);
    try (XgboostPeer peer = XgboostPeer.train(frame, TREES, DEPTH)) {
      Trees trees = peer.trees(FEATURES);
      float[][] rows = new float[SCORED_ROWS][];
      double difference = 0;
      for (int i = 0; i < SCORED_ROWS; i++) {
        rows[i] = frame.row(i);
        double ours = 1 / (1 + Math.exp(-trees.score(rows[i])));
        difference = Math.max(difference, Math.abs(ours - peer.probability(rows[i])));
      }
      double[][] micros =
          timed(
              "trees",
              SCORED_ROWS,
              row -> trees.score(rows[row]),
              row -> peer.probability(rows[row]),
              row -> peer.probabilityByMatrix(rows[row]));
      matrixMicros[0] = median(micros[2]);
      return new Scoring(median(micros[0]), most(micros[0]), median(micros[1]), difference);
    }
  }

  // Texts.

  private Scoring text() throws XGBoostError {
    listener.phase("training on texts");
    List<Labelled> texts = new GeneratedRows(seed).texts(TRAINED_TEXTS + SCORED_ROWS, CHARACTERS);
    List<TextItem> items = new ArrayList<>();
    int[] truths = new int[TRAINED_TEXTS];
    for (int i = 0; i < TRAINED_TEXTS; i++) {
      items.add(folded(texts.get(i).text()));
      truths[i] = texts.get(i).truth();
    }
    TextModel trained = TextModel.fit(items, truths, 2);
    TextScorer scorer = trained.scorer();
    Grams grams = new Grams();
    List<String> raw =
        texts.subList(TRAINED_TEXTS, texts.size()).stream().map(Labelled::text).toList();
    double difference = 0;
    for (String one : raw) {
      double ours = served(scorer, one, grams);
      double theirs = trained.margins(folded(one))[0];
      difference = Math.max(difference, Math.abs(ours - theirs));
    }
    double[][] micros =
        timed(
            "texts",
            SCORED_ROWS,
            row -> served(scorer, raw.get(row), grams),
            row -> trained.margins(folded(raw.get(row)))[0]);
    return new Scoring(median(micros[0]), most(micros[0]), median(micros[1]), difference);
  }

  private static double served(TextScorer scorer, String raw, Grams grams) {
    String[] folded = {TextNormalizer.normalize(raw).text()};
    return scorer.score(new float[0], folded, grams);
  }

  private static TextItem folded(String raw) {
    String[] fields = {TextNormalizer.normalize(raw).text()};
    return new TextItem(fields, new float[0], new float[0]);
  }

  // Accounts.

  private byte[] accountModel() {
    List<Profile> profiles = new GeneratedRows(seed).profiles(PROFILES, BOTS_ONE_IN);
    Profiled profiled = Profiled.of(profiles);
    Boosting boosting = Boosting.STANDARD.withRounds(TREES).withDepth(DEPTH).withPatience(0);
    Trees trees = boosting.fit(profiled.frame(), Parallel.NONE);
    int[] truths = profiled.frame().classes();
    double[] scores = trees.scores(profiled.frame());
    return ModelFile.write(
        new Model(
            new Model.Parts(
                new ModelHead(
                    "trees",
                    "account",
                    "account",
                    profiled.derivation().name(),
                    seed,
                    ModelHead.NO_TIME,
                    "bench",
                    0),
                profiled.derivation().features(),
                new TreeScorer(trees),
                profiled.derivation().fitted(),
                new Calibrated(
                    new Calibration.Platt(1, 0), PROFILES, PROFILES, new Gate(0, 0, 0, true)),
                Curve.of(scores, truths),
                Measured.NONE,
                TrainingData.NONE,
                "# made up\n")));
  }

  private double account(byte[] model) throws ModelFileException, XGBoostError {
    RowScorer scorer = RowScorer.read(model);
    RowScorer.Scratch scratch = scorer.scratch();
    List<RawRow> rows =
        new GeneratedRows(seed + 2)
            .profiles(SCORED_ROWS, BOTS_ONE_IN).stream().map(Profile::row).toList();
    double[][] micros =
        timed("profiles", SCORED_ROWS, row -> scorer.score(rows.get(row), scratch).score());
    return median(micros[0]);
  }

  /** Events of accounts, decided with and without the model. */
  private final class Stream {
    private static final String RULES =
        """
        ActorId: Entity[str] = EntityJson(type='User', path='$.actor.id')
        PostText: str = JsonData(path='$.text')
        Empty = Rule(when_all=[StringLength(s=PostText) == 0], description='says nothing')
        WhenRules(rules_any=[Empty], then=[DeclareVerdict(verdict='hold')])
        """;

    private static final String ASKING =
        """
        Username: Optional[str] = JsonData(path='$.actor.username', required=False)
        Name: Optional[str] = JsonData(path='$.actor.name', required=False)
        Description: Optional[str] = JsonData(path='$.actor.description', required=False)
        Location: Optional[str] = JsonData(path='$.actor.location', required=False)
        CreatedAt: Optional[str] = JsonData(path='$.actor.created_at', required=False)
        ObservedAt: Optional[int] = JsonData(path='$.actor.observed_at', required=False)
        FollowersCount: Optional[int] = JsonData(path='$.actor.followers', required=False)
        FollowingCount: Optional[int] = JsonData(path='$.actor.following', required=False)
        PostsCount: Optional[int] = JsonData(path='$.actor.posts', required=False)
        LikesCount: Optional[int] = JsonData(path='$.actor.likes', required=False)
        ListedCount: Optional[int] = JsonData(path='$.actor.listed', required=False)
        DefaultProfile: Optional[bool] = JsonData(path='$.actor.plain', required=False)
        DefaultProfileImage: Optional[bool] = JsonData(path='$.actor.plain', required=False)
        BotScore: Optional[float] = ModelScore(
          model='account', absent=['url'],
          inputs=[Username, Name, Description, Location, CreatedAt, ObservedAt, FollowersCount, FollowingCount,
                  PostsCount, LikesCount, ListedCount, DefaultProfile, DefaultProfileImage])
        LikelyBot: bool = ModelAbove(score=BotScore, precision=0.95)
        Bot = Rule(when_all=[LikelyBot], description=f'{ActorId} looks like a bot')
        WhenRules(rules_any=[Bot], then=[DeclareVerdict(verdict='challenge')])
        """;

    private final byte[] lines;
    private final Engine plain;
    private final Engine asking;
    private final double[] without = new double[rounds];
    private final double[] with = new double[rounds];
    private final double[] more = new double[rounds];
    private double flagged;

    Stream(byte[] model, GeneratedRows rows) throws ProjectException {
      lines = GeneratedRows.lines(rows.profiles(PROFILES, STREAM_BOTS_ONE_IN));
      plain = engine(RULES, model);
      asking = engine(RULES + ASKING, model);
    }

    private static Engine engine(String rules, byte[] model) throws ProjectException {
      TreeMap<String, SourceFile> files = new TreeMap<>();
      files.put(Sources.ENTRY, new SourceFile(Sources.ENTRY, rules));
      TreeMap<String, byte[]> models = new TreeMap<>();
      models.put("models/account.model", model);
      Sources sources = new Sources(files, new TreeMap<>(), new TreeMap<>(), models);
      return switch (Bundle.compile(sources, Dialect.STRICT, Backend.COMPILED)) {
        case Bundle.Ready ready ->
            new Engine(new BundleHolder(ready.bundle()), FeatureMode.USED, StateFacts.inMemory());
        case Bundle.Rejected rejected ->
            throw new AssertionError("made-up rules: " + rejected.diagnostics());
      };
    }

    void measure() throws IOException {
      for (int round = -rounds; round < rounds; round++) {
        listener.phase("the stream, round " + (round + rounds + 1) + " of " + 2 * rounds);
        double bare = pass(plain);
        double asked = pass(asking);
        if (round >= 0) {
          without[round] = bare;
          with[round] = asked;
          more[round] = asked - bare;
        }
      }
    }

    /** Microseconds an event, from its bytes to its decision. */
    private double pass(Engine engine) throws IOException {
      try (EventReader reader = EventReader.of(new ByteArrayInputStream(lines), Shape.AUTO, null)) {
        long started = THREADS.getCurrentThreadCpuTime();
        int fired = 0;
        while (reader.next()) {
          var event = reader.event();
          if (event == null) {
            throw new AssertionError("a made-up line is no event");
          }
          fired += engine.decide(event).fired().size();
        }
        double micros = (THREADS.getCurrentThreadCpuTime() - started) / 1e3 / PROFILES;
        flagged = (double) fired / PROFILES;
        return micros;
      }
    }
  }
}
