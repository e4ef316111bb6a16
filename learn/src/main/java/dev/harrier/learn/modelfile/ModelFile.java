package dev.harrier.learn.modelfile;

import dev.harrier.learn.calibrate.Calibration;
import dev.harrier.learn.calibrate.Gate;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Leakage;
import dev.harrier.learn.modelfile.Json.Reader;
import dev.harrier.learn.modelfile.Json.Writer;
import dev.harrier.learn.modelfile.Measured.Figure;
import dev.harrier.learn.modelfile.Measured.Slice;
import dev.harrier.learn.modelfile.ModelFeature.Quantiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Models as bytes. Equal models are equal bytes; {@code read(write(m))} scores as {@code m} to the
 * bit; any change of a byte is found.
 */
public final class ModelFile {
  /** A reader refuses files of another major version. */
  public static final int MAJOR = 1;

  /** Counts additions that older readers may pass over. */
  public static final int MINOR = 1;

  /** A larger file is not what its user meant. */
  public static final int LARGEST = 256 << 20;

  static final List<String> ENTRIES =
      List.of(
          "model.json",
          "features.json",
          "weights.bin",
          "derived.bin",
          "calibration.json",
          "metrics.json",
          "curve.json",
          "data.json",
          "card.md");

  private ModelFile() {}

  /** Writes a model. */
  public static byte[] write(Model model) {
    Model.Parts parts = model.parts();
    Weights weights = new Weights();
    parts.scorer().write(weights);
    byte[] scorer = weights.toBytes();
    byte[] derived = parts.derived().toBytes();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("model.json", head(parts.head(), parts.calibrated(), scorer, derived));
    entries.put("features.json", Json.Writer.object(json -> features(parts.features(), json)));
    entries.put("weights.bin", scorer);
    entries.put("derived.bin", derived);
    entries.put("calibration.json", Json.Writer.object(json -> calibration(parts, json)));
    entries.put("metrics.json", Json.Writer.object(json -> measured(parts.measured(), json)));
    entries.put("curve.json", Json.Writer.object(json -> curve(parts.curve(), json)));
    entries.put("data.json", Json.Writer.object(json -> data(parts.data(), json)));
    entries.put("card.md", parts.card().getBytes(StandardCharsets.UTF_8));
    return Container.write(entries);
  }

  /**
   * Reads a model.
   *
   * @throws ModelFileException if the bytes are no model file, are damaged, or of another version
   */
  public static Model read(byte[] bytes) throws ModelFileException {
    Map<String, byte[]> entries = Container.read(bytes);
    Reader head = Reader.of("model.json", entry(entries, "model.json"));
    long major = head.integer("major");
    if (major != MAJOR) {
      throw new ModelFileException(
          "model file is of format "
              + major
              + ", this program reads format "
              + MAJOR
              + "; train it again with this version");
    }
    Container.requireWhole(bytes, entries);
    byte[] scorer = checked(entries, "weights.bin", head);
    byte[] derived = checked(entries, "derived.bin", head);
    Reader calibration = json(entries, "calibration.json");
    ModelHead found = head(head);
    try {
      return new Model(
          new Model.Parts(
              found,
              features(json(entries, "features.json")),
              ModelKinds.read(found.kind(), Weights.of(scorer)),
              Weights.of(derived),
              calibration(calibration),
              curve(json(entries, "curve.json")),
              measured(json(entries, "metrics.json")),
              data(json(entries, "data.json")),
              new String(entry(entries, "card.md"), StandardCharsets.UTF_8)));
    } catch (DataException e) {
      throw new ModelFileException("the parts of the model do not fit: " + e.getMessage());
    }
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws ModelFileException {
    byte[] entry = entries.get(name);
    if (entry == null) {
      throw new ModelFileException(
          "model file has no `" + name + "`, expected " + String.join(", ", ENTRIES));
    }
    return entry;
  }

  private static Reader json(Map<String, byte[]> entries, String name) throws ModelFileException {
    return Reader.of(name, entry(entries, name));
  }

  private static byte[] checked(Map<String, byte[]> entries, String name, Reader head)
      throws ModelFileException {
    byte[] bytes = entry(entries, name);
    String expected = head.object("sha256").text(name);
    String found = sha256(bytes);
    if (!found.equals(expected)) {
      throw new ModelFileException(
          "`" + name + "` is damaged: sha-256 " + found + ", expected " + expected);
    }
    return bytes;
  }

  /** The sha-256 of bytes, in hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static byte[] head(ModelHead head, Calibrated calibrated, byte[] scorer, byte[] derived) {
    return Json.Writer.object(
        json ->
            json.put("major", MAJOR)
                .put("minor", MINOR)
                .put("kind", head.kind())
                .put("name", head.name())
                .put("recipe", head.recipe())
                .put("derivation", head.derivation())
                .put("probabilities", calibrated.trusted() ? "trusted" : "untrusted")
                .put("seed", head.seed())
                .put("created_ms", head.createdMillis())
                .put("code_version", head.codeVersion())
                .put("threshold", head.threshold())
                .putObject(
                    "sha256",
                    sums ->
                        sums.put("weights.bin", sha256(scorer))
                            .put("derived.bin", sha256(derived))));
  }

  private static ModelHead head(Reader json) throws ModelFileException {
    return new ModelHead(
        json.text("kind"),
        json.text("name"),
        json.text("recipe"),
        json.text("derivation"),
        json.integer("seed"),
        json.integer("created_ms"),
        json.text("code_version"),
        json.number("threshold"));
  }

  private static void features(List<ModelFeature> features, Writer json) {
    json.putObjects("features", features, (out, feature) -> feature(feature, out));
  }

  private static void feature(ModelFeature feature, Writer json) {
    Column column = feature.column();
    Quantiles seen = feature.training();
    json.put("name", column.name())
        .put("kind", Json.lower(column.kind()))
        .put("unit", column.unit())
        .put("leakage", Json.lower(column.leakage()))
        .put("absent", Json.lower(column.absent()))
        .put("monotone", column.monotone())
        .put("definition", feature.definition())
        .put("doc", feature.doc())
        .put(
            "p1_p10_p50_p90_p99",
            new double[] {seen.p1(), seen.p10(), seen.p50(), seen.p90(), seen.p99()})
        .put("absent_share", seen.absentShare());
  }

  private static List<ModelFeature> features(Reader json) throws ModelFileException {
    List<ModelFeature> features = new ArrayList<>();
    for (Reader item : json.objects("features")) {
      Column column =
          new Column(
              item.text("name"),
              item.word("kind", Column.Kind.class),
              item.text("unit"),
              item.word("leakage", Leakage.class),
              item.word("absent", Column.Absent.class),
              item.small("monotone"));
      double[] seen = sized(item.numbers("p1_p10_p50_p90_p99"), 5);
      features.add(
          new ModelFeature(
              column,
              item.text("definition"),
              item.text("doc"),
              new Quantiles(
                  seen[0], seen[1], seen[2], seen[3], seen[4], item.number("absent_share"))));
    }
    return features;
  }

  private static double[] sized(double[] numbers, int length) throws ModelFileException {
    if (numbers.length != length) {
      throw new ModelFileException(numbers.length + " numbers in a list, expected " + length);
    }
    return numbers;
  }

  private static void calibration(Model.Parts parts, Writer json) {
    Calibrated calibrated = parts.calibrated();
    json.put("rows", calibrated.rows()).put("effective_rows", calibrated.effectiveRows());
    Calibration map = calibrated.map();
    if (map != null) {
      json.putObject("map", out -> map(map, out));
    }
    Gate gate = calibrated.gate();
    if (gate != null) {
      json.putObject(
          "gate",
          out ->
              out.put("ece", gate.ece())
                  .put("ece_if_perfect", gate.ecePerfect())
                  .put("log_loss", gate.logLoss())
                  .put("passed", gate.passed()));
    }
  }

  private static void map(Calibration map, Writer json) {
    switch (map) {
      case Calibration.Platt platt ->
          json.put("method", "platt").put("a", platt.a()).put("b", platt.b());
      case Calibration.Isotonic isotonic ->
          json.put("method", "isotonic")
              .put("scores", isotonic.scores())
              .put("probabilities", isotonic.probabilities());
    }
  }

  private static Calibrated calibration(Reader json) throws ModelFileException {
    Gate gate = null;
    if (json.has("gate")) {
      Reader found = json.object("gate");
      gate =
          new Gate(
              found.number("ece"),
              found.number("ece_if_perfect"),
              found.number("log_loss"),
              found.flag("passed"));
    }
    Calibration map = json.has("map") ? map(json.object("map")) : null;
    return new Calibrated(map, json.small("rows"), json.number("effective_rows"), gate);
  }

  private static @Nullable Calibration map(Reader json) throws ModelFileException {
    String method = json.text("method");
    return switch (method) {
      case "platt" -> new Calibration.Platt(json.number("a"), json.number("b"));
      case "isotonic" -> {
        double[] scores = json.numbers("scores");
        double[] probabilities = sized(json.numbers("probabilities"), scores.length);
        if (scores.length == 0 || !ascending(scores) || !ascending(probabilities)) {
          throw new ModelFileException("the knots of the calibration do not ascend");
        }
        yield new Calibration.Isotonic(scores, probabilities);
      }
      default ->
          throw new ModelFileException(
              "calibration method `" + method + "`, expected `platt` or `isotonic`");
    };
  }

  private static boolean ascending(double[] values) {
    for (int i = 1; i < values.length; i++) {
      if (!(values[i] >= values[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private static void curve(Curve curve, Writer json) {
    json.put("threshold", points(curve, Curve.Point::threshold))
        .put("precision", points(curve, Curve.Point::precision))
        .put("precision_low", points(curve, Curve.Point::precisionLow))
        .put("recall", points(curve, Curve.Point::recall))
        .put("recall_low", points(curve, Curve.Point::recallLow));
  }

  private static double[] points(
      Curve curve, java.util.function.ToDoubleFunction<Curve.Point> part) {
    return curve.points().stream().mapToDouble(part).toArray();
  }

  private static Curve curve(Reader json) throws ModelFileException {
    double[] threshold = json.numbers("threshold");
    double[] precision = sized(json.numbers("precision"), threshold.length);
    double[] precisionLow = sized(json.numbers("precision_low"), threshold.length);
    double[] recall = sized(json.numbers("recall"), threshold.length);
    double[] recallLow = sized(json.numbers("recall_low"), threshold.length);
    List<Curve.Point> points = new ArrayList<>();
    for (int i = 0; i < threshold.length; i++) {
      points.add(
          new Curve.Point(threshold[i], precision[i], precisionLow[i], recall[i], recallLow[i]));
    }
    return new Curve(points);
  }

  private static void measured(Measured measured, Writer json) {
    json.put("protocol", measured.protocol())
        .putObjects("figures", measured.figures(), (out, figure) -> figure(figure, out))
        .putObjects(
            "slices",
            measured.slices(),
            (out, slice) ->
                out.put("column", slice.column())
                    .put("value", slice.value())
                    .put("rows", slice.rows())
                    .put("ones", slice.ones())
                    .putObjects("figures", slice.figures(), (in, figure) -> figure(figure, in)));
  }

  private static void figure(Figure figure, Writer json) {
    json.put("metric", figure.metric())
        .put("value", figure.value())
        .put("low", figure.low())
        .put("high", figure.high());
  }

  private static Measured measured(Reader json) throws ModelFileException {
    List<Slice> slices = new ArrayList<>();
    for (Reader item : json.objects("slices")) {
      slices.add(
          new Slice(
              item.text("column"),
              item.text("value"),
              item.small("rows"),
              item.small("ones"),
              figures(item)));
    }
    return new Measured(json.text("protocol"), figures(json), slices);
  }

  private static List<Figure> figures(Reader json) throws ModelFileException {
    List<Figure> figures = new ArrayList<>();
    for (Reader item : json.objects("figures")) {
      figures.add(
          new Figure(
              item.text("metric"), item.number("value"), item.number("low"), item.number("high")));
    }
    return figures;
  }

  private static void data(TrainingData data, Writer json) {
    json.put("rows", data.rows())
        .put("ones", data.ones())
        .put("oldest_ms", data.oldestMillis())
        .put("newest_ms", data.newestMillis())
        .put("sha256", data.sha256())
        .put("sources", data.sources())
        .put("licences", data.licences());
    if (!data.references().isEmpty()) {
      json.putObjects(
          "references",
          data.references(),
          (out, one) ->
              out.put("input", one.input()).put("edges", one.edges()).put("shares", one.shares()));
    }
  }

  private static TrainingData data(Reader json) throws ModelFileException {
    List<Reference> references = new ArrayList<>();
    if (json.has("references")) {
      for (Reader one : json.objects("references")) {
        references.add(
            new Reference(one.text("input"), one.numbers("edges"), one.numbers("shares")));
      }
    }
    return new TrainingData(
        json.small("rows"),
        json.small("ones"),
        json.integer("oldest_ms"),
        json.integer("newest_ms"),
        json.text("sha256"),
        json.texts("sources"),
        json.texts("licences"),
        references);
  }
}
