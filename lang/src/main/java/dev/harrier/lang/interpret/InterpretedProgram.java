package dev.harrier.lang.interpret;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.RuleSettings;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Define;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import dev.harrier.lang.program.Term;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A checked project run by the {@link Interpreter}. */
public final class InterpretedProgram implements RuleProgram {
  private final Program program;

  public InterpretedProgram(Program program) {
    this.program = program;
  }

  @Override
  public String version() {
    return program.version();
  }

  @Override
  public List<RuleInfo> rules() {
    List<RuleInfo> rules = new ArrayList<>();
    for (Unit unit : program.reachable()) {
      for (Step step : unit.steps()) {
        if (step instanceof Define define) {
          Definition definition = program.definitions().get(define.definition());
          if (definition.value() instanceof Term.Rule rule) {
            rules.add(
                new RuleInfo(
                    rule.name(),
                    rule.description().template(),
                    definition.file().path(),
                    definition.span().line()));
          }
        }
      }
    }
    return List.copyOf(rules);
  }

  @Override
  public List<RuleSettings> settings() {
    List<RuleSettings> settings = new ArrayList<>();
    for (Unit unit : program.reachable()) {
      for (Step step : unit.steps()) {
        if (step instanceof Enforce enforce) {
          settings.add(enforce.settings());
        }
      }
    }
    return List.copyOf(settings);
  }

  @Override
  public Map<String, ActionInfo> actions() {
    return program.actions();
  }

  @Override
  public Evaluator newEvaluator(FeatureMode features) {
    return new Interpreter(program, features);
  }
}
