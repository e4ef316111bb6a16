package dev.harrier.lang.emit;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Score;
import dev.harrier.decision.Verdict;
import dev.harrier.event.Event;
import dev.harrier.event.NamedValues;
import dev.harrier.lang.function.ModelCall;
import dev.harrier.lang.interpret.Emissions;
import dev.harrier.lang.plan.Node;
import dev.harrier.lang.plan.Op;
import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Plan.EnforcePlan;
import dev.harrier.lang.plan.Plan.FeaturePlan;
import dev.harrier.lang.plan.Plan.RequirePlan;
import dev.harrier.lang.plan.Plan.RulePlan;
import dev.harrier.lang.plan.Plan.TextPlan;
import dev.harrier.lang.plan.Plan.UnitPlan;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.value.Comparison;
import dev.harrier.lang.value.Feature;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One event through one frame: which files run, then the texts are scanned, then the rules are
 * tried, then the effects of those that fired are made.
 *
 * <p>A rule with a trigger is only tried when the scan found one of its literals, so that its cost
 * is paid by the events that contain them.
 */
final class Run {
  private final Frame frame;
  private final Plan plan;
  private final FeatureMode mode;
  private final UnitPlan[] units;
  private final boolean[] active;

  /** Units that run, in the order in which they do. */
  private final int[] order;

  private int activeCount;

  /** By unit: index of its first rule; one more entry than units. */
  private final int[] firstRule;

  private final boolean allAlways;
  private final boolean keepsState;
  private final TextPlan[] texts;
  private final RulePlan[] rules;

  /** By text and literal: rules that the literal triggers. */
  private final int[][][] triggered;

  /** By text: the units whose rules ask what the scan found in it; empty where all units run. */
  private final int[][] askingUnits;

  private final long[] tried;

  /** By group of units, within an event: whether its rules have been tried. */
  private final boolean[] swept;

  /** By group of units, within an event: whether an atom failed. */
  private final boolean[] atomFailed;

  /** By rule: the atoms that it needs, a word each 64. */
  private final long[][] atomMasks;

  private final int[] unitOf;
  private final int[] groupOf;

  private final Enforcement[][] enforcements;
  private final boolean alwaysEnforces;
  private final Explanation explanation;

  /** By definition: the score of a model that it is, or null; empty if there is none. */
  private final @Nullable ModelCall[] models;

  private final List<Score> scores = new ArrayList<>();
  private final Deque<Integer> queue = new ArrayDeque<>();

  /** A {@code WhenRules}, with the bits of its rules. */
  private record Enforcement(EnforcePlan plan, int[] words, long[] masks, boolean always) {}

  Run(Frame frame, FeatureMode mode) {
    this.frame = frame;
    this.plan = frame.plan;
    this.mode = mode;
    units = plan.units().toArray(UnitPlan[]::new);
    active = new boolean[units.length];
    order = new int[units.length];
    firstRule = new int[units.length + 1];
    boolean all = true;
    boolean state = false;
    for (UnitPlan unit : units) {
      firstRule[unit.index() + 1] = firstRule[unit.index()] + unit.rules().size();
      all &= unit.always();
      state |= !plan.everything() && !unit.inOrder().isEmpty();
      state |= plan.everything() && unit.inOrder().stream().anyMatch(Run::touchesState);
    }
    allAlways = all;
    keepsState = state;
    texts = plan.texts().toArray(TextPlan[]::new);
    rules = plan.rules().toArray(RulePlan[]::new);
    tried = new long[(rules.length + 63) >>> 6];
    swept = new boolean[plan.atoms().size()];
    atomFailed = new boolean[swept.length];
    unitOf = new int[rules.length];
    groupOf = new int[rules.length];
    atomMasks = new long[rules.length][];
    for (RulePlan rule : rules) {
      unitOf[rule.index()] = rule.unit();
      groupOf[rule.index()] = units[rule.unit()].atomGroup();
      atomMasks[rule.index()] = plan.atoms().get(groupOf[rule.index()]).masks(rule);
    }
    triggered = triggers();
    askingUnits = askingUnits();
    enforcements = new Enforcement[units.length][];
    for (UnitPlan unit : units) {
      enforcements[unit.index()] =
          unit.enforces().stream().map(this::enforcement).toArray(Enforcement[]::new);
    }
    alwaysEnforces =
        Arrays.stream(enforcements).flatMap(Arrays::stream).anyMatch(Enforcement::always);
    explanation = new Explanation(plan);
    models = models(plan.program());
  }

  private static @Nullable ModelCall[] models(Program program) {
    @Nullable ModelCall[] models =
        program.definitions().stream().map(Program.Definition::score).toArray(ModelCall[]::new);
    return Arrays.stream(models).allMatch(Objects::isNull) ? new ModelCall[0] : models;
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

  private int[][] askingUnits() {
    List<SortedSet<Integer>> byText = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      byText.add(new TreeSet<>());
    }
    for (RulePlan rule : allAlways ? new RulePlan[0] : rules) {
      BitSet seen = new BitSet();
      Deque<Node> reached = new ArrayDeque<>();
      reached.add(rule.holds());
      if (rule.trigger() != null) {
        reached.add(rule.trigger());
      }
      while (!reached.isEmpty()) {
        Node node = reached.removeFirst();
        if (seen.get(node.id())) {
          continue;
        }
        seen.set(node.id());
        reached.addAll(node.inputs());
        if (node.op() instanceof Op.Hit hit) {
          byText.get(hit.text()).add(rule.unit());
        }
      }
    }
    return byText.stream()
        .map(units -> units.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
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
      for (UnitPlan unit : units) {
        active[unit.index()] = true;
        order[unit.index()] = unit.index();
        runInOrder(unit);
      }
      activeCount = units.length;
      return;
    }
    Arrays.fill(active, false);
    activeCount = 0;
    queue.clear();
    activate(entry());
    while (!queue.isEmpty()) {
      activate(queue.removeFirst());
    }
  }

  private int entry() {
    for (UnitPlan unit : units) {
      if (unit.path().equals(Sources.ENTRY)) {
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
    order[activeCount++] = index;
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
        && (frame.force(condition.id()) != Frame.VALUE
            || !Comparison.truth(frame.boxed(condition.id())))) {
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
    Arrays.fill(swept, false);
    for (TextPlan text : texts) {
      if (asked(text)) {
        frame.scan(text);
      }
    }
    for (int i = 0; i < activeCount; i++) {
      int group = units[order[i]].atomGroup();
      if (!swept[group]) {
        swept[group] = true;
        sweep(group);
      }
    }
    if (texts.length > 0) {
      Arrays.fill(tried, 0);
      for (TextPlan text : texts) {
        if (asked(text)) {
          tryTriggered(text.index());
        }
      }
    }
  }

  /** Whether a file that runs asks; the text of one that does not must not even be computed. */
  private boolean asked(TextPlan text) {
    if (allAlways) {
      return true;
    }
    for (int unit : askingUnits[text.index()]) {
      if (active[unit]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where an atom failed, each rule is tried by itself, so that what the failure did to it is
   * known.
   */
  private void sweep(int group) {
    atomFailed[group] = !frame.atoms(group);
    if (!atomFailed[group]) {
      frame.sweepByAtoms(group);
    } else {
      frame.sweep(group);
    }
  }

  private void tryTriggered(int text) {
    int base = frame.hitBase(text);
    int[][] byLiteral = triggered[text];
    for (int word = 0; word < frame.hitWords(text); word++) {
      for (long left = frame.found[base + word]; left != 0; left &= left - 1) {
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
    if ((tried[rule >> 6] & 1L << rule) == 0 && active[unitOf[rule]]) {
      tried[rule >> 6] |= 1L << rule;
      if (atomsHold(rule)) {
        frame.tryRule(rule);
      }
    }
  }

  /** Whether all atoms of the rule hold, or may not be asked because one of the group failed. */
  private boolean atomsHold(int rule) {
    if (atomFailed[groupOf[rule]]) {
      return true;
    }
    long[] masks = atomMasks[rule];
    int first = plan.atoms().get(groupOf[rule]).firstWord();
    for (int word = 0; word < masks.length; word++) {
      if ((frame.atoms[first + word] & masks[word]) != masks[word]) {
        return false;
      }
    }
    return true;
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
    Emissions emissions = emissions();
    List<String> verdicts = emissions == null ? List.of() : emissions.verdicts();
    boolean someFailed = any(frame.failedRules);
    if (!scores.isEmpty()) {
      scores.clear();
    }
    return new Decision(
            verdicts.isEmpty() ? Verdict.ALLOW : Verdict.strongest(verdicts),
            verdicts,
            any(frame.fired) ? names(frame.fired, null) : List.of(),
            someFailed ? names(frame.failedRules, true) : List.of(),
            someFailed ? names(frame.failedRules, false) : List.of(),
            emissions == null ? List.of() : emissions.effects(),
            emissions == null ? List.of() : emissions.shadowEffects(),
            mode == FeatureMode.NONE ? Map.of() : features(),
            frame.failures(),
            emissions == null || !plan.everything() ? List.of() : emissions.audits())
        .withScores(scores);
  }

  private static boolean any(long[] bits) {
    for (long word : bits) {
      if (word != 0) {
        return true;
      }
    }
    return false;
  }

  /** What the {@code WhenRules} emit; null if nothing. */
  private @Nullable Emissions emissions() {
    if (mode == FeatureMode.USED) {
      explanation.begin();
    }
    if (!alwaysEnforces && !any(frame.fired)) {
      return null;
    }
    Emissions emissions = null;
    for (int i = 0; i < activeCount; i++) {
      for (Enforcement enforcement : enforcements[order[i]]) {
        if (enforcement.always() || anyFired(enforcement)) {
          if (emissions == null) {
            emissions = new Emissions(plan.everything());
          }
          enforce(enforcement.plan(), emissions);
        }
      }
    }
    return emissions;
  }

  private boolean anyFired(Enforcement enforcement) {
    for (int i = 0; i < enforcement.words().length; i++) {
      if ((frame.fired[enforcement.words()[i]] & enforcement.masks()[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  private void enforce(EnforcePlan enforce, Emissions emissions) {
    if (enforce.source().settings().inertAt(frame.event().timeMicros())) {
      return;
    }
    List<RuleValue> values = new ArrayList<>(2);
    List<String> failed = List.of();
    boolean any = false;
    for (int i = 0; i < enforce.rules().size(); i++) {
      int index = enforce.ruleIndices().get(i);
      if (index >= 0 && !plan.everything() && !frame.hasFired(index)) {
        continue;
      }
      int node = enforce.rules().get(i).id();
      if (frame.force(node) == Frame.VALUE) {
        RuleValue value = (RuleValue) frame.boxed(node);
        values.add(value);
        any |= value.value();
      } else {
        failed = failed.isEmpty() ? new ArrayList<>() : failed;
        failed.add(Emissions.nameOf(plan.program(), enforce.source().rules().get(i)));
      }
    }
    if (!any && !plan.everything()) {
      return;
    }
    if (any && mode == FeatureMode.USED) {
      explanation.emitted(enforce.source());
    }
    List<Effect> effects = new ArrayList<>(enforce.effects().size());
    for (Node effect : enforce.effects()) {
      if (frame.force(effect.id()) == Frame.VALUE) {
        effects.add((Effect) frame.boxed(effect.id()));
      }
    }
    emissions.add(
        enforce.source().settings(),
        values,
        failed,
        effects,
        enforce.effects().size() - effects.size());
  }

  /**
   * @param counted null for all; else only rules whose failure was counted, or was not
   */
  private List<String> names(long[] bits, @Nullable Boolean counted) {
    List<String> names = List.of();
    for (int i = 0; i < activeCount; i++) {
      for (int at = next(bits, firstRule[order[i]]);
          at < firstRule[order[i] + 1];
          at = next(bits, at + 1)) {
        if (counted == null || counted == (failure(rules[at]) == Frame.COUNTED)) {
          if (names.isEmpty()) {
            names = new ArrayList<>(4);
          }
          names.add(rules[at].name());
        }
      }
    }
    return names;
  }

  private byte failure(RulePlan rule) {
    return frame.failure(plan.everything() ? rule.object() : rule.holds());
  }

  /** Position of the next set bit, or {@code Integer.MAX_VALUE}. */
  private static int next(long[] bits, int from) {
    for (int word = from >> 6; word < bits.length; word++) {
      long left = word == from >> 6 ? bits[word] & -1L << from : bits[word];
      if (left != 0) {
        return (word << 6) + Long.numberOfTrailingZeros(left);
      }
    }
    return Integer.MAX_VALUE;
  }

  private Map<String, @Nullable Object> features() {
    return mode == FeatureMode.ALL ? allFeatures() : shownFeatures();
  }

  private Map<String, @Nullable Object> allFeatures() {
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    for (int i = 0; i < activeCount; i++) {
      for (FeaturePlan feature : units[order[i]].features()) {
        features.put(feature.name(), output(feature));
      }
    }
    return Collections.unmodifiableMap(features);
  }

  private Map<String, @Nullable Object> shownFeatures() {
    BitSet shown = explanation.of(frame);
    if (shown.isEmpty()) {
      return Map.of();
    }
    NamedValues.Builder<@Nullable Object> features = new NamedValues.Builder<>(shown.cardinality());
    if (inOrder()) {
      for (int rank = shown.nextSetBit(0); rank >= 0; rank = shown.nextSetBit(rank + 1)) {
        if (active[explanation.unit(rank)]) {
          FeaturePlan feature = explanation.feature(rank);
          features.add(feature.name(), output(feature));
        }
      }
      return features.build();
    }
    for (int i = 0; i < activeCount; i++) {
      for (int rank = shown.nextSetBit(0); rank >= 0; rank = shown.nextSetBit(rank + 1)) {
        if (explanation.unit(rank) == order[i]) {
          FeaturePlan feature = explanation.feature(rank);
          features.add(feature.name(), output(feature));
        }
      }
    }
    return features.build();
  }

  /** Whether the units that run do so in the order of the plan. */
  private boolean inOrder() {
    for (int i = 1; i < activeCount; i++) {
      if (order[i] < order[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Object output(FeaturePlan feature) {
    int node = feature.node().id();
    if (frame.force(node) != Frame.VALUE) {
      return null;
    }
    ModelCall model = models.length == 0 ? null : models[feature.definition()];
    if (model != null) {
      scores.add(frame.scoring().explained(model));
    }
    return Feature.output(frame.boxed(node));
  }
}
