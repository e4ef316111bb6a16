package dev.harrier.lang.check;

import dev.harrier.lang.check.Project.Use;
import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.syntax.Tree.StringLiteral;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Labels that rules add or remove are declared, and for the type of the entity. An entity made in
 * the call itself is not looked at.
 */
final class Labels {
  /**
   * Aliases followed from the label's entity to where it is made; names refer backwards, so this
   * bounds only odd chains.
   */
  private static final int ALIASES_MAX = 100;

  private final Project project;
  private final Findings findings;
  private final Map<Call, BoundCall> calls;

  private Labels(Project project, Findings findings, Map<Call, BoundCall> calls) {
    this.project = project;
    this.findings = findings;
    this.calls = calls;
  }

  static void check(Project project, Findings findings, Map<Call, BoundCall> calls) {
    Labels labels = new Labels(project, findings, calls);
    for (Use use : project.uses) {
      String function = String.valueOf(Project.functionName(use.call()));
      if (function.equals(Forms.LABEL_ADD) || function.equals(Forms.LABEL_REMOVE)) {
        labels.check(use);
      }
    }
  }

  private void check(Use use) {
    StringLiteral label = label(use);
    if (label == null || !(Project.argument(use.call(), "entity") instanceof Name entity)) {
      return;
    }
    Configuration.Label declared = project.configuration.labels().get(label.value());
    if (declared == null) {
      unknown(label);
      return;
    }
    String type = entityType(entity, use.path());
    if (type != null && declared.validFor() != null && !declared.validFor().contains(type)) {
      String valid =
          declared.validFor().stream().map(t -> "`" + t + "`").collect(Collectors.joining(", "));
      findings.error(
          Checks.LABELS,
          "label is not valid for this entity type",
          entity.span(),
          List.of("entity has type `" + type + "`, this label is valid for " + valid),
          declared.validForSpan() == null
              ? List.of()
              : List.of(
                  Findings.at(declared.validForSpan(), "valid types for this label are set here")));
    }
  }

  private @Nullable StringLiteral label(Use use) {
    Expression label = Project.argument(use.call(), "label");
    if (label instanceof Name name) {
      Assign definition = project.definition(name, use.path());
      label = definition == null ? null : definition.value();
    }
    return label instanceof StringLiteral text ? text : null;
  }

  private void unknown(StringLiteral label) {
    String similar = Similar.to(label.value(), project.configuration.labels().keySet());
    String hint = "there is no `" + label.value() + "` label in the config";
    List<Related> related =
        project.configuration.labelsSpan() == null
            ? List.of()
            : List.of(
                Findings.at(
                    project.configuration.labelsSpan(), "add the label to the config here"));
    findings.error(
        Checks.LABELS,
        "unknown label",
        label.span(),
        List.of(similar == null ? hint : hint + ", did you mean `" + similar + "`?"),
        related);
  }

  private @Nullable String entityType(Name entity, String path) {
    Name name = entity;
    String file = path;
    for (int i = 0; i < ALIASES_MAX; i++) {
      Assign definition = project.definition(name, file);
      if (definition == null) {
        return null;
      }
      if (definition.value() instanceof Call call) {
        BoundCall bound = calls.get(call);
        return bound == null || !(bound.constants().get("type") instanceof String type)
            ? null
            : type;
      }
      if (!(definition.value() instanceof Name alias)) {
        return null;
      }
      name = alias;
      file = definition.span().path();
    }
    return null;
  }
}
