package dev.harrier.lang.check;

import dev.harrier.decision.RuleSettings;
import dev.harrier.lang.check.Annotations.Annotated;
import dev.harrier.lang.check.Annotations.Wrapper;
import dev.harrier.lang.check.Hoisting.Hoisted;
import dev.harrier.lang.program.JsonRead;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Statement;
import dev.harrier.lang.type.Compatibility;
import dev.harrier.lang.type.Compatibility.Fit;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.type.TypeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types all files, each after those it imports, and builds the program from them. */
final class ProgramBuilder {
  private final Project project;
  private final Map<Call, BoundCall> calls;
  private final Findings findings;
  private final Map<Call, Hoisted> hoisted;
  private final Definitions definitions = new Definitions();
  private final Map<String, Program.Unit> units = new LinkedHashMap<>();
  private final Set<String> visited = new HashSet<>();

  private ProgramBuilder(Project project, Map<Call, BoundCall> calls, Findings findings) {
    this.project = project;
    this.calls = calls;
    this.hoisted = Hoisting.of(project, calls);
    this.findings = findings;
  }

  /** The program means something only if there are no errors. */
  static Program build(
      Project project, Map<Call, BoundCall> calls, Findings findings, String version) {
    ProgramBuilder builder = new ProgramBuilder(project, calls, findings);
    project.units.keySet().forEach(builder::visit);
    Map<String, Program.Unit> ordered = new LinkedHashMap<>();
    project.units.keySet().forEach(path -> ordered.put(path, builder.units.get(path)));
    return new Program(
        project.dialect,
        builder.definitions.list(),
        ordered,
        project.configuration.actions(),
        version);
  }

  private void visit(String path) {
    if (visited.add(path)) {
      project.imports(path).forEach(this::visit);
      units.put(path, new FileBuilder(path).build());
    }
  }

  /** One file. */
  private final class FileBuilder {
    private final String path;
    private final ExpressionTypes types;
    private final List<Step> steps = new ArrayList<>();

    FileBuilder(String path) {
      this.path = path;
      this.types = new ExpressionTypes(project, calls, hoisted, definitions, findings, path);
    }

    Program.Unit build() {
      for (Statement statement : project.unit(path).statements()) {
        switch (statement) {
          case Assign assign -> assign(assign);
          case Tree.CallStatement call -> statement(call.call());
        }
      }
      return new Program.Unit(path, project.imports(path), steps);
    }

    private void assign(Assign assign) {
      Annotated annotated = annotated(assign);
      Term value = value(assign, annotated);
      boolean secret = annotated != null && annotated.wrapper() == Wrapper.SECRET;
      if (annotated != null && assign.annotation() != null) {
        value = converted(assign, assign.annotation(), value, annotated.type());
      } else if (assign.annotation() == null && isEmptyList(assign.value())) {
        untypedList(assign);
      }
      boolean disclosed = annotated != null && annotated.readsSecret();
      if (!disclosed && types.passesOnSecret(assign.value())) {
        findings.error(
            Checks.TYPES,
            "assignments can not include non-extractable features if they are not marked Secret",
            assign.span(),
            "name '" + assign.target().identifier() + "' is not marked as non-extractable");
      }
      define(assign, value, annotated, secret);
    }

    private void define(Assign assign, Term value, @Nullable Annotated annotated, boolean secret) {
      boolean plain = Literals.isPlain(assign.value());
      boolean literalWanted = annotated != null && annotated.wrapper() == Wrapper.EXTRACT_LITERAL;
      boolean extracted = !assign.target().local() && !secret && (!plain || literalWanted);
      Type type =
          annotated != null
              ? annotated.type()
              : assign.annotation() != null ? Type.ANY : value.type();
      Definition definition =
          new Definition(
              definitions.next(),
              assign.target().identifier(),
              extracted,
              entityType(assign.value(), value),
              type,
              value,
              project.unit(path).file(),
              assign.span());
      definitions.add(definition, secret);
      steps.add(new Program.Define(definition.index()));
    }

    /** Evaluates a term once under a name that no author can write. */
    private Term hidden(String name, Term value) {
      Definition definition =
          new Definition(
              definitions.next(),
              name,
              false,
              null,
              value.type(),
              value,
              project.unit(path).file(),
              value.span());
      definitions.add(definition, false);
      steps.add(new Program.Define(definition.index()));
      return new Term.Reference(value.span(), value.type(), definition.index());
    }

    private @Nullable Annotated annotated(Assign assign) {
      if (assign.annotation() == null) {
        return null;
      }
      String target = assign.target().identifier();
      return new Annotations(project.strict(), Checks.TYPES, target, findings)
          .read(assign.annotation());
    }

    private Term value(Assign assign, @Nullable Annotated annotated) {
      if (assign.value() instanceof Call call) {
        String function = String.valueOf(Project.functionName(call));
        if (function.equals(Forms.RULE)) {
          return types.rule(call, assign.target().identifier());
        }
        if (FeatureForms.isForm(project.function(call))) {
          Term feature =
              new FeatureForms(project, calls, definitions, types, findings, path, this::hidden)
                  .term(call, assign.target().identifier());
          return feature == null ? new Term.Constant(call.span(), Type.ANY, null) : feature;
        }
        if (ModelForms.isForm(project.function(call))) {
          Term score =
              new ModelForms(project, calls, definitions, types, findings)
                  .term(call, assign.target().identifier());
          return score == null ? new Term.Constant(call.span(), Type.ANY, null) : score;
        }
        if (Forms.DYNAMIC.contains(function) && annotated != null) {
          types.arguments(call);
          return json(call, function, annotated);
        }
      }
      return types.type(assign.value());
    }

    private Term json(Call call, String function, Annotated annotated) {
      BoundCall bound = calls.get(call);
      if (bound == null || bound.path() == null) {
        throw new AssertionError("checked before: call at " + call.span());
      }
      boolean entity = function.equals(Forms.ENTITY_JSON);
      Object entityType = entity ? bound.constants().get("type") : null;
      boolean secret = annotated.readsSecret();
      JsonRead read =
          new JsonRead(
              bound.path(),
              entity ? identifier(annotated.type()) : annotated.type(),
              entityType == null ? null : entityType.toString(),
              literalOrTrue(Project.argument(call, "required")),
              !secret && literalOrTrue(Project.argument(call, "coerce_type")),
              secret);
      return new Term.Json(
          call.span(),
          annotated.type(),
          read,
          unlessLiteral(call, "required"),
          secret ? null : unlessLiteral(call, "coerce_type"));
    }

    private static boolean literalOrTrue(@Nullable Expression expression) {
      return !(expression instanceof Tree.BoolLiteral literal) || literal.value();
    }

    private @Nullable Term unlessLiteral(Call call, String parameter) {
      Expression value = Project.argument(call, parameter);
      return value == null || value instanceof Tree.BoolLiteral
          ? null
          : types.as(types.quietly(value), Type.BOOL);
    }

    /** The type of the id; optional where the entity is. */
    private static Type identifier(Type type) {
      List<Type> members = new ArrayList<>();
      for (Type member : Compatibility.members(type)) {
        members.add(member instanceof Type.EntityOf entity ? entity.id() : member);
      }
      return Compatibility.union(members);
    }

    private Term converted(Assign assign, Tree.Annotation annotation, Term value, Type expected) {
      if (types.fit(value, expected) == Fit.NONE) {
        List<Related> related = new ArrayList<>();
        related.add(
            Findings.at(annotation.span(), "expected `" + TypeText.of(expected) + "` due to this"));
        related.addAll(types.origin(assign.value(), value.type()));
        findings.error(
            Checks.TYPES,
            "incompatible types in assignment",
            assign.value().span(),
            List.of(
                ExpressionTypes.has(value.type()) + ", expected `" + TypeText.of(expected) + "`"),
            related);
      }
      return types.as(value, expected);
    }

    private void untypedList(Assign assign) {
      findings.error(
          Checks.TYPES,
          "empty list literal has a dynamic item type, and thus must be assigned to a variable"
              + " with a type annotation",
          assign.span(),
          "give this variable a type annotation, eg:",
          "`" + assign.target().identifier() + ": List[str] = []`");
    }

    private static boolean isEmptyList(Expression value) {
      return value instanceof Tree.ListLiteral list && list.items().isEmpty();
    }

    private @Nullable String entityType(Expression expression, Term value) {
      if (value instanceof Term.Json json) {
        return json.read().entityType();
      }
      if (value instanceof Term.Reference reference && value.type() instanceof Type.EntityOf) {
        return definitions.at(reference.definition()).entityType();
      }
      BoundCall bound = expression instanceof Call call ? calls.get(call) : null;
      return bound != null && bound.function().name().equals(Forms.ENTITY)
          ? String.valueOf(bound.constants().get("type"))
          : null;
    }

    private void statement(Call call) {
      switch (String.valueOf(Project.functionName(call))) {
        case Forms.IMPORT -> {}
        case Forms.REQUIRE -> steps.add(require(call));
        case Forms.WHEN_RULES -> steps.add(enforce(call));
        default -> {
          if (types.type(call) instanceof Term.Call term) {
            steps.add(new Program.Perform(term));
          }
        }
      }
    }

    private Step require(Call call) {
      Term rule = types.type(Project.given(call, "rule"));
      List<String> candidates =
          switch (rule) {
            case Term.Format format -> {
              Glob glob = Glob.of(format.template());
              yield project.units.keySet().stream().filter(glob::matches).toList();
            }
            case Term.Constant constant -> List.of(String.valueOf(constant.value()));
            default -> throw new AssertionError("checked before: call at " + call.span());
          };
      Expression condition = Project.argument(call, "require_if");
      Term when = condition == null ? null : types.as(condition, call, "require_if", Type.BOOL);
      return new Program.Require(call.span(), rule, candidates, when);
    }

    private Step enforce(Call call) {
      List<Term> rules = items(call, "rules_any", Type.Special.RULE);
      List<Term> effects = items(call, "then", Type.Special.EFFECT);
      List<String> names = new ArrayList<>();
      rules.forEach(rule -> names.add(named(rule)));
      RuleSettings settings = Settings.of(bound(call), names);
      if (settings.rolloutPercent() < 100 && effects.stream().noneMatch(this::hasEntity)) {
        findings.error(
            Checks.TYPES,
            "a rollout needs an effect on an entity",
            call.span(),
            "the share is taken of entities: none of the effects has an `entity`");
      }
      return new Program.Enforce(call.span(), settings, rules, effects);
    }

    private BoundCall bound(Call call) {
      BoundCall bound = calls.get(call);
      if (bound == null) {
        throw new AssertionError("checked before: call at " + call.span());
      }
      return bound;
    }

    private String named(Term rule) {
      return rule instanceof Term.Reference reference
          ? definitions.at(reference.definition()).name()
          : rule instanceof Term.Rule value ? value.name() : rule.span().toString();
    }

    private boolean hasEntity(Term effect) {
      Term value =
          effect instanceof Term.Reference reference
              ? definitions.at(reference.definition()).value()
              : effect;
      return !(value instanceof Term.Call call)
          || call.function().parameters().stream()
              .anyMatch(p -> p.name().equals("entity") && p.type() instanceof Type.EntityOf);
    }

    /**
     * The items of a list literal, also of one that a name stands for; otherwise the one term that
     * gives the list.
     */
    private List<Term> items(Call call, String parameter, Type item) {
      Term list = types.as(Project.given(call, parameter), call, parameter, Type.listOf(item));
      Term value =
          list instanceof Term.Reference reference
              ? definitions.at(reference.definition()).value()
              : list;
      return switch (value) {
        case Term.ListOf literal -> literal.items();
        case Term.Constant constant
            when constant.value() instanceof List<?> items && items.isEmpty() ->
            List.of();
        default -> {
          if (project.strict() && list.type().equals(Type.listOf(Type.ANY))) {
            dynamicItems(call, parameter, list, item);
          }
          yield List.of(list);
        }
      };
    }

    /** In the strict dialect nothing goes for a rule or effect that is none. */
    private void dynamicItems(Call call, String parameter, Term list, Type item) {
      findings.error(
          Checks.TYPES,
          "argument `"
              + parameter
              + "` to `"
              + Project.functionName(call)
              + "` has incompatible type",
          list.span(),
          ExpressionTypes.has(list.type()) + ", expected `" + TypeText.of(Type.listOf(item)) + "`");
    }
  }
}
