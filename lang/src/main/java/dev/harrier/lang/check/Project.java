package dev.harrier.lang.check;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.ValueList;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.syntax.Tree.Statement;
import dev.harrier.lang.syntax.Tree.StringLiteral;
import dev.harrier.lang.syntax.Tree.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parsed files of a project and what every check asks of them: who stores which name, who calls
 * what, who imports whom.
 */
final class Project {
  /** Where a call stands. */
  enum Role {
    STATEMENT,
    ASSIGNED,
    NESTED
  }

  /** A call, the statement that it is part of, and how. */
  record Use(Call call, Statement statement, Role role, String path) {
    /** Name that the call's result is directly assigned to; null if there is none. */
    @Nullable String assignedTo() {
      return role == Role.ASSIGNED && statement instanceof Assign assign
          ? assign.target().identifier()
          : null;
    }
  }

  final Dialect dialect;
  final SortedMap<String, Unit> units;
  final Map<String, Function> functions;
  final Configuration configuration;
  final Map<String, ValueList> lists;
  final ModelFiles models;

  /** All calls, by file, then in the order of the text. */
  final List<Use> uses = new ArrayList<>();

  private final SortedMap<String, List<Assign>> globals = new TreeMap<>();
  private final Map<String, Map<String, List<Assign>>> stored = new LinkedHashMap<>();
  private final Map<String, List<String>> imports = new LinkedHashMap<>();

  Project(
      Dialect dialect,
      SortedMap<String, Unit> units,
      Map<String, Function> functions,
      Configuration configuration,
      Map<String, ValueList> lists,
      ModelFiles models) {
    this.dialect = dialect;
    this.units = units;
    this.functions = functions;
    this.configuration = configuration;
    this.lists = lists;
    this.models = models;
    units.forEach(this::index);
  }

  boolean strict() {
    return dialect == Dialect.STRICT;
  }

  private void index(String path, Unit unit) {
    Map<String, List<Assign>> names = stored.computeIfAbsent(path, p -> new LinkedHashMap<>());
    List<String> imported = imports.computeIfAbsent(path, p -> new ArrayList<>());
    for (Statement statement : unit.statements()) {
      Expression root = Walk.value(statement);
      Role role = statement instanceof Assign ? Role.ASSIGNED : Role.STATEMENT;
      Walk.each(
          root,
          e -> {
            if (e instanceof Call call) {
              uses.add(new Use(call, statement, e == root ? role : Role.NESTED, path));
            }
          });
      switch (statement) {
        case Assign assign -> {
          String name = assign.target().identifier();
          names.computeIfAbsent(name, n -> new ArrayList<>()).add(assign);
          if (!assign.target().local()) {
            globals.computeIfAbsent(name, n -> new ArrayList<>()).add(assign);
          }
        }
        case Tree.CallStatement call ->
            imported.addAll(importedBy(call.call()).stream().map(StringLiteral::value).toList());
      }
    }
  }

  /**
   * Paths that an import lists, itself or by a name of the same file, as far as they are literals;
   * empty for any other call.
   */
  List<StringLiteral> importedBy(Call call) {
    if (!Forms.IMPORT.equals(functionName(call))) {
      return List.of();
    }
    Expression rules = argument(call, "rules");
    if (rules instanceof Name name) {
      List<Assign> own = stored(call.span().path()).get(name.identifier());
      rules = own == null ? null : own.getFirst().value();
    }
    List<StringLiteral> paths = new ArrayList<>();
    if (rules instanceof Tree.ListLiteral list) {
      for (Expression item : list.items()) {
        if (item instanceof StringLiteral path) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  /** Existing files that a file imports, in order. */
  List<String> imports(String path) {
    return imports.getOrDefault(path, List.of()).stream()
        .filter(units::containsKey)
        .distinct()
        .toList();
  }

  SortedMap<String, List<Assign>> globals() {
    return Collections.unmodifiableSortedMap(globals);
  }

  /** Names stored in a file, with their assignments. */
  Map<String, List<Assign>> stored(String path) {
    return stored.getOrDefault(path, Map.of());
  }

  /**
   * The assignment that a name in a file means: in the same file, or, if global, in one that it
   * imports; null if there is none.
   */
  @Nullable Assign definition(Name name, String path) {
    List<Assign> own = stored(path).get(name.identifier());
    if (own != null) {
      return own.getFirst();
    }
    if (name.local()) {
      return null;
    }
    List<Assign> all = globals.get(name.identifier());
    if (all == null) {
      return null;
    }
    List<String> imported = imports(path);
    return all.stream().filter(a -> imported.contains(a.span().path())).findFirst().orElse(null);
  }

  /** A file that exists. */
  Unit unit(String path) {
    Unit unit = units.get(path);
    if (unit == null) {
      throw new AssertionError("no file " + path);
    }
    return unit;
  }

  @Nullable Function function(Call call) {
    String name = functionName(call);
    return name == null ? null : functions.get(name);
  }

  static @Nullable String functionName(Call call) {
    return call.function() instanceof Name name ? name.identifier() : null;
  }

  /** The value given for a parameter that has been checked to be there. */
  static Expression given(Call call, String parameter) {
    Expression value = argument(call, parameter);
    if (value == null) {
      throw new AssertionError("checked before: " + parameter);
    }
    return value;
  }

  /** The value given for a parameter, the last if there are several; null if there is none. */
  static @Nullable Expression argument(Call call, String parameter) {
    Expression value = null;
    for (Tree.Argument argument : call.arguments()) {
      if (argument.name().equals(parameter)) {
        value = argument.value();
      }
    }
    return value;
  }
}
