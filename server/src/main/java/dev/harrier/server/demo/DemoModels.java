package dev.harrier.server.demo;

import dev.harrier.decision.Decision;
import dev.harrier.detect.score.Derivation;
import dev.harrier.detect.score.Derivations;
import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.learn.calibrate.Calibrator;
import dev.harrier.learn.calibrate.Gate;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Leakage;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.linear.LinearModel;
import dev.harrier.learn.linear.LogisticTrainer;
import dev.harrier.learn.linear.SparseRow;
import dev.harrier.learn.metric.Ranking;
import dev.harrier.learn.metric.Splits;
import dev.harrier.learn.modelfile.Calibrated;
import dev.harrier.learn.modelfile.Curve;
import dev.harrier.learn.modelfile.Measured;
import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFeature;
import dev.harrier.learn.modelfile.ModelFeature.Quantiles;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.learn.modelfile.ModelHead;
import dev.harrier.learn.modelfile.Reference;
import dev.harrier.learn.modelfile.Scorer;
import dev.harrier.learn.modelfile.TextScorer;
import dev.harrier.learn.modelfile.TrainingData;
import dev.harrier.learn.modelfile.TreeScorer;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HashedText;
import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Gives the demo's project three models, trained on the spot on an evening of last week whose truth
 * has become known since: of accounts, of words, and of hostile words.
 *
 * <p>The rows are what the rules themselves saw when that evening passed through them, so that what
 * a model is trained on is what it will be asked about.
 */
public final class DemoModels {
  private static final int PEOPLE = 400;
  private static final long OTHER_SEED = 1_000_003;
  private static final int FOLDS = 3;
  private static final int TEXT_BITS = 14;
  private static final long SEED = 7;
  private static final Boosting BOOSTING =
      Boosting.STANDARD.withRounds(80).withDepth(4).withLearningRate(.1).withPatience(0);

  private static final List<String> BOT_INPUTS =
      List.of("AgeHours", "Followers", "PostsInHour", "LinksInHour", "DomainsInHour");

  private DemoModels() {}

  /** What an event of last week came to, and the truth. */
  private record Seen(String account, Group group, float[] numbers, String text) {}

  /** The project with the rules that ask models, the models, and how contacts are read. */
  public static Sources extend(Sources project, long seed) throws ProjectException, IOException {
    TreeMap<String, SourceFile> rules = new TreeMap<>(project.rules());
    put(rules, "models/facts.sml", resource("facts.sml"));
    SortedMap<String, byte[]> models = models(project, new TreeMap<>(rules), seed);
    put(rules, "rules/brigade.sml", resource("brigade.sml"));
    put(rules, "rules/scores.sml", resource("scores.sml"));
    require(rules, "Require(rule='rules/scores.sml', require_if=EventType == 'create_post')\n");
    require(rules, "Require(rule='rules/brigade.sml', require_if=EventType == 'limit_proposed')\n");
    TreeMap<String, SourceFile> config = new TreeMap<>(project.config());
    put(config, "config/interactions.yaml", resource("interactions.yaml"));
    return new Sources(rules, config, project.lists(), models);
  }

  private static void put(SortedMap<String, SourceFile> files, String path, String text) {
    files.put(path, new SourceFile(path, text));
  }

  private static void require(SortedMap<String, SourceFile> rules, String line) {
    SourceFile main = rules.get(Sources.ENTRY);
    if (main != null) {
      put(rules, Sources.ENTRY, main.text() + "\n" + line);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DemoModels.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("`" + name + "` is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static SortedMap<String, byte[]> models(
      Sources project, SortedMap<String, SourceFile> rules, long seed)
      throws ProjectException, IOException {
    require(rules, "Require(rule='models/facts.sml', require_if=EventType == 'create_post')\n");
    require(rules, "Require(rule='models/text.sml', require_if=EventType == 'reply')\n");
    Sources observing = new Sources(rules, project.config(), project.lists());
    List<Seen> posts = new ArrayList<>();
    List<Seen> replies = new ArrayList<>();
    watch(observing, Platform.evening(PEOPLE, seed + OTHER_SEED, -7), posts, replies);
    SortedMap<String, byte[]> models = new TreeMap<>();
    models.put("models/bot.model", bot(posts));
    models.put("models/spam.model", words("spam", posts, DemoModels::isSpam));
    models.put("models/hostility.model", words("hostility", replies, DemoModels::isAttack));
    return models;
  }

  /** As people who read it would say: a bot that talks of the weather writes no spam. */
  private static boolean isSpam(Seen seen) {
    return seen.group == Group.LINK_SPAM && seen.text.contains("https://");
  }

  private static boolean isAttack(Seen seen) {
    return seen.group == Group.BRIGADE;
  }

  /** Lets an evening pass through the rules and writes down what they saw. */
  private static void watch(
      Sources project, Platform.Evening evening, List<Seen> posts, List<Seen> replies)
      throws ProjectException, IOException {
    Bundle bundle =
        switch (Bundle.compile(project, null, Backend.COMPILED)) {
          case Bundle.Ready ready -> ready.bundle();
          case Bundle.Rejected rejected ->
              throw new ProjectException(
                  "the rules of the demo do not fit those of the project\n"
                      + DiagnosticPrinter.print(rejected.diagnostics()));
        };
    Engine engine = new Engine(new BundleHolder(bundle), FeatureMode.ALL, StateFacts.inMemory());
    try (EventReader reader =
        EventReader.of(new ByteArrayInputStream(evening.lines()), Shape.SML, bundle.input())) {
      while (reader.next()) {
        Event event = reader.event();
        if (event == null) {
          throw new AssertionError("the demo made a bad line: " + reader.badLine());
        }
        Decision decision = engine.decide(event);
        if (decision.features().get("Text") instanceof String text) {
          Seen seen = seen(event, evening, decision, text);
          (event.type().equals("reply") ? replies : posts).add(seen);
        }
      }
    }
  }

  private static Seen seen(Event event, Platform.Evening evening, Decision decision, String text) {
    float[] numbers = new float[BOT_INPUTS.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          decision.features().get(BOT_INPUTS.get(i)) instanceof Number number
              ? number.floatValue()
              : Float.NaN;
    }
    String account = evening.actors().getOrDefault(event.id(), "");
    Group group = evening.truth().getOrDefault(account, Group.ORDINARY);
    return new Seen(account, group, numbers, text);
  }

  // Training.

  private interface Fitting {
    Scorer fit(int[] rows);
  }

  private interface Scoring {
    double of(Scorer scorer, int row);
  }

  private static byte[] bot(List<Seen> rows) {
    List<Column> columns = BOT_INPUTS.stream().map(Column::number).toList();
    int[] truths = truths(rows, row -> row.group == Group.LINK_SPAM);
    Frame.Builder all = Frame.of(columns);
    for (int i = 0; i < truths.length; i++) {
      all.row(String.valueOf(i), rows.get(i).numbers).truth(truths[i]);
    }
    Frame frame = all.build();
    return file(
        "bot",
        columns,
        rows,
        truths,
        chosen -> new TreeScorer(BOOSTING.fit(frame.rows(chosen), Parallel.NONE)),
        (scorer, row) -> scorer.score(rows.get(row).numbers, new String[0], new Grams()));
  }

  private static byte[] words(String name, List<Seen> rows, Predicate<Seen> one) {
    Column text = new Column("text", Column.Kind.TEXT, "", Leakage.PAST, Column.Absent.KEPT, 0);
    List<String[]> folded =
        rows.stream().map(row -> new String[] {TextNormalizer.normalize(row.text).text()}).toList();
    int[] truths = truths(rows, one);
    Grams grams = new Grams();
    return file(
        name,
        List.of(text),
        rows,
        truths,
        chosen -> textScorer(folded, truths, chosen),
        (scorer, row) -> scorer.score(new float[0], folded.get(row), grams));
  }

  private static TextScorer textScorer(List<String[]> folded, int[] truths, int[] chosen) {
    List<String[]> items = Arrays.stream(chosen).mapToObj(folded::get).toList();
    HashedText hashed = HashedText.fit(items, TEXT_BITS, (int) SEED);
    List<SparseRow> rows = items.stream().map(hashed::row).toList();
    int[] classes = Arrays.stream(chosen).map(row -> truths[row]).toArray();
    LinearModel model = LogisticTrainer.STANDARD.fit(rows, classes, 2, hashed.columns());
    return new TextScorer(hashed, model, new float[0], new float[0], 1);
  }

  private static int[] truths(List<Seen> rows, Predicate<Seen> one) {
    return rows.stream().mapToInt(row -> one.test(row) ? 1 : 0).toArray();
  }

  /** Folds of whole accounts give the curve and the probabilities, all rows the model. */
  private static byte[] file(
      String name,
      List<Column> columns,
      List<Seen> rows,
      int[] truths,
      Fitting fitting,
      Scoring scoring) {
    double[] scores = new double[truths.length];
    for (Splits.Split split :
        Splits.groupFolds(rows.stream().map(Seen::account).toList(), FOLDS, SEED)) {
      Scorer scorer = fitting.fit(split.train());
      for (int row : split.test()) {
        scores[row] = scoring.of(scorer, row);
      }
    }
    double[] ones = new double[truths.length];
    Arrays.fill(ones, 1);
    var map = Calibrator.fit(scores, truths, ones);
    Scorer scorer = fitting.fit(java.util.stream.IntStream.range(0, truths.length).toArray());
    Derivation derivation = Derivations.fitting("columns", columns).done();
    return ModelFile.write(
        new Model(
            new Model.Parts(
                new ModelHead(
                    scorer.kind(),
                    name,
                    "demo",
                    derivation.name(),
                    SEED,
                    ModelHead.NO_TIME,
                    "0.1",
                    Ranking.bestThreshold(scores, truths)),
                features(derivation, rows),
                scorer,
                derivation.fitted(),
                new Calibrated(
                    map, truths.length, truths.length, Gate.check(map, null, scores, truths)),
                Curve.of(scores, truths),
                Measured.NONE,
                new TrainingData(
                        truths.length,
                        Arrays.stream(truths).sum(),
                        ModelHead.NO_TIME,
                        ModelHead.NO_TIME,
                        "",
                        List.of("an evening of the demo"),
                        List.of())
                    .with(references(derivation, rows, scores)),
                "# " + name + "\n\nTrained by the demo on an evening that it made up.\n")));
  }

  private static List<ModelFeature> features(Derivation derivation, List<Seen> rows) {
    List<ModelFeature> features = new ArrayList<>();
    for (ModelFeature made : derivation.features()) {
      int place = BOT_INPUTS.indexOf(made.name());
      Quantiles training = place < 0 ? Quantiles.NONE : Quantiles.of(column(rows, place));
      features.add(new ModelFeature(made.column(), made.definition(), made.doc(), training));
    }
    return features;
  }

  private static List<Reference> references(
      Derivation derivation, List<Seen> rows, double[] scores) {
    List<Reference> references = new ArrayList<>();
    references.add(Reference.of(Reference.SCORE, scores));
    for (ModelFeature made : derivation.features()) {
      int place = BOT_INPUTS.indexOf(made.name());
      if (place >= 0) {
        references.add(Reference.of(made.name(), column(rows, place)));
      }
    }
    return references;
  }

  private static float[] column(List<Seen> rows, int place) {
    float[] column = new float[rows.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows.get(i).numbers[place];
    }
    return column;
  }
}
