package dev.harrier.lang.check;

import dev.harrier.lang.check.Annotations.Annotated;
import dev.harrier.lang.check.Project.Role;
import dev.harrier.lang.check.Project.Use;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.type.Type;
import java.util.ArrayList;
import java.util.List;

/** The result of {@code JsonData} and {@code EntityJson} has the type that its assignment says. */
final class DynamicCalls {
  private DynamicCalls() {}

  static void check(Project project, Findings findings) {
    for (Use use : project.uses) {
      String function = String.valueOf(Project.functionName(use.call()));
      if (!Forms.DYNAMIC.contains(function)) {
        continue;
      }
      if (use.role() != Role.ASSIGNED) {
        unassigned(use, function, findings);
      } else if (use.statement() instanceof Assign assign) {
        assigned(project, assign, function, findings);
      }
    }
  }

  private static void assigned(Project project, Assign assign, String function, Findings findings) {
    String target = assign.target().identifier();
    if (assign.annotation() == null) {
      findings.error(
          Checks.DYNAMIC_CALLS,
          "`"
              + function
              + "(...)` returns a dynamic result, and the assignment must have a type annotation",
          assign.span(),
          "add a type annotation, like: `" + target + ": str = " + function + "(...)`");
      return;
    }
    Annotated annotated =
        new Annotations(project.strict(), Checks.DYNAMIC_CALLS, target, findings)
            .read(assign.annotation());
    if (annotated != null
        && function.equals(Forms.ENTITY_JSON)
        && !holdsEntity(annotated.type(), project.strict())) {
      findings.error(
          Checks.DYNAMIC_CALLS,
          "annotation is incompatible with generic return type",
          assign.annotation().span(),
          "annotation is incompatible with `EntityJson` return type `Entity[~_T]`");
    }
  }

  private static boolean holdsEntity(Type type, boolean strict) {
    return type instanceof Type.EntityOf
        || strict
            && type instanceof Type.Union union
            && union.members().size() == 2
            && union.members().getFirst() instanceof Type.EntityOf;
  }

  private static void unassigned(Use use, String function, Findings findings) {
    String type = function.equals(Forms.ENTITY_JSON) ? "Entity[str]" : "str";
    List<String> hints = new ArrayList<>();
    hints.add("assign it to a variable before using it:");
    hints.add("`SomeVariable: " + type + " = " + SourceText.of(use.call()) + "`");
    if (use.role() == Role.NESTED) {
      hints.add("`" + SourceText.of(use.statement(), use.call(), "SomeVariable") + "`");
    }
    findings.error(
        Checks.DYNAMIC_CALLS,
        "`"
            + function
            + "(...)` returns a dynamic result, and thus must be assigned to a variable with a"
            + " type annotation",
        use.call().span(),
        hints,
        List.of());
  }
}
