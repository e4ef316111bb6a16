package dev.harrier.runtime.bundle;

import dev.harrier.decision.Score;
import dev.harrier.decision.Score.Reason;
import dev.harrier.detect.score.Cells;
import dev.harrier.detect.score.DriftCount;
import dev.harrier.detect.score.RawRow;
import dev.harrier.detect.score.RowScorer;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.modelfile.Contribution;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.learn.modelfile.Scored;
import dev.harrier.rule.Drift;
import dev.harrier.rule.ModelReader;
import dev.harrier.rule.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A model file, asked by rules: the values of an event as the row of a table. */
public final class StoredModel implements ScoringModel {
  /** Reads model files. */
  public static final ModelReader READER = StoredModel::read;

  private final RowScorer scorer;
  private final String version;
  private final List<Input> inputs;

  private StoredModel(RowScorer scorer, String version) {
    this.scorer = scorer;
    this.version = version;
    this.inputs =
        scorer.columns().stream().map(column -> new Input(column.name(), kind(column))).toList();
  }

  private static StoredModel read(byte[] file) throws ModelReader.Unreadable {
    try {
      return new StoredModel(RowScorer.read(file), "sha256:" + ModelFile.sha256(file));
    } catch (ModelFileException e) {
      throw new ModelReader.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Kind kind(Column column) {
    return switch (column.kind()) {
      case NUMBER -> Kind.NUMBER;
      case FLAG -> Kind.FLAG;
      case CATEGORY -> Kind.CATEGORY;
      case TEXT -> Kind.TEXT;
      case TIME -> Kind.TIME;
    };
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
    return scorer.derivation().readsPosts()
        ? "it reads the posts of an account beside its columns, which an event does not have; train"
            + " it by the recipe `account`"
        : null;
  }

  @Override
  public boolean trusted() {
    return scorer.model().trusted();
  }

  @Override
  public OptionalDouble threshold(double precision) {
    return scorer.model().threshold(precision);
  }

  @Override
  public OptionalDouble probability(double score) {
    double probability = scorer.model().probability(score);
    return trusted() && !Double.isNaN(probability)
        ? OptionalDouble.of(probability)
        : OptionalDouble.empty();
  }

  @Override
  public Drift newDrift() {
    DriftCount count = new DriftCount(scorer.model());
    return new Drift() {
      @Override
      public void add(Session scored) {
        if (scored instanceof Rows rows && rows.last != null) {
          count.add(rows.scratch.numbers(), rows.last.score());
        }
      }

      @Override
      public List<Reading> readings() {
        return count.readings().stream()
            .map(one -> new Reading(one.input(), one.psi(), one.rows()))
            .toList();
      }
    };
  }

  @Override
  public Session newSession() {
    return new Rows();
  }

  private final class Rows implements Session {
    private final RawRow row = new RawRow(inputs.size());
    private final RowScorer.Scratch scratch = scorer.scratch();
    private @Nullable Scored last;

    @Override
    public double score(List<? extends @Nullable Object> values) throws Unusable {
      row.clear();
      for (int i = 0; i < inputs.size(); i++) {
        Object value = values.get(i);
        if (value != null) {
          set(i, value);
        } else if (scorer.columns().get(i).absent() == Column.Absent.REFUSED) {
          throw new Unusable("input `" + inputs.get(i).name() + "` of the model is absent");
        }
      }
      Scored scored = scorer.score(row, scratch);
      if (!Double.isFinite(scored.score())) {
        throw new Unusable("the model gives no finite score");
      }
      last = scored;
      return scored.score();
    }

    private void set(int place, Object value) throws Unusable {
      Input input = inputs.get(place);
      switch (input.kind()) {
        case CATEGORY, TEXT -> {
          if (!(value instanceof String text)) {
            throw unusable(input, value, "a text");
          }
          row.set(place, text.isEmpty() ? null : text);
        }
        case TIME -> row.set(place, time(input, value));
        case NUMBER, FLAG -> row.set(place, number(input, value));
      }
    }

    private static double number(Input input, Object value) throws Unusable {
      double number =
          switch (value) {
            case Boolean flag -> flag ? 1 : 0;
            case Number found -> found.doubleValue();
            default -> throw unusable(input, value, "a number");
          };
      if (!(Math.abs(number) <= Float.MAX_VALUE)) {
        throw unusable(input, value, "a finite number");
      }
      return number;
    }

    private static double time(Input input, Object value) throws Unusable {
      if (value instanceof Number number) {
        return Cells.millis(number.doubleValue());
      }
      try {
        return Cells.number(Column.Kind.TIME, value.toString());
      } catch (DataException e) {
        throw new Unusable("input `" + input.name() + "` of the model is " + e.getMessage());
      }
    }

    private static Unusable unusable(Input input, Object value, String expected) {
      return new Unusable(
          "input `" + input.name() + "` of the model is `" + value + "`, expected " + expected);
    }

    @Override
    public Score explained(String feature, String model) {
      Scored scored = last;
      if (scored == null) {
        throw new IllegalStateException("no row has been scored");
      }
      List<Reason> reasons = new ArrayList<>();
      for (Contribution part : scorer.explainLast(scratch).top(Score.REASONS)) {
        reasons.add(
            new Reason(part.feature(), part.value(), part.contribution(), part.low(), part.high()));
      }
      return new Score(
          feature,
          model,
          version,
          scored.score(),
          scored.probability(),
          scored.band().word(),
          reasons);
    }
  }
}
