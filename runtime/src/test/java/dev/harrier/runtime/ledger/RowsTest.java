package dev.harrier.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Decision.Audit;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Failure;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.RuleSettings;
import dev.harrier.decision.Score;
import dev.harrier.decision.Verdict;
import dev.harrier.enforce.CapKey;
import dev.harrier.enforce.QuietKey;
import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.runtime.store.StoreException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowsTest {
  private static final EntityKey USER = new EntityKey("User", "did:plc:ä");

  @Test
  void valuesComeBackAsTheyWere() {
    for (int seed = 0; seed < 2_000; seed++) {
      Object value = value(new Random(seed), 3);
      RowReader row = new RowReader(new RowWriter().value(value).toBytes());
      assertThat(row.value()).as("seed %s", seed).isEqualTo(value);
      assertThat(row.atEnd()).as("seed %s", seed).isTrue();
    }
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 8)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> new BigInteger(random.nextInt(200), random).negate();
      case 4 -> Double.longBitsToDouble(random.nextLong() >> random.nextInt(64));
      case 5 -> text(random);
      case 6 -> new Decision.Opaque(text(random));
      default -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield items;
      }
    };
  }

  /** Lone surrogates among the characters. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int range = 1 << 1 + random.nextInt(16);
      text.append((char) random.nextInt(range));
    }
    return text.toString();
  }

  @Test
  void textsThatDifferInALoneSurrogateHaveDifferentBytes() {
    assertThat(new RowWriter().text("\ud800").toBytes())
        .isNotEqualTo(new RowWriter().text("\udc00").toBytes())
        .isNotEqualTo(new RowWriter().text("?").toBytes());
  }

  private static Decision decision() {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("label", "spam");
    arguments.put("hours", null);
    RuleSettings settings =
        new RuleSettings(
            "policy", List.of("A", "B"), RuleSettings.Mode.REVIEW, 10, "ada", null, 5L);
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    features.put("Size", 12L);
    features.put("Missing", null);
    features.put("Names", List.of("a", "b"));
    List<Effect> effects =
        List.of(
            new Effect.ChangeLabel(
                USER,
                "spam",
                LabelStatus.ADDED,
                7L,
                null,
                false,
                "B",
                true,
                List.of("A"),
                Map.of("A", new Effect.ChangeLabel.Reason("d {x}", Map.of("x", "1")))),
            new Effect.DeclareVerdict("deny", List.of("A")),
            new Effect.External("atproto_label", arguments, List.of("A")),
            new Effect.Enforce("suspend", USER, 2, 100L, settings, List.of("A")),
            new Effect.Review("spam", USER, 0.5, settings, List.of("B")));
    return new Decision(
        Verdict.DENY,
        List.of("deny"),
        List.of("A"),
        List.of("F"),
        List.of("S"),
        effects,
        List.of(new Effect.Review("q", USER, null, RuleSettings.NONE, List.of())),
        features,
        List.of(new Failure("InvalidJsonType", "found", "main.sml", 3, 4)),
        List.of(new Audit(List.of("A", "F"), List.of("A"), List.of("F"), List.of("x"), 1)));
  }

  @Test
  void aDecisionComesBackAsItWas() {
    byte[] bytes = DecisionCodec.bytes(decision());
    assertThat(DecisionCodec.read(new RowReader(bytes))).isEqualTo(decision());
    assertThat(DecisionCodec.bytes(DecisionCodec.read(new RowReader(bytes)))).isEqualTo(bytes);
  }

  private static Decision guarded() {
    RuleSettings settings =
        new RuleSettings("p", List.of("A"), RuleSettings.Mode.REVIEW, 25, "team", "p", 7L);
    Effect.Review opened = new Effect.Review("spam", USER, null, "suspend", settings, List.of("A"));
    return decision()
        .withGuarded(
            List.of(
                new Guarded(3, Guarded.Outcome.CAPPED, "cap of `p`: 100 an hour", null),
                new Guarded(4, Guarded.Outcome.TO_REVIEW, "in review", opened)));
  }

  @Test
  void aDecisionComesBackWithWhatTheGuardsMadeOfIt() {
    byte[] bytes = DecisionCodec.bytes(guarded());
    assertThat(DecisionCodec.read(new RowReader(bytes))).isEqualTo(guarded());
    assertThat(bytes[0]).as("version").isEqualTo((byte) 2);
    assertThat(DecisionCodec.bytes(decision())[0])
        .as("rows of decisions whose effects are all sent are as they always were")
        .isEqualTo((byte) 1);
  }

  private static Decision scored() {
    List<Score.Reason> reasons =
        List.of(
            new Score.Reason("posts_hour", Double.NaN, -1.5, 0, 3),
            new Score.Reason("text: free", 0.25, 1e-300, Double.NaN, Double.NaN));
    return guarded()
        .withScores(
            List.of(
                new Score("Spam", "spam", "sha256:1", 2.5, Double.NaN, "", List.of()),
                new Score("Bot", "account", "sha256:2", -0.0, 0.25, "low", reasons)));
  }

  @Test
  void aDecisionComesBackWithWhatModelsSaid() {
    byte[] bytes = DecisionCodec.bytes(scored());
    assertThat(DecisionCodec.read(new RowReader(bytes))).isEqualTo(scored());
    assertThat(bytes[0]).as("version").isEqualTo((byte) 3);
  }

  @Test
  void aRowThatIsCutOffIsSaidToBeDamaged() {
    byte[] bytes = DecisionCodec.bytes(scored());
    for (int length = 0; length < bytes.length; length++) {
      RowReader cut = new RowReader(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> DecisionCodec.read(cut))
          .as("%s of %s bytes", length, bytes.length)
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("a row of the store is damaged: found the end");
    }
  }

  @Test
  void aRowOfALaterVersionIsSaidToBeOne() {
    byte[] bytes = DecisionCodec.bytes(decision());
    bytes[0] = 9;
    assertThatThrownBy(() -> DecisionCodec.read(new RowReader(bytes)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is of version 9, this program reads versions 1 to 3");
  }

  @Test
  void observationsComeBackAsTheyWere() {
    LabelState label =
        new LabelState(
            LabelStatus.MANUALLY_ADDED,
            Map.of("ada", new LabelReason(false, "known", Map.of("k", "v"), 3L, null)),
            List.of(LabelStatus.ADDED, LabelStatus.REMOVED));
    List<Observation> observations =
        List.of(
            new Observation.Labels(USER, Map.of("spam", label)),
            new Observation.Feature("PostsHour", USER, "x", true, 10L),
            new Observation.Window("all", false, 3),
            new Observation.Stored("last", null),
            new Observation.Quiet(new QuietKey("limit", USER, true), Long.MIN_VALUE),
            new Observation.Admitted(new CapKey("p", "limit"), 7));
    RowWriter row = new RowWriter();
    ObservationCodec.write(observations, row);
    assertThat(ObservationCodec.read(new RowReader(row.toBytes()))).isEqualTo(observations);
  }
}
