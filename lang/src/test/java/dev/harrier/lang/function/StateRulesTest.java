package dev.harrier.lang.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.decision.Effect;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.function.Function.CallSite;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.TimeDeltaValue;
import dev.harrier.rule.Facts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Labels, experiments, chance, lists and disguised words. */
final class StateRulesTest {
  private static final EntityValue USER = new EntityValue("User", "u");
  private static final long NOW = ExampleProject.event().timeMicros();
  private static final long DAY = 86_400_000_000L;

  private record Context(Event event, Facts facts) implements EventContext {
    @Override
    public Scoring scoring() {
      return new Scoring();
    }
  }

  private static boolean hasLabel(
      LabelStatus status,
      LabelReason reason,
      LabelFunctions.Question question,
      @Nullable Long age) {
    Facts facts =
        new ExampleProject.ExampleFacts() {
          @Override
          public Map<String, LabelState> labels(EntityKey entity) {
            return Map.of("a", new LabelState(status, Map.of("R", reason), List.of()));
          }
        };
    return LabelFunctions.hasLabel(
        new Context(ExampleProject.event(), facts),
        question,
        USER,
        age == null ? null : new TimeDeltaValue(age));
  }

  private static LabelReason reason(long createdAt, @Nullable Long expiresAt) {
    return new LabelReason(false, "d", Map.of(), createdAt, expiresAt);
  }

  private static LabelFunctions.Question question(boolean added) {
    return new LabelFunctions.Question("a", null, added, false);
  }

  @Test
  void aLabelCountsAsAbsentOnceAllItsReasonsHaveExpired() {
    assertThat(hasLabel(LabelStatus.ADDED, reason(0, NOW + 1), question(true), null)).isTrue();
    assertThat(hasLabel(LabelStatus.ADDED, reason(0, NOW), question(true), null)).isFalse();
    assertThat(hasLabel(LabelStatus.ADDED, reason(0, NOW), question(false), null)).isTrue();
  }

  @Test
  void aLabelMustBeOlderThanTheAgeAskedFor() {
    assertThat(hasLabel(LabelStatus.ADDED, reason(NOW - DAY, null), question(true), DAY)).isFalse();
    assertThat(hasLabel(LabelStatus.ADDED, reason(NOW - DAY, null), question(true), DAY - 1))
        .isTrue();
  }

  @Test
  void aConditionThatFailedSuppressesTheEffect() {
    LabelFunctions.Change conditional = new LabelFunctions.Change("a", true);
    Effect.ChangeLabel suppressed =
        (Effect.ChangeLabel) LabelFunctions.labelAdd(conditional, USER, null, null, null);
    assertThat(suppressed.suppressed()).isTrue();
    assertThat(suppressed.applyIf()).isNull();
    RuleValue rule = new RuleValue("R", false, "d", Map.of());
    Effect.ChangeLabel refused =
        (Effect.ChangeLabel) LabelFunctions.labelAdd(conditional, USER, null, rule, null);
    assertThat(refused.suppressed()).isFalse();
    assertThat(refused.applyIfTrue()).isFalse();
    assertThat(refused.applyIf()).isEqualTo("R");
  }

  private static CallSite site(String assignedTo, String place) {
    Map<String, ValueList> lists =
        Map.of(
            "words", new ValueList("words", "text", false, List.of("spam", "free money", "ok")),
            "bad", new ValueList("bad", "domain", false, List.of("bad.com")));
    return new CallSite(assignedTo.isEmpty() ? null : assignedTo, place, Set.of(), lists, false);
  }

  @Test
  void chanceDependsOnTheEventAndTheCallAlone() throws BadArgument {
    Context context = new Context(ExampleProject.event(), new ExampleProject.ExampleFacts());
    Constants dice = new Constants(Map.of("start", 1L, "end", 1_000_000_000L));
    long here = roll(context, dice, site("Dice", "a.sml:1:0"));
    assertThat(roll(context, dice, site("Dice", "b.sml:9:9"))).isEqualTo(here);
    assertThat(roll(context, dice, site("Other", "a.sml:1:0"))).isNotEqualTo(here);
  }

  private static long roll(Context context, Constants dice, CallSite site) throws BadArgument {
    return ExperimentFunctions.randomInt(context, ExperimentFunctions.Range.of(dice, site));
  }

  @Test
  void everyProblemOfAnExperimentIsReported() {
    Constants constants =
        new Constants(
            Map.of(
                "buckets",
                List.of("a", "b"),
                "bucket_sizes",
                List.of(50L),
                "version",
                -1L,
                "revision",
                0L));
    assertThatThrownBy(() -> ExperimentFunctions.Design.of(constants, site("E", "m:1:0")))
        .isInstanceOfSatisfying(
            BadArgument.class,
            e ->
                assertThat(e.problems())
                    .extracting(Function.Problem::argument)
                    .containsExactly("buckets", "bucket_sizes", "version"));
  }

  private static ValueList words(String... entries) {
    return new ValueList("words", "text", false, List.of(entries));
  }

  private static @Nullable Object found(Entries entries, String phrase) {
    Context context = new Context(ExampleProject.event(), new ExampleProject.ExampleFacts());
    return ListMatchFunctions.listContains(context, entries, List.of(phrase));
  }

  @Test
  void theFirstEntryOfTheListIsReportedWhereverItStands() {
    Entries words = new Entries(words("spam", "free money", "x"), false, true);
    assertThat(found(words, "FREE money or spam")).isEqualTo("spam");
    assertThat(found(words, "spammy x")).isEqualTo("x");
    assertThat(found(words, "spammy")).isNull();
    Entries parts = new Entries(words("spam"), true, false);
    assertThat(found(parts, "spammy")).isEqualTo("spam");
    assertThat(found(parts, "SPAM")).isNull();
  }

  @Test
  void aDomainIsOnTheListWithAllBelowIt() throws BadArgument {
    ListMatchFunctions.Membership bad =
        ListMatchFunctions.Membership.of(Map.of("list", "bad"), site("X", "m:1:0"));
    assertThat(bad.holds("a.b.BAD.com", NOW)).isTrue();
    assertThat(bad.holds("notbad.com", NOW)).isFalse();
    assertThat(bad.holds("com", NOW)).isFalse();
    assertThat(bad.holds(null, NOW)).isFalse();
  }

  private static ListMatchFunctions.Membership membership(ValueList list) throws BadArgument {
    CallSite site = new CallSite("X", "m:1:0", Set.of(), Map.of("l", list), false);
    return ListMatchFunctions.Membership.of(Map.of("list", "l"), site);
  }

  @Test
  void anEntryCountsUntilItsEnd() throws BadArgument {
    Map<String, Long> ends = Map.of("ended", NOW, "ending", NOW + 1);
    List<String> entries = List.of("ended", "ending", "x");
    ValueList list = new ValueList("l", "text", false, entries, ends);
    assertThat(membership(list).holds("ended", NOW)).isFalse();
    assertThat(membership(list).holds("ended", NOW - 1)).isTrue();
    assertThat(membership(list).holds("ENDING", NOW)).isTrue();
    assertThat(membership(list).holds("x", NOW)).isTrue();
    assertThat(found(new Entries(list, false, true), "ended x")).isEqualTo("x");
    ValueList patterns = new ValueList("l", "regex", false, List.of("a+"), Map.of("a+", NOW));
    assertThat(membership(patterns).holds("caab", NOW)).isFalse();
    assertThat(membership(patterns).holds("caab", NOW - 1)).isTrue();
  }

  @Test
  void aListOfHashesHoldsTheValuesThatHaveThem() throws BadArgument {
    List<String> hashes =
        List.of(HashFunctions.hashMd5("a"), HashFunctions.hashSha256("b").toUpperCase(Locale.ROOT));
    ListMatchFunctions.Membership list = membership(new ValueList("l", "hash", false, hashes));
    assertThat(list.holds("A", NOW)).isTrue();
    assertThat(list.holds("b", NOW)).isTrue();
    assertThat(list.holds("c", NOW)).isFalse();
    assertThat(list.holds(hashes.getFirst(), NOW)).isTrue();
    ValueList exact = new ValueList("l", "hash", true, hashes);
    assertThat(membership(exact).holds("A", NOW)).isFalse();
    assertThat(membership(exact).holds("a", NOW)).isTrue();
  }

  @Test
  void aDisguisedWordIsFoundAndAPlainOneOnlyIfWanted() {
    Censored plain = new Censored("spam", false, false, false);
    for (String text : List.of("spam", "SPAM!", "$p@m", "s.p.a.m", "s_p_4_m", "no 5pam here")) {
      assertThat(plain.in(text)).as(text).isTrue();
    }
    assertThat(plain.in("spams")).isFalse();
    assertThat(plain.in("s p a m")).isFalse();
    assertThat(new Censored("spam", true, false, false).in("sp@ms")).isTrue();
    assertThat(new Censored("spam", false, true, false).in("antispammer")).isTrue();
    assertThat(new Censored("spam", false, false, true).in("spam")).isFalse();
    assertThat(new Censored("spam", false, false, true).in("spam sp4m")).isTrue();
  }

  @Test
  void countersAndValuesNeedAllConditions() {
    Context context = new Context(ExampleProject.event(), new ExampleProject.ExampleFacts());
    List<Object> yes = List.of(true, true);
    List<Object> no = List.of(true, false);
    assertThat(WindowFunctions.incrementWindow(context, "k", 60, no, null)).isZero();
    assertThat(WindowFunctions.incrementWindow(context, "k", 60, yes, null)).isEqualTo(1);
    assertThat(WindowFunctions.getWindowCount(context, "k", 60, yes)).isEqualTo(1);
    WindowFunctions.cacheSetStr(context, "c", "v", no, 60);
    assertThat(WindowFunctions.cacheGetStr(context, "c", yes, "-")).isEqualTo("-");
    WindowFunctions.cacheSetStr(context, "c", "v", yes, 60);
    assertThat(WindowFunctions.cacheGetStr(context, "c", yes, "-")).isEqualTo("v");
    assertThat(WindowFunctions.cacheGetInt(context, "c", yes, 0L)).isEqualTo(0L);
  }

  @Test
  void aSilentFailureIsNotCounted() {
    assertThatThrownBy(() -> FormFunctions.resolveOptional(false, null, null))
        .isSameAs(NodeFailure.SILENT);
    assertThatThrownBy(() -> FormFunctions.resolveOptional(true, null, null))
        .isInstanceOfSatisfying(NodeFailure.class, e -> assertThat(e.silent()).isFalse());
  }
}
