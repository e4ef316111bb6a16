package dev.harrier.lang.check;

import dev.harrier.lang.check.Project.Use;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.syntax.Tree.StringLiteral;
import java.util.Collection;

/** Actions and queues that the effects name are declared. */
final class Actions {
  private final Project project;
  private final Findings findings;

  private Actions(Project project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  static void check(Project project, Findings findings) {
    Actions check = new Actions(project, findings);
    for (Use use : project.uses) {
      switch (String.valueOf(Project.functionName(use.call()))) {
        case Forms.ENFORCE ->
            check.declared(use, "action", project.configuration.actions().keySet());
        case Forms.REVIEW -> check.declared(use, "queue", project.configuration.queues());
        default -> {}
      }
    }
  }

  private void declared(Use use, String kind, Collection<String> names) {
    Expression given = Project.argument(use.call(), kind);
    if (given instanceof Name name) {
      Assign definition = project.definition(name, use.path());
      given = definition == null ? null : definition.value();
    }
    if (!(given instanceof StringLiteral literal) || names.contains(literal.value())) {
      return;
    }
    String similar = Similar.to(literal.value(), names);
    String hint =
        "there is no `" + literal.value() + "` among the `" + kind + "s` of the configuration";
    findings.error(
        Checks.ACTIONS,
        "unknown " + kind,
        literal.span(),
        similar == null ? hint : hint + ", did you mean `" + similar + "`?");
  }
}
