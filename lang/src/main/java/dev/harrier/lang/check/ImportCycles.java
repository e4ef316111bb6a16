package dev.harrier.lang.check;

import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Statement;
import dev.harrier.lang.syntax.Tree.StringLiteral;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** No file imports itself, directly or through others. */
final class ImportCycles {
  private final Project project;
  private final Findings findings;
  private final Set<String> done = new HashSet<>();
  private final List<String> chain = new ArrayList<>();

  private ImportCycles(Project project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  static void check(Project project, Findings findings) {
    ImportCycles cycles = new ImportCycles(project, findings);
    project.units.keySet().forEach(cycles::visit);
  }

  private void visit(String path) {
    int start = chain.indexOf(path);
    if (start >= 0) {
      report(List.copyOf(chain.subList(start, chain.size())));
      return;
    }
    if (!done.add(path)) {
      return;
    }
    chain.add(path);
    project.imports(path).forEach(this::visit);
    chain.removeLast();
  }

  /** The cycle is told from the file that the one first reached imports. */
  private void report(List<String> cycle) {
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i <= cycle.size(); i++) {
      spans.add(spanOfImport(cycle.get(i % cycle.size()), cycle.get((i + 1) % cycle.size())));
    }
    List<Related> rest = spans.stream().skip(1).map(s -> Findings.at(s)).toList();
    findings.error(
        Checks.IMPORT_CYCLES,
        "import cycle detected here",
        spans.getFirst(),
        List.of("this import results in a cyclic dependency"),
        rest,
        "the import chain is displayed below:");
  }

  private Span spanOfImport(String importer, String imported) {
    for (Statement statement : project.unit(importer).statements()) {
      if (statement instanceof Tree.CallStatement call) {
        for (StringLiteral path : project.importedBy(call.call())) {
          if (path.value().equals(imported)) {
            return path.span();
          }
        }
      }
    }
    throw new AssertionError(importer + " does not import " + imported);
  }
}
