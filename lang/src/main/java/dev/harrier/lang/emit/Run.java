package dev.harrier.lang.emit;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Failure;
import dev.harrier.decision.Verdict;
import dev.harrier.event.Event;
import dev.harrier.lang.interpret.Effects;
import dev.harrier.lang.interpret.Values;
import dev.harrier.lang.plan.Node;
import dev.harrier.lang.plan.Op;
import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Plan.EnforcePlan;
import dev.harrier.lang.plan.Plan.FeaturePlan;
import dev.harrier.lang.plan.Plan.RequirePlan;
import dev.harrier.lang.plan.Plan.RulePlan;
import dev.harrier.lang.plan.Plan.TextPlan;
import dev.harrier.lang.plan.Plan.UnitPlan;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.Facts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event through one frame: which files run, then the texts are scanned, then the rules are tried, then the effects of those that fired are made.
 *
 * <p>A rule with a trigger is only tried when the scan found one of its literals, so that its cost is paid by the events that contain them.
 */
final class Run {
  private final Frame frame;
  private final Plan plan;
  private final FeatureMode mode;
  private final UnitPlan[] units;
  private final boolean[] active;
  private final boolean[] always;
  private final boolean allAlways;
  private final boolean keepsState;
  private final TextPlan[] texts;
  private final RulePlan[] rules;

  /** By text and literal: rules that the literal triggers. */
  private final int[][][] triggered;

  private final long[] tried;
  private final Enforcement[][] enforcements;
  private final Explanation explanation;
  private final Deque<Integer> queue = new ArrayDeque<>();

  /** A {@code WhenRules}, with the bits of its rules. */
  private record Enforcement(EnforcePlan plan, int[] words, long[] masks, boolean always) {}

  Run(Frame frame, FeatureMode mode) {
    this.frame = frame;
    this.plan = frame.plan;
    this.mode = mode;
    units = plan.units().toArray(UnitPlan[]::new);
    active = new boolean[units.length];
    always = new boolean[units.length];
    boolean all = true;
    boolean state = false;
    for (UnitPlan unit : units) {
      always[unit.index()] = unit.always();
      all &= unit.always();
      state |= !plan.everything() && !unit.inOrder().isEmpty();
      state |= plan.everything() && unit.inOrder().stream().anyMatch(Run::touchesState);
    }
    allAlways = all;
    keepsState = state;
    texts = plan.texts().toArray(TextPlan[]::new);
    rules = plan.rules().toArray(RulePlan[]::new);
    tried = new long[(rules.length + 63) >>> 6];
    triggered = triggers();
    enforcements = new Enforcement[units.length][];
    for (UnitPlan unit : units) {
      enforcements[unit.index()] =
          unit.enforces().stream().map(this::enforcement).toArray(Enforcement[]::new);
    }
    explanation = new Explanation(plan);
  }

  private static boolean touchesState(Node node) {
    return node.op() instanceof Op.Invoke invoke && !invoke.function().pure();
  }

  private int[][][] triggers() {
    int[][][] byText = new int[texts.length][][];
    for (TextPlan text : texts) {
      List<List<Integer>> byLiteral = new ArrayList<>();
      text.literals().forEach(literal -> byLiteral.add(new ArrayList<>()));
      for (RulePlan rule : rules) {
        if (rule.trigger() != null
            && rule.trigger().op() instanceof Op.Hit hit
            && hit.text() == text.index()) {
          hit.literals().forEach(literal -> byLiteral.get(literal).add(rule.index()));
        }
      }
      byText[text.index()] =
          byLiteral.stream()
              .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
              .toArray(int[][]::new);
    }
    return byText;
  }

  private Enforcement enforcement(EnforcePlan enforce) {
    long[] bits = new long[tried.length];
    boolean unknown = false;
    for (int rule : enforce.ruleIndices()) {
      if (rule < 0) {
        unknown = true;
      } else {
        bits[rule >> 6] |= 1L << rule;
      }
    }
    int[] words = new int[bits.length];
    int count = 0;
    for (int word = 0; word < bits.length; word++) {
      if (bits[word] != 0) {
        words[count++] = word;
      }
    }
    words = Arrays.copyOf(words, count);
    long[] masks = new long[count];
    for (int i = 0; i < count; i++) {
      masks[i] = bits[words[i]];
    }
    return new Enforcement(enforce, words, masks, unknown || plan.everything());
  }

  /** Whether deciding an event can change the facts. */
  boolean keepsState() {
    return keepsState;
  }

  void end() {
    frame.end();
  }

  Decision decide(Event event, Facts facts) {
    frame.begin(event, facts);
    activate();
    if (plan.everything()) {
      tryEverything();
    } else {
      tryRules();
    }
    return decision();
  }

  // Which files run.

  private void activate() {
    if (allAlways) {
      Arrays.fill(active, true);
      for (UnitPlan unit : units) {
        runInOrder(unit);
      }
      return;
    }
    Arrays.fill(active, false);
    activate(0 < units.length ? entry() : -1);
    while (!queue.isEmpty()) {
      activate(queue.removeFirst());
    }
  }

  private int entry() {
    for (UnitPlan unit : units) {
      if (unit.path().equals(dev.harrier.lang.source.Sources.ENTRY)) {
        return unit.index();
      }
    }
    return -1;
  }

  private void activate(int index) {
    if (index < 0 || active[index]) {
      return;
    }
    active[index] = true;
    UnitPlan unit = units[index];
    for (int imported : unit.imports()) {
      activate(imported);
    }
    runInOrder(unit);
    for (RequirePlan require : unit.requires()) {
      require(require);
    }
  }

  private void runInOrder(UnitPlan unit) {
    for (Node node : unit.inOrder()) {
      frame.force(node.id());
    }
  }

  private void require(RequirePlan require) {
    Node condition = require.condition();
    if (condition != null
        && (frame.force(condition.id()) != Frame.VALUE || !Boolean.TRUE.equals(frame.boxed(condition.id())))) {
      return;
    }
    if (frame.force(require.path().id()) != Frame.VALUE) {
      return;
    }
    int candidate = require.paths().indexOf(String.valueOf(frame.boxed(require.path().id())));
    if (candidate >= 0) {
      queue.addLast(require.candidates().get(candidate));
    }
  }

  // Rules.

  private void tryRules() {
    for (TextPlan text : texts) {
      frame.scan(text);
    }
    for (int unit = 0; unit < units.length; unit++) {
      if (active[unit]) {
        frame.sweep(unit);
      }
    }
    if (texts.length > 0) {
      Arrays.fill(tried, 0);
      for (TextPlan text : texts) {
        tryTriggered(text.index());
      }
    }
  }

  private void tryTriggered(int text) {
    int base = frame.hitBase(text);
    int[][] byLiteral = triggered[text];
    for (int word = 0; word < frame.hitWords(text); word++) {
      for (long left = frame.hits[base + word]; left != 0; left &= left - 1) {
        int literal = (word << 6) + Long.numberOfTrailingZeros(left);
        if (literal < byLiteral.length) {
          for (int rule : byLiteral[literal]) {
            tryOnce(rule);
          }
        }
      }
    }
  }

  private void tryOnce(int rule) {
    if ((tried[rule >> 6] & 1L << rule) == 0 && active[rules[rule].unit()]) {
      tried[rule >> 6] |= 1L << rule;
      frame.tryRule(rule);
    }
  }

  private void tryEverything() {
    for (RulePlan rule : rules) {
      if (!active[rule.unit()]) {
        continue;
      }
      if (frame.force(rule.object().id()) != Frame.VALUE) {
        frame.failRule(rule.index());
      } else if (((RuleValue) frame.boxed(rule.object().id())).value()) {
        frame.fire(rule.index());
      }
    }
  }

  // The decision.

  private Decision decision() {
    List<Effect> effects = List.of();
    List<String> verdicts = List.of();
    List<Decision.Audit> audits = plan.everything() ? new ArrayList<>() : List.of();
    for (UnitPlan unit : units) {
      if (!active[unit.index()]) {
        continue;
      }
      for (Enforcement enforcement : enforcements[unit.index()]) {
        if (enforcement.always() || anyFired(enforcement)) {
          if (effects.isEmpty()) {
            effects = new ArrayList<>();
            verdicts = new ArrayList<>();
          }
          enforce(enforcement.plan(), effects, verdicts, audits);
        }
      }
    }
    Map<String, @Nullable Object> features =
        mode == FeatureMode.NONE ? Map.of() : features(effects);
    List<Failure> failures = frame.failures();
    return new Decision(
        verdicts.isEmpty() ? Verdict.ALLOW : Verdict.strongest(verdicts),
        verdicts,
        names(frame.fired, null),
        names(frame.failedRules, true),
        names(frame.failedRules, false),
        effects,
        List.of(),
        features,
        failures,
        audits);
  }

  private boolean anyFired(Enforcement enforcement) {
    for (int i = 0; i < enforcement.words().length; i++) {
      if ((frame.fired[enforcement.words()[i]] & enforcement.masks()[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  private void enforce(
      EnforcePlan enforce,
      List<Effect> effects,
      List<String> verdicts,
      List<Decision.Audit> audits) {
    List<RuleValue> passing = new ArrayList<>();
    Enforced enforced = new Enforced(frame, plan);
    for (Node rule : enforce.rules()) {
      enforced.rule(rule, passing);
    }
    enforced.effects(enforce.effects(), passing, effects, verdicts);
    if (plan.everything()) {
      audits.add(enforced.audit());
    }
  }

  /**
   * @param counted null for all; else only rules whose failure was counted, or was not
   */
  private List<String> names(long[] bits, @Nullable Boolean counted) {
    List<String> names = List.of();
    for (int word = 0; word < bits.length; word++) {
      for (long left = bits[word]; left != 0; left &= left - 1) {
        RulePlan rule = rules[(word << 6) + Long.numberOfTrailingZeros(left)];
        if (counted == null || counted == frame.failureCounted(rule.holds())) {
          if (names.isEmpty()) {
            names = new ArrayList<>(4);
          }
          names.add(rule.name());
        }
      }
    }
    return names;
  }

  private Map<String, @Nullable Object> features(List<Effect> effects) {
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    BitSet shown = mode == FeatureMode.ALL ? null : explanation.of(frame);
    for (UnitPlan unit : units) {
      if (!active[unit.index()]) {
        continue;
      }
      for (FeaturePlan feature : unit.features()) {
        if (shown == null || shown.get(feature.definition())) {
          int node = feature.node().id();
          features.put(
              feature.name(),
              frame.force(node) == Frame.VALUE ? Values.feature(frame.boxed(node)) : null);
        }
      }
    }
    return Collections.unmodifiableMap(features);
  }
}
