package dev.harrier.lang.plan;

import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Enforce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a program is run on events of one type.
 *
 * @param everything whether every node is evaluated, unshared and in program order, as the language
 *     says
 * @param nodes all computations; a node's inputs come before it
 * @param units what runs, by unit, in order of first execution
 * @param rules all rules of these units in program order
 * @param texts texts that are scanned for literals once an event
 * @param symbols leaves that are compared with constants
 * @param atoms shared cheap conditions, by group of units
 */
public record Plan(
    Program program,
    boolean everything,
    List<Node> nodes,
    List<UnitPlan> units,
    List<RulePlan> rules,
    List<TextPlan> texts,
    List<SymbolPlan> symbols,
    List<AtomPlan> atoms) {
  public Plan {
    nodes = List.copyOf(nodes);
    units = List.copyOf(units);
    rules = List.copyOf(rules);
    texts = List.copyOf(texts);
    symbols = List.copyOf(symbols);
    atoms = List.copyOf(atoms);
  }

  /** Words that hold the atoms of all groups. */
  public int atomWords() {
    return atoms.stream().mapToInt(AtomPlan::words).sum();
  }

  /**
   * Cheap conditions that several rules of a group of units share: each is computed once an event,
   * into one bit, and rules are ruled out 64 conditions at a time. Units that always run form one
   * group, any other unit is one by itself, so that nothing is computed for a file that does not
   * run.
   *
   * @param firstWord where the group's bits start
   */
  public record AtomPlan(int firstWord, List<Node> atoms) {
    public AtomPlan {
      atoms = List.copyOf(atoms);
    }

    public int words() {
      return (atoms.size() + 63) >>> 6;
    }

    /** The atoms among a rule's conditions, as bits. */
    public long[] masks(RulePlan rule) {
      long[] masks = new long[words()];
      for (Node condition : rule.conditions()) {
        int bit = atoms.indexOf(condition);
        if (bit >= 0) {
          masks[bit >> 6] |= 1L << bit;
        }
      }
      return masks;
    }
  }

  /**
   * One file.
   *
   * @param always whether every event runs it
   * @param atomGroup index into {@link Plan#atoms}
   * @param inOrder nodes that read or write state, evaluated in this order whether or not they
   *     matter; with {@code everything}, all nodes
   */
  public record UnitPlan(
      int index,
      String path,
      boolean always,
      int atomGroup,
      List<Integer> imports,
      List<Node> inOrder,
      List<RulePlan> rules,
      List<EnforcePlan> enforces,
      List<RequirePlan> requires,
      List<FeaturePlan> features) {
    public UnitPlan {
      imports = List.copyOf(imports);
      inOrder = List.copyOf(inOrder);
      rules = List.copyOf(rules);
      enforces = List.copyOf(enforces);
      requires = List.copyOf(requires);
      features = List.copyOf(features);
    }
  }

  /**
   * One rule.
   *
   * @param holds its exact value: true, false or failed
   * @param object the rule as a value
   * @param conditions what has to be true for it to fire, cheapest and most selective first
   * @param described the names of its description, none of which may have failed
   * @param trigger a condition that the literal scan answers and without which the rule cannot
   *     fire; null if there is none
   */
  public record RulePlan(
      int index,
      int unit,
      String name,
      Node holds,
      Node object,
      List<Node> conditions,
      List<Node> described,
      @Nullable Node trigger) {
    public RulePlan {
      conditions = List.copyOf(conditions);
      described = List.copyOf(described);
    }
  }

  /**
   * One {@code WhenRules}.
   *
   * @param source the step that it carries out
   * @param rules rule objects
   * @param ruleIndices their indices in {@link Plan#rules}, −1 for one that is not a rule of its
   *     own
   */
  public record EnforcePlan(
      Enforce source, List<Node> rules, List<Integer> ruleIndices, List<Node> effects) {
    public EnforcePlan {
      rules = List.copyOf(rules);
      ruleIndices = List.copyOf(ruleIndices);
      effects = List.copyOf(effects);
    }
  }

  /**
   * One {@code Require}.
   *
   * @param path constant text or format
   * @param candidates indices of units, parallel to {@code paths}
   */
  public record RequirePlan(
      Node path, List<String> paths, List<Integer> candidates, @Nullable Node condition) {
    public RequirePlan {
      paths = List.copyOf(paths);
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * An output feature.
   *
   * @param definition index in {@link Program#definitions}
   */
  public record FeaturePlan(int definition, String name, Node node) {}

  /**
   * A text that is scanned once.
   *
   * @param literals lower-cased ASCII, distinct
   * @param located positions of literals whose places in the text are wanted, because a regular
   *     expression's matches begin there
   */
  public record TextPlan(int index, Node base, List<String> literals, List<Integer> located) {
    public TextPlan {
      literals = List.copyOf(literals);
      located = List.copyOf(located);
    }
  }

  /** A leaf compared with constants: each constant's position is its symbol. */
  public record SymbolPlan(int index, Node leaf, List<String> constants) {
    public SymbolPlan {
      constants = List.copyOf(constants);
    }
  }
}
