package dev.harrier.learn.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.learn.calibrate.Calibration;
import dev.harrier.learn.calibrate.Gate;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.modelfile.Measured.Figure;
import dev.harrier.learn.modelfile.Measured.Slice;
import dev.harrier.learn.text.Grams;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every kind of model inherits these. */
abstract class ModelContract {
  private static final int ROWS = 200;

  /** A small model of the kind, fitted with this seed. */
  abstract Scorer fitted(long seed);

  /** Its features: numbers, then texts. */
  abstract List<ModelFeature> features();

  /** Texts of a row, folded. */
  String[] texts(Seeded random) {
    return new String[0];
  }

  /** The unit in which an explanation adds up to the score. */
  double explained(double score) {
    return score;
  }

  final Model model() {
    return model(fitted(7));
  }

  final Model model(Scorer scorer) {
    return new Model(
        new Model.Parts(
            new ModelHead(
                scorer.kind(), "näme \"x\"", "recipe", "columns", 7, 1_700_000_000_123L, "0.1", .3),
            features(),
            scorer,
            new Weights().put("words", "a\nb".getBytes(StandardCharsets.UTF_8)),
            new Calibrated(
                new Calibration.Isotonic(new double[] {-1, 2}, new double[] {.1, .9}),
                1000,
                999.5,
                new Gate(.01, .009, .3, true)),
            new Curve(
                List.of(new Curve.Point(2, 1, .99, .2, .1), new Curve.Point(1, .97, .95, .5, .4))),
            new Measured(
                "5 folds",
                List.of(new Figure("AUROC", .9, Double.NaN, .95)),
                List.of(new Slice("lang", "en", 10, 3, List.of(new Figure("ECE", .02, 0, .1))))),
            new TrainingData(100, 30, ModelHead.NO_TIME, 5, "ab", List.of("a.csv"), List.of()),
            "# Card\n"));
  }

  private float[] numbers(Scorer scorer, Seeded random) {
    float[] row = new float[scorer.numbers()];
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return row;
  }

  @Test
  void aFileScoresAsTheModelDidToTheBit() throws ModelFileException {
    Model model = model();
    Model read = ModelFile.read(ModelFile.write(model));
    Seeded random = new Seeded(1);
    for (int i = 0; i < ROWS; i++) {
      float[] numbers = numbers(model.scorer(), random);
      String[] texts = texts(random);
      assertThat(read.score(numbers, texts)).isEqualTo(model.score(numbers, texts));
    }
  }

  @Test
  void everythingElseComesBackToo() throws ModelFileException {
    Model.Parts parts = model().parts();
    Model.Parts read = ModelFile.read(ModelFile.write(model())).parts();

    assertThat(read.head()).isEqualTo(parts.head());
    assertThat(read.features()).isEqualTo(parts.features());
    assertThat(read.curve()).isEqualTo(parts.curve());
    assertThat(read.measured()).isEqualTo(parts.measured());
    assertThat(read.data()).isEqualTo(parts.data());
    assertThat(read.card()).isEqualTo(parts.card());
    assertThat(read.derived().bytes("words")).isEqualTo(parts.derived().bytes("words"));
    assertThat(read.calibrated().gate()).isEqualTo(parts.calibrated().gate());
  }

  @Test
  void equalModelsAreEqualBytes() throws ModelFileException {
    byte[] bytes = ModelFile.write(model());

    assertThat(ModelFile.write(model())).isEqualTo(bytes);
    assertThat(ModelFile.write(ModelFile.read(bytes))).isEqualTo(bytes);
  }

  @Test
  void anotherSeedIsAnotherModelUnlessNothingIsDrawn() {
    boolean drawn = !fitted(7).kind().equals(TextScorer.KIND);

    assertThat(Arrays.equals(ModelFile.write(model(fitted(8))), ModelFile.write(model())))
        .isEqualTo(!drawn);
  }

  @Test
  void aRowOfAbsentValuesHasAScore() {
    Scorer scorer = fitted(7);
    float[] absent = new float[scorer.numbers()];
    Arrays.fill(absent, Float.NaN);
    String[] empty = new String[scorer.texts()];
    Arrays.fill(empty, "");

    assertThat(scorer.score(absent, empty, new Grams())).isFinite();
  }

  @Test
  void contributionsAddUpToTheScore() {
    Model model = model();
    Seeded random = new Seeded(2);
    for (int i = 0; i < ROWS; i++) {
      float[] numbers = numbers(model.scorer(), random);
      String[] texts = texts(random);
      Explanation why = model.explain(numbers, texts, new Grams());
      double sum =
          why.base() + why.contributions().stream().mapToDouble(Contribution::contribution).sum();
      double score = model.rawScore(numbers, texts, new Grams());
      assertThat(sum).isCloseTo(explained(score), within(1e-6));
    }
  }

  @Test
  void anyChangedByteIsAnErrorAndNeverACrash() {
    byte[] bytes = ModelFile.write(model());
    Seeded random = new Seeded(3);
    for (int i = 0; i < 400; i++) {
      byte[] damaged = bytes.clone();
      int at = random.nextInt(bytes.length);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      assertThatThrownBy(() -> ModelFile.read(damaged))
          .as("byte %d", at)
          .isInstanceOf(ModelFileException.class);
    }
  }

  @Test
  void aTruncatedFileIsAnErrorAtEveryLength() {
    byte[] bytes = ModelFile.write(model());
    Seeded random = new Seeded(4);
    for (int i = 0; i < 200; i++) {
      int length = random.nextInt(bytes.length);
      assertThatThrownBy(() -> ModelFile.read(Arrays.copyOf(bytes, length)))
          .as("%d bytes", length)
          .isInstanceOf(ModelFileException.class);
    }
  }

  @Test
  void aFileWhoseSumsFitButWhosePartsDoNotIsAnError() throws ModelFileException {
    Map<String, byte[]> entries = Container.read(ModelFile.write(model()));
    Seeded random = new Seeded(5);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] weights = entries.get("weights.bin").clone();
      weights[random.nextInt(Math.min(weights.length, 400))] ^= (byte) (1 + random.nextInt(255));
      refused += refused(entries, weights) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  /** Reads with weights of a right checksum: it may succeed, but only fail with our error. */
  private static boolean refused(Map<String, byte[]> entries, byte[] weights) {
    Map<String, byte[]> changed = new java.util.LinkedHashMap<>(entries);
    String head = new String(entries.get("model.json"), StandardCharsets.UTF_8);
    String before = ModelFile.sha256(entries.get("weights.bin"));
    String now = head.replace(before, ModelFile.sha256(weights));
    changed.put("model.json", now.getBytes(StandardCharsets.UTF_8));
    changed.put("weights.bin", weights);
    try {
      ModelFile.read(Container.write(changed));
      return false;
    } catch (ModelFileException expected) {
      return true;
    }
  }

  @Test
  void aFileOfAnotherVersionSaysSo() throws ModelFileException {
    Map<String, byte[]> entries =
        new java.util.LinkedHashMap<>(Container.read(ModelFile.write(model())));
    String head = new String(entries.get("model.json"), StandardCharsets.UTF_8);
    entries.put(
        "model.json",
        head.replace("\"major\": 1,", "\"major\": 2,").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ModelFile.read(Container.write(entries)))
        .hasMessage(
            "model file is of format 2, this program reads format 1; train it again with this"
                + " version");
  }

  @Test
  void aFileOfAnotherKindSaysWhichThereAre() throws ModelFileException {
    Map<String, byte[]> entries =
        new java.util.LinkedHashMap<>(Container.read(ModelFile.write(model())));
    String head = new String(entries.get("model.json"), StandardCharsets.UTF_8);
    String kind = fitted(7).kind();
    entries.put(
        "model.json",
        head.replace("\"kind\": \"" + kind, "\"kind\": \"oracle").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ModelFile.read(Container.write(entries)))
        .hasMessage(
            "`model.json` `kind` is `oracle`, expected one of [trees, text, anomaly, stack]");
  }

  @Test
  void anyMissingEntryIsNamed() throws ModelFileException {
    Map<String, byte[]> whole = Container.read(ModelFile.write(model()));
    for (String name : ModelFile.ENTRIES) {
      Map<String, byte[]> entries = new java.util.LinkedHashMap<>(whole);
      entries.remove(name);
      assertThatThrownBy(() -> ModelFile.read(Container.write(entries)))
          .hasMessageContaining("`" + name + "`");
    }
  }
}
