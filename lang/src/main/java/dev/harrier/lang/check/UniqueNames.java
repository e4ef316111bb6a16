package dev.harrier.lang.check;

import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.syntax.Tree.Assign;
import java.util.Comparator;
import java.util.List;

/** Every name is stored once: a feature in the whole project, a local variable in its file. */
final class UniqueNames {
  private UniqueNames() {}

  static void check(Project project, Findings findings) {
    project
        .globals()
        .values()
        .forEach(
            all ->
                report(
                    all,
                    "features must be unique across all rule files",
                    "this feature is defined in multiple locations",
                    findings));
    for (String path : project.units.keySet()) {
      for (List<Assign> all : project.stored(path).values()) {
        if (all.getFirst().target().local()) {
          report(
              all,
              "local variables must be unique in their file",
              "this local variable is defined in multiple locations",
              findings);
        }
      }
    }
  }

  private static void report(List<Assign> all, String message, String hint, Findings findings) {
    if (all.size() < 2) {
      return;
    }
    List<Assign> sorted = all.stream().sorted(Comparator.comparing(Assign::span)).toList();
    List<Related> others =
        sorted.stream().skip(1).map(a -> Findings.at(a.target().span())).toList();
    findings.error(
        Checks.UNIQUE_NAMES,
        message,
        sorted.getFirst().target().span(),
        List.of(hint),
        others,
        "such as:");
  }
}
