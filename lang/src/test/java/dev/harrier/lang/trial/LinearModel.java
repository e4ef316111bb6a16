package dev.harrier.lang.trial;

import dev.harrier.decision.Score;
import dev.harrier.rule.Drift;
import dev.harrier.rule.ModelReader;
import dev.harrier.rule.ScoringModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A model in a few lines of text, one for each input: name, kind, weight. A text weighs by its
 * length, an absent value not at all. The line {@code precision P SCORE} says from which score on
 * it is right in the share P; {@code untrusted} that its probabilities are not to be trusted;
 * {@code beyond WHAT} that rules cannot ask it.
 */
public final class LinearModel implements ScoringModel {
  /** Reads such texts. */
  public static final ModelReader READER = LinearModel::read;

  private final List<Input> inputs = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final String version;
  private double precision;
  private double from;
  private boolean trusted = true;
  private @Nullable String beyond;

  private LinearModel(String text) {
    version = "text:" + text.hashCode();
  }

  private static LinearModel read(byte[] file) throws ModelReader.Unreadable {
    String text = new String(file, StandardCharsets.UTF_8);
    LinearModel model = new LinearModel(text);
    try {
      text.lines().map(line -> line.split(" ")).forEach(model::line);
    } catch (RuntimeException e) {
      throw new ModelReader.Unreadable("the file is damaged");
    }
    return model;
  }

  private void line(String[] words) {
    switch (words[0]) {
      case "precision" -> {
        precision = Double.parseDouble(words[1]);
        from = Double.parseDouble(words[2]);
      }
      case "untrusted" -> trusted = false;
      case "beyond" -> beyond = String.join(" ", List.of(words).subList(1, words.length));
      default -> {
        inputs.add(new Input(words[0], Kind.valueOf(words[1].toUpperCase(Locale.ROOT))));
        weights.add(Double.parseDouble(words[2]));
      }
    }
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public List<Input> inputs() {
    return inputs;
  }

  @Override
  public @Nullable String unreachable() {
    return beyond;
  }

  @Override
  public boolean trusted() {
    return trusted;
  }

  @Override
  public OptionalDouble threshold(double wanted) {
    return wanted <= precision ? OptionalDouble.of(from) : OptionalDouble.empty();
  }

  @Override
  public OptionalDouble probability(double score) {
    return trusted ? OptionalDouble.of(1 / (1 + Math.exp(-score))) : OptionalDouble.empty();
  }

  @Override
  public Drift newDrift() {
    throw new UnsupportedOperationException("nobody watches here");
  }

  @Override
  public Session newSession() {
    return new Rows();
  }

  private final class Rows implements Session {
    private final List<Score.Reason> parts = new ArrayList<>();
    private double last;

    @Override
    public double score(List<? extends @Nullable Object> values) throws Unusable {
      parts.clear();
      last = 0;
      for (int i = 0; i < inputs.size(); i++) {
        Object value = values.get(i);
        double amount =
            switch (value) {
              case null -> 0;
              case Boolean flag -> flag ? 1 : 0;
              case Number number -> number.doubleValue();
              case String text -> text.length();
              default -> throw new Unusable("input `" + inputs.get(i).name() + "` is no value");
            };
        last += amount * weights.get(i);
        parts.add(new Score.Reason(inputs.get(i).name(), amount, amount * weights.get(i), 0, 1));
      }
      if (!Double.isFinite(last)) {
        throw new Unusable("the score is not finite");
      }
      return last;
    }

    @Override
    public Score explained(String feature, String model) {
      return new Score(feature, model, version, last, Double.NaN, "", parts);
    }
  }
}
