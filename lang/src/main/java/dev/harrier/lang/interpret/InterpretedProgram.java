package dev.harrier.lang.interpret;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.Event;
import dev.harrier.lang.program.Coercion;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Define;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.type.TypeText;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checked project run by the {@link Interpreter}. */
public final class InterpretedProgram implements RuleProgram {
  private final Program program;
  private final Map<String, Term.Json> entities = new LinkedHashMap<>();

  public InterpretedProgram(Program program) {
    this.program = program;
    for (Definition definition : program.definitions()) {
      if (definition.extracted()
          && definition.value() instanceof Term.Json json
          && json.read().entityType() != null) {
        entities.put(definition.name(), json);
      }
    }
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
  public List<FeatureInfo> features() {
    List<FeatureInfo> features = new ArrayList<>();
    for (Definition definition : program.definitions()) {
      if (definition.extracted()) {
        features.add(
            new FeatureInfo(
                definition.name(),
                TypeText.of(output(definition.type())),
                definition.entityType(),
                entities.containsKey(definition.name())));
      }
    }
    return List.copyOf(features);
  }

  /** The type of a value of that type in the output. */
  private static Type output(Type type) {
    return switch (type) {
      case Type.EntityOf entity -> entity.id();
      case Type.Special special ->
          switch (special) {
            case RULE -> Type.BOOL;
            case TIME_DELTA -> Type.FLOAT;
            case EXPERIMENT -> Type.listOf(Type.STR);
            case EFFECT -> special;
          };
      case Type.Union union ->
          new Type.Union(union.members().stream().map(InterpretedProgram::output).toList());
      case Type.Any any -> any;
      case Type.Simple simple -> simple;
      case Type.ListOf list -> list;
      case Type.Variable variable -> variable;
    };
  }

  @Override
  public @Nullable String entity(Event event, String feature) {
    Term.Json json = entities.get(feature);
    if (json == null) {
      return null;
    }
    try {
      Object id = Coercion.plain(event, json.read());
      return id == null ? null : id.toString();
    } catch (NodeFailure absent) {
      return null;
    }
  }

  @Override
  public Evaluator newEvaluator(FeatureMode features) {
    return new Interpreter(program, features);
  }
}
