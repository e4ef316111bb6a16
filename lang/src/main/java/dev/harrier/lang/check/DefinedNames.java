package dev.harrier.lang.check;

import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.syntax.Tree.Statement;
import dev.harrier.lang.syntax.Tree.StringLiteral;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every name is stored before it is read, in the same file or in one imported above. */
final class DefinedNames {
  private final Project project;
  private final Findings findings;
  private final Set<String> scope = new LinkedHashSet<>();

  private DefinedNames(Project project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  static void check(Project project, Findings findings) {
    project.units.forEach((path, unit) -> new DefinedNames(project, findings).check(unit));
  }

  private void check(Tree.Unit unit) {
    for (Statement statement : unit.statements()) {
      Walk.each(
          Walk.value(statement),
          e -> {
            if (e instanceof Name name && !scope.contains(name.identifier())) {
              missing(name, statement);
            }
          });
      switch (statement) {
        case Assign assign -> scope.add(assign.target().identifier());
        case Tree.CallStatement call -> {
          for (StringLiteral imported : project.importedBy(call.call())) {
            for (List<Assign> all : project.stored(imported.value()).values()) {
              Name name = all.getFirst().target();
              if (!name.local()) {
                scope.add(name.identifier());
              }
            }
          }
        }
      }
    }
  }

  private void missing(Name name, Statement statement) {
    String identifier = name.identifier();
    if (statement instanceof Assign assign && assign.target().identifier().equals(identifier)) {
      report(
          name,
          "cannot both store and load the same value within an assignment",
          "you cannot use the identifier you are assigning to in its assignment",
          "assignment happens here:",
          assign);
    } else if (name.local()) {
      findings.error(
          Checks.DEFINED_NAMES,
          "unknown local variable",
          name.span(),
          "`" + identifier + "` does not exist in this file",
          "variables that start with `_` can only be used in the file they're declared in");
    } else {
      missingFeature(name);
    }
  }

  private void missingFeature(Name name) {
    String message = "unknown identifier";
    List<Assign> elsewhere = project.globals().get(name.identifier());
    if (elsewhere != null) {
      report(
          name,
          message,
          "this identifier was not imported into this file",
          "however, it was found here:",
          elsewhere.getFirst());
      return;
    }
    List<String> near = scope.stream().filter(n -> !n.startsWith("_")).toList();
    String similar = Similar.to(name.identifier(), near);
    String where = "in-scope ";
    if (similar == null) {
      similar = Similar.to(name.identifier(), project.globals().keySet());
      where = "";
    }
    List<Assign> places = similar == null ? null : project.globals().get(similar);
    if (places == null) {
      String hint = "`" + name.identifier() + "` does not exist in any rule files. typo, perhaps?";
      report(name, message, hint, null, null);
      return;
    }
    report(
        name,
        message,
        "this identifier not found",
        "however, a similar " + where + "identifier was found here:",
        places.getFirst());
  }

  private void report(
      Name name, String message, String hint, @Nullable String lead, @Nullable Assign place) {
    List<Related> related = place == null ? List.of() : List.of(Findings.at(place.target().span()));
    findings.error(Checks.DEFINED_NAMES, message, name.span(), List.of(hint), related, lead);
  }
}
