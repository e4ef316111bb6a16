package dev.harrier.lang.check;

import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every local variable is read somewhere in its file. */
final class UnusedLocals {
  private UnusedLocals() {}

  static void check(Project project, Findings findings) {
    project.units.forEach(
        (path, unit) -> {
          Set<String> read = new HashSet<>();
          for (Statement statement : unit.statements()) {
            Walk.each(
                Walk.value(statement),
                e -> {
                  if (e instanceof Tree.Name name && name.local()) {
                    read.add(name.identifier());
                  }
                });
          }
          for (List<Assign> all : project.stored(path).values()) {
            Tree.Name name = all.getFirst().target();
            if (name.local() && !read.contains(name.identifier())) {
              findings.error(
                  Checks.UNUSED_LOCALS,
                  "unused local variable: `" + name.identifier() + "`",
                  name.span(),
                  "this variable is not used anywhere, and thus has no effect. either delete or"
                      + " comment it out");
            }
          }
        });
  }
}
