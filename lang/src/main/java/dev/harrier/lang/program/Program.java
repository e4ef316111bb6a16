package dev.harrier.lang.program;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.RuleSettings;
import dev.harrier.lang.function.ModelCall;
import dev.harrier.lang.function.ModelFunctions;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked project.
 *
 * @param definitions every named value, in an order in which each comes after those it refers to;
 *     {@link Term.Reference#definition} indexes it
 * @param units files by path, in order of path; {@code main.sml} is the entry
 * @param actions the project's actions by name, in order of declaration
 * @param version content hash of the sources and configuration, {@code sha256:…}
 */
public record Program(
    Dialect dialect,
    List<Definition> definitions,
    Map<String, Unit> units,
    Map<String, ActionInfo> actions,
    String version) {
  public Program {
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
    definitions = List.copyOf(definitions);
    units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
  }

  /**
   * A name and its value.
   *
   * @param extracted whether it is an output feature
   * @param entityType type of the entity it holds; null if it holds none
   * @param type the annotation's type if there is one, else the value's
   */
  public record Definition(
      int index,
      String name,
      boolean extracted,
      @Nullable String entityType,
      dev.harrier.lang.type.Type type,
      Term value,
      SourceFile file,
      Span span) {
    public boolean local() {
      return name.startsWith("_");
    }

    /** The score of a model that it is; null if it is none. */
    public @Nullable ModelCall score() {
      return value instanceof Term.Call call
          ? ModelFunctions.scored(call.function(), call.prepared())
          : null;
    }
  }

  /**
   * What a file does, once, when it is executed: first its imports, then its steps.
   *
   * @param imports paths of imported files, in order; executed first, never twice
   */
  public record Unit(String path, List<String> imports, List<Step> steps) {
    public Unit {
      imports = List.copyOf(imports);
      steps = List.copyOf(steps);
    }
  }

  public sealed interface Step {}

  /** Evaluates a definition. */
  public record Define(int definition) implements Step {}

  /**
   * {@code WhenRules}: emits the effects if any rule holds.
   *
   * @param settings how the effects are to be carried out
   * @param rules terms of type rule; failed ones are skipped. Where the author gave no list
   *     literal, nor a name of one, the only term is of a list type: its items are the rules
   * @param effects terms of type effect; failed ones are dropped; likewise
   */
  public record Enforce(Span span, RuleSettings settings, List<Term> rules, List<Term> effects)
      implements Step {
    public Enforce {
      rules = List.copyOf(rules);
      effects = List.copyOf(effects);
    }
  }

  /** A call of a statement function that is none of the language's own forms. */
  public record Perform(Term.Call call) implements Step {}

  /**
   * {@code Require}: executes another file if the condition holds; a failed condition does not. The
   * files' definitions are still only evaluated there.
   *
   * @param path constant or format
   * @param candidates every file that the path can name, in order
   * @param condition null for always
   */
  public record Require(Span span, Term path, List<String> candidates, @Nullable Term condition)
      implements Step {
    public Require {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * The files that may execute, in order of first execution: imports first, then the entry, then
   * required files as they appear.
   */
  public List<Unit> reachable() {
    List<Unit> order = new ArrayList<>();
    Map<String, Boolean> seen = new LinkedHashMap<>();
    List<String> queue = new ArrayList<>(List.of(dev.harrier.lang.source.Sources.ENTRY));
    for (int i = 0; i < queue.size(); i++) {
      visit(queue.get(i), seen, order, queue);
    }
    return order;
  }

  private void visit(String path, Map<String, Boolean> seen, List<Unit> order, List<String> queue) {
    Unit unit = units.get(path);
    if (unit == null || seen.putIfAbsent(path, true) != null) {
      return;
    }
    for (String imported : unit.imports()) {
      visit(imported, seen, order, queue);
    }
    order.add(unit);
    for (Step step : unit.steps()) {
      if (step instanceof Require require) {
        queue.addAll(require.candidates());
      }
    }
  }
}
