package dev.harrier.lang.check;

import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.syntax.Tree.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values named so far, in an order in which each comes after those it refers to. */
final class Definitions {
  private final List<Definition> all = new ArrayList<>();
  private final Map<String, Definition> globals = new HashMap<>();
  private final Map<String, Map<String, Definition>> locals = new HashMap<>();
  private final Set<Integer> secret = new HashSet<>();

  int next() {
    return all.size();
  }

  void add(Definition definition, boolean isSecret) {
    all.add(definition);
    if (isSecret) {
      secret.add(definition.index());
    }
    if (definition.local()) {
      locals
          .computeIfAbsent(definition.file().path(), p -> new HashMap<>())
          .put(definition.name(), definition);
    } else {
      globals.put(definition.name(), definition);
    }
  }

  @Nullable Definition of(Name name, String path) {
    return name.local()
        ? locals.getOrDefault(path, Map.of()).get(name.identifier())
        : globals.get(name.identifier());
  }

  Definition at(int index) {
    return all.get(index);
  }

  /** The term that a name stands for in the end; a term that is no name stands for itself. */
  Term resolved(Term term) {
    Term value = term;
    while (value instanceof Term.Reference reference) {
      value = at(reference.definition()).value();
    }
    return value;
  }

  /** Whether the value may not be an output, nor anything that passes it on. */
  boolean isSecret(Definition definition) {
    return secret.contains(definition.index());
  }

  List<Definition> list() {
    return all;
  }
}
