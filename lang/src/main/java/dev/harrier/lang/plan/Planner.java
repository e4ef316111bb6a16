package dev.harrier.lang.plan;

import dev.harrier.lang.plan.Plan.AtomPlan;
import dev.harrier.lang.plan.Plan.EnforcePlan;
import dev.harrier.lang.plan.Plan.FeaturePlan;
import dev.harrier.lang.plan.Plan.RequirePlan;
import dev.harrier.lang.plan.Plan.RulePlan;
import dev.harrier.lang.plan.Plan.UnitPlan;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Define;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Perform;
import dev.harrier.lang.program.Program.Require;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Dialect;
import dev.harrier.rule.FeatureMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Plan} of a program for events of one type. */
public final class Planner {
  private final Program program;
  private final FeatureMode features;
  private final boolean everything;
  private final Graph graph;
  private final Map<String, Integer> unitIndex = new HashMap<>();
  private final List<RulePlan> rules = new ArrayList<>();
  private int groups;
  private final Map<Node, Integer> ruleIndex = new HashMap<>();

  private Planner(Program program, @Nullable String eventType, FeatureMode features) {
    this.program = program;
    this.features = features;
    this.everything = features == FeatureMode.ALL;
    this.graph = new Graph(program, eventType, everything);
  }

  /**
   * @param eventType the type of all events that the plan will see; null for any type that the
   *     program does not mention
   * @param features what decisions have to show; with {@link FeatureMode#ALL} every node is
   *     evaluated, in program order
   */
  public static Plan plan(Program program, @Nullable String eventType, FeatureMode features) {
    return new Planner(program, eventType, features).plan();
  }

  private Plan plan() {
    List<Unit> reachable = program.reachable();
    for (Unit unit : reachable) {
      unitIndex.put(unit.path(), unitIndex.size());
    }
    Set<Integer> always = alwaysExecuted(reachable);
    List<UnitPlan> units = new ArrayList<>();
    for (Unit unit : reachable) {
      units.add(unit(unit, always.contains(units.size())));
    }
    decideWhatToKeep(units);
    return new Plan(
        program,
        everything,
        graph.nodes(),
        units,
        rules,
        graph.texts(),
        graph.symbols(),
        atoms(units));
  }

  /**
   * Conditions that cost no more than this are computed whether or not a rule gets as far as to
   * ask.
   */
  private static final double MAX_ATOM_NANOS = 12;

  private List<AtomPlan> atoms(List<UnitPlan> units) {
    List<AtomPlan> groupsOfAtoms = new ArrayList<>();
    int word = 0;
    for (int group = 0; group <= groups; group++) {
      Map<Node, Integer> uses = new LinkedHashMap<>();
      for (UnitPlan unit : units) {
        if (unit.atomGroup() == group) {
          countAtoms(unit, uses);
        }
      }
      List<Node> atoms =
          uses.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
      groupsOfAtoms.add(new AtomPlan(word, atoms));
      word += (atoms.size() + 63) >>> 6;
    }
    return groupsOfAtoms;
  }

  private void countAtoms(UnitPlan unit, Map<Node, Integer> uses) {
    if (everything) {
      return;
    }
    for (RulePlan rule : unit.rules()) {
      rule.conditions().stream()
          .filter(Planner::maybeAtom)
          .forEach(condition -> uses.merge(condition, 1, Integer::sum));
    }
  }

  private static boolean maybeAtom(Node condition) {
    return !condition.memo()
        && condition.cost().nanos() <= MAX_ATOM_NANOS
        && !(condition.op() instanceof Op.Prefiltered)
        && !(condition.op() instanceof Op.Hit)
        && !(condition.op() instanceof Op.Constant);
  }

  private UnitPlan unit(Unit unit, boolean always) {
    int index = Objects.requireNonNull(unitIndex.get(unit.path()));
    List<Node> inOrder = new ArrayList<>();
    List<RulePlan> unitRules = new ArrayList<>();
    List<EnforcePlan> enforces = new ArrayList<>();
    List<RequirePlan> requires = new ArrayList<>();
    List<FeaturePlan> features = new ArrayList<>();
    for (Step step : unit.steps()) {
      int before = graph.nodes().size();
      switch (step) {
        case Define define -> {
          Definition definition = program.definitions().get(define.definition());
          Node node = graph.define(definition);
          if (definition.value() instanceof Term.Rule) {
            RulePlan rule = rule(index, node, definition.name());
            rules.add(rule);
            unitRules.add(rule);
          }
          if (definition.extracted()) {
            features.add(new FeaturePlan(definition.index(), definition.name(), graph.plain(node)));
          }
        }
        case Enforce enforce -> enforces.add(enforce(enforce));
        case Perform perform -> graph.lower(perform.call());
        case Require require -> requires.add(require(require));
      }
      for (Node node : graph.nodes().subList(before, graph.nodes().size())) {
        if (everything ? !(node.op() instanceof Op.RuleObject) : Graph.ordered(node)) {
          inOrder.add(node);
        }
      }
    }
    List<Integer> imports = unit.imports().stream().map(unitIndex::get).toList();
    return new UnitPlan(
        index,
        unit.path(),
        always,
        always ? 0 : ++groups,
        imports,
        inOrder,
        unitRules,
        enforces,
        requires,
        features);
  }

  private RulePlan rule(int unit, Node object, String name) {
    Op.RuleObject op = (Op.RuleObject) object.op();
    Node holds = graph.holds(object);
    List<Node> conditions = new ArrayList<>();
    List<Node> described = object.inputs().subList(op.conditions(), object.inputs().size());
    Node trigger = null;
    if (op.list()) {
      conditions.add(holds);
    } else {
      conditions.addAll(graph.withHits(object.inputs().subList(0, op.conditions())));
      conditions.sort(Comparator.comparingDouble(node -> node.cost().rankInAll()));
      trigger =
          conditions.stream()
              .filter(node -> node.op() instanceof Op.Hit)
              .min(Comparator.comparingDouble(node -> node.cost().share()))
              .orElse(null);
    }
    ruleIndex.putIfAbsent(object, rules.size());
    return new RulePlan(rules.size(), unit, name, holds, object, conditions, described, trigger);
  }

  private EnforcePlan enforce(Enforce enforce) {
    List<Node> ruleNodes = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (Term term : enforce.rules()) {
      Node node = graph.lower(term);
      ruleNodes.add(node);
      indices.add(ruleIndex.getOrDefault(node, -1));
    }
    return new EnforcePlan(
        enforce, ruleNodes, indices, enforce.effects().stream().map(graph::lower).toList());
  }

  private RequirePlan require(Require require) {
    List<String> paths = require.candidates().stream().filter(unitIndex::containsKey).toList();
    return new RequirePlan(
        graph.lower(require.path()),
        paths,
        paths.stream().map(unitIndex::get).toList(),
        require.condition() == null ? null : graph.lower(require.condition()));
  }

  /**
   * Units that run on every event: the entry, what it imports, and what these require without a
   * condition.
   */
  private Set<Integer> alwaysExecuted(List<Unit> reachable) {
    Set<Integer> always = new HashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(dev.harrier.lang.source.Sources.ENTRY));
    Map<String, Unit> byPath = new LinkedHashMap<>();
    reachable.forEach(unit -> byPath.put(unit.path(), unit));
    while (!queue.isEmpty()) {
      Unit unit = byPath.get(queue.removeFirst());
      if (unit == null || !always.add(unitIndex.get(unit.path()))) {
        continue;
      }
      queue.addAll(unit.imports());
      for (Step step : unit.steps()) {
        if (step instanceof Require require
            && require.condition() == null
            && require.path() instanceof Term.Constant constant
            && constant.value() instanceof String path) {
          queue.add(path);
        }
      }
    }
    return always;
  }

  /**
   * A value is kept when it is used more than once, may throw, is costly, or is asked for from
   * outside the rules.
   */
  private void decideWhatToKeep(List<UnitPlan> units) {
    boolean strict = program.dialect() == Dialect.STRICT;
    for (Node node : graph.nodes()) {
      node.inputs().forEach(Node::used);
      if (everything || Graph.keepAlways(node, strict)) {
        node.keep();
      }
    }
    for (RulePlan rule : rules) {
      rule.conditions().forEach(Node::used);
    }
    graph.texts().forEach(text -> text.base().keep());
    units.forEach(this::keepWhatIsAskedFor);
    for (Node node : graph.nodes()) {
      if (node.uses() > 1
          && node.cost().nanos() > MAX_ATOM_NANOS
          && !(node.op() instanceof Op.Hit)) {
        node.keep();
      }
    }
  }

  private void keepWhatIsAskedFor(UnitPlan unit) {
    if (features != FeatureMode.NONE) {
      unit.features().forEach(feature -> feature.node().keep());
    }
    unit.inOrder().forEach(Node::keep);
    for (EnforcePlan enforce : unit.enforces()) {
      enforce.rules().forEach(Node::keep);
      enforce.effects().forEach(Node::keep);
    }
    for (RequirePlan require : unit.requires()) {
      require.path().keep();
      if (require.condition() != null) {
        require.condition().keep();
      }
    }
    for (RulePlan rule : unit.rules()) {
      rule.object().keep();
      rule.described().forEach(Node::keep);
    }
  }

  /** The event types that a program tells apart; events of any other type share one plan. */
  public static Set<String> eventTypes(Program program) {
    return Graph.eventTypes(program);
  }
}
