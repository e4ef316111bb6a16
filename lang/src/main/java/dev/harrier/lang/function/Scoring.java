package dev.harrier.lang.function;

import dev.harrier.decision.Score;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.rule.Facts;
import dev.harrier.rule.ScoringModel;
import dev.harrier.rule.ScoringModel.Unusable;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thread's room for the models of its project. The row that a score was made of is kept until
 * the next, so that only scores that explain a decision pay for their reasons.
 */
public final class Scoring {
  private final Map<ModelCall, Row> rows = new IdentityHashMap<>();

  private static final class Row {
    private final ModelCall call;
    private final ScoringModel.Session session;
    private final @Nullable Object[] values;
    private final List<@Nullable Object> view;

    Row(ModelCall call) {
      this.call = call;
      session = call.model().newSession();
      values = new Object[call.places().size()];
      view = Collections.unmodifiableList(Arrays.asList(values));
    }

    double score(List<? extends @Nullable Object> given) throws Unusable {
      for (int i = 0; i < values.length; i++) {
        int place = call.places().get(i);
        values[i] = place < 0 ? null : given.get(place);
      }
      return session.score(view);
    }
  }

  /**
   * The score of a row.
   *
   * @param given what the rule gives, in its order
   * @param facts are told
   */
  double score(ModelCall call, List<? extends @Nullable Object> given, Facts facts) {
    Row row = rows.get(call);
    if (row == null) {
      row = new Row(call);
      rows.put(call, row);
    }
    try {
      double score = row.score(given);
      facts.scored(call.feature(), call.model(), row.session);
      return score;
    } catch (Unusable unusable) {
      throw NodeFailure.counted("ModelError", String.valueOf(unusable.getMessage()));
    }
  }

  /** The score that was made last by a call, with its reasons. */
  public Score explained(ModelCall call) {
    Row row = rows.get(call);
    if (row == null) {
      throw new AssertionError("no score of `" + call.feature() + "` was made");
    }
    return row.session.explained(call.feature(), call.name());
  }
}
