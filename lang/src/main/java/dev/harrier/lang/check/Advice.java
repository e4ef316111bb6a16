package dev.harrier.lang.check;

import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Define;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Perform;
import dev.harrier.lang.program.Program.Require;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Warnings of the strict dialect: a rule that no {@code WhenRules} uses, a feature that nothing
 * reads, a condition that is the same on every event. The project means what it says all the same.
 */
final class Advice {
  static final String CODE = "Advice";

  private final Program program;
  private final Findings findings;

  /** Names that are mentioned anywhere, as a value, in a constant, or as a counter that is read. */
  private final Set<String> mentioned = new HashSet<>();

  private final BitSet enforced = new BitSet();

  private Advice(Program program, Findings findings) {
    this.program = program;
    this.findings = findings;
  }

  static void give(Program program, Project project, Findings findings) {
    Advice advice = new Advice(program, findings);
    project.units.values().forEach(advice::mentions);
    for (Definition definition : program.definitions()) {
      advice.term(definition.value());
    }
    for (Unit unit : program.units().values()) {
      unit.steps().forEach(advice::step);
    }
    program.definitions().forEach(advice::unused);
  }

  private void mentions(Tree.Unit unit) {
    for (Tree.Statement statement : unit.statements()) {
      Walk.each(Walk.value(statement), this::mention);
    }
  }

  private void mention(Tree.Expression expression) {
    if (expression instanceof Tree.Name name) {
      mentioned.add(name.identifier());
    } else if (expression instanceof Tree.Call call
        && Project.argument(call, "counter") instanceof Tree.StringLiteral counter) {
      mentioned.add(counter.value());
    }
  }

  private void step(Step step) {
    switch (step) {
      case Define define -> {}
      case Enforce enforce -> {
        enforce.rules().forEach(this::enforce);
        enforce.effects().forEach(this::enforce);
        enforce.rules().forEach(this::term);
        enforce.effects().forEach(this::term);
      }
      case Perform perform -> term(perform.call());
      case Require require -> {
        term(require.path());
        if (require.condition() != null) {
          term(require.condition());
          condition(require.condition());
        }
      }
    }
  }

  /** Everything that a term depends on is used by the effects. */
  private void enforce(Term term) {
    List<Term> waiting = new ArrayList<>(List.of(term));
    while (!waiting.isEmpty()) {
      Term next = waiting.removeLast();
      waiting.addAll(Term.operands(next));
      if (next instanceof Term.Reference reference && !enforced.get(reference.definition())) {
        enforced.set(reference.definition());
        waiting.add(program.definitions().get(reference.definition()).value());
      }
    }
  }

  private void term(Term term) {
    switch (term) {
      case Term.Rule rule -> {
        if (rule.when() instanceof Term.ListOf list) {
          list.items().forEach(this::condition);
        } else {
          condition(rule.when());
        }
      }
      case Term.And and -> and.operands().forEach(this::condition);
      case Term.Or or -> or.operands().forEach(this::condition);
      default -> {}
    }
    Term.operands(term).forEach(this::term);
  }

  private void condition(Term term) {
    if (constant(term) && !(term instanceof Term.And) && !(term instanceof Term.Or)) {
      warn("condition is constant", term.span(), "it has the same value on every event");
    }
  }

  private static boolean constant(Term term) {
    return switch (term) {
      case Term.Constant constant -> !(constant.value() instanceof List<?> list && list.isEmpty());
      case Term.Reference reference -> false;
      case Term.Json json -> false;
      case Term.Call call -> false;
      default -> Term.operands(term).stream().allMatch(Advice::constant);
    };
  }

  private void unused(Definition definition) {
    String name = definition.name();
    if (definition.value() instanceof Term.Rule) {
      if (!enforced.get(definition.index())) {
        warn(
            "rule `" + name + "` is not used",
            definition.span(),
            "no `WhenRules` depends on it, so it has no effect");
      }
    } else if (!definition.local() && !mentioned.contains(name)) {
      warn(
          "feature `" + name + "` is not read",
          definition.span(),
          "it is computed for the output only");
    }
  }

  private void warn(String message, Span span, String hint) {
    findings.add(Diagnostic.warning(CODE, message, span, hint));
  }
}
