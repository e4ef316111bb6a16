package dev.harrier.lang.check;

import dev.harrier.feature.Aggregate;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.lang.check.Project.Use;
import dev.harrier.lang.function.WindowFunctions;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.FormatString;
import dev.harrier.lang.syntax.Tree.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counters and kept values whose key names an entity of the event, as declared features of that
 * entity: {@code IncrementWindow(key=f'posts-{UserId}', window_seconds=60, …)} is kept with the
 * user.
 *
 * <p>In the rules a counter is its key's text, wherever it is made. Calls whose keys have the same
 * text but for the names in it are taken together, and become a feature if all of them name an
 * entity of the same type in the same place and agree on the length of the window. Others are left
 * as they are, and kept by their text. Texts that two differently written keys happen to share are
 * told apart.
 */
final class Hoisting {
  private final Project project;
  private final Map<Call, BoundCall> calls;
  private final Map<Call, Hoisted> hoisted = new IdentityHashMap<>();

  /**
   * A call that becomes one of a declared feature.
   *
   * @param entity the name in the key that is the entity
   * @param rest the other names of the key, in order
   * @param path file in which these names stand
   */
  record Hoisted(FeatureDeclaration feature, Name entity, List<Name> rest, String path) {
    Hoisted {
      rest = List.copyOf(rest);
    }
  }

  /** A key as it is written: names and what is around them. */
  private record Key(String shape, List<Name> names, int place, String type, String path) {}

  private record Group(String family, String shape) {}

  private record Member(Call call, @Nullable Key key, @Nullable Double seconds) {}

  private Hoisting(Project project, Map<Call, BoundCall> calls) {
    this.project = project;
    this.calls = calls;
  }

  static Map<Call, Hoisted> of(Project project, Map<Call, BoundCall> calls) {
    Hoisting hoisting = new Hoisting(project, calls);
    hoisting.groups().forEach(hoisting::hoist);
    return hoisting.hoisted;
  }

  private Map<Group, List<Member>> groups() {
    Map<Group, List<Member>> groups = new LinkedHashMap<>();
    for (Use use : project.uses) {
      Call call = use.call();
      String name = String.valueOf(Project.functionName(call));
      if (!WindowFunctions.isKeyed(name) || !plainTtl(call, use.path())) {
        continue;
      }
      Key key = key(Project.given(call, "key"), use.path());
      if (key != null) {
        String family = name.startsWith("Cache") ? "Cache" : "Count";
        groups
            .computeIfAbsent(new Group(family, key.shape()), g -> new ArrayList<>())
            .add(new Member(call, key.type().isEmpty() ? null : key, seconds(call, use.path())));
      }
    }
    return groups;
  }

  private void hoist(Group group, List<Member> members) {
    Set<String> entities = new HashSet<>();
    Set<Double> lengths = new HashSet<>();
    for (Member member : members) {
      Key key = member.key();
      boolean reads = Project.argument(member.call(), "default") != null;
      if (key == null || (member.seconds() == null && !reads)) {
        return;
      }
      entities.add(key.place() + " " + key.type());
      if (member.seconds() != null) {
        lengths.add(member.seconds());
      }
    }
    if (entities.size() != 1 || lengths.size() != 1) {
      return;
    }
    long micros = WindowFunctions.micros(lengths.iterator().next());
    if (micros > 0) {
      FeatureDeclaration feature = feature(group, entities.iterator().next(), micros);
      members.forEach(member -> hoist(member, feature));
    }
  }

  private static FeatureDeclaration feature(Group group, String entity, long micros) {
    Aggregate aggregate =
        group.family().equals("Count")
            ? new Aggregate.Count(micros, true)
            : new Aggregate.Last(micros);
    return new FeatureDeclaration(
        group.family() + ":" + group.shape(), aggregate + " of " + entity, aggregate);
  }

  private void hoist(Member member, FeatureDeclaration feature) {
    Key key = member.key();
    if (key != null) {
      List<Name> rest = new ArrayList<>(key.names());
      Name entity = rest.remove(key.place());
      hoisted.put(member.call(), new Hoisted(feature, entity, rest, key.path()));
    }
  }

  /** The key as written; null if it is neither a format string nor a name. */
  private @Nullable Key key(Expression expression, String path) {
    Expression value = expression;
    String file = path;
    while (value instanceof Name name) {
      Assign definition = project.definition(name, file);
      if (definition == null) {
        return null;
      }
      if (entityType(name, file) != null) {
        return key("{}", List.of(name), file);
      }
      value = definition.value();
      file = definition.span().path();
    }
    return value instanceof FormatString format ? key(shape(format), format.names(), file) : null;
  }

  private Key key(String shape, List<Name> names, String path) {
    for (int place = 0; place < names.size(); place++) {
      String type = entityType(names.get(place), path);
      if (type != null) {
        return new Key(shape, names, place, type, path);
      }
    }
    return new Key(shape, names, -1, "", path);
  }

  private static String shape(FormatString format) {
    String shape = format.template();
    for (Name name : format.names()) {
      shape = shape.replace("{" + name.identifier() + "}", "{}");
    }
    return shape;
  }

  /** Type of the entity that a name holds; null if it holds none. */
  private @Nullable String entityType(Name name, String path) {
    Assign definition = project.definition(name, path);
    while (definition != null && definition.value() instanceof Name alias) {
      definition = project.definition(alias, definition.span().path());
    }
    if (definition != null && definition.value() instanceof Call call) {
      BoundCall bound = calls.get(call);
      return bound == null ? null : entityType(bound);
    }
    return null;
  }

  private static @Nullable String entityType(BoundCall call) {
    String function = call.function().name();
    boolean entity = function.equals(Forms.ENTITY) || function.equals(Forms.ENTITY_JSON);
    return entity && call.constants().get("type") instanceof String type ? type : null;
  }

  /** Length of the window, or for how long a value is kept; null if that is no constant. */
  private @Nullable Double seconds(Call call, String path) {
    Expression given = Project.argument(call, "window_seconds");
    return number(given == null ? Project.argument(call, "ttl_seconds") : given, path);
  }

  private boolean plainTtl(Call call, String path) {
    Expression given = Project.argument(call, "max_ttl_seconds");
    return given == null || given instanceof Tree.NoneLiteral || number(given, path) != null;
  }

  private @Nullable Double number(@Nullable Expression given, String path) {
    Expression value = given;
    if (value instanceof Name name) {
      Assign definition = project.definition(name, path);
      value = definition == null ? null : definition.value();
    }
    return switch (value) {
      case Tree.IntLiteral literal -> literal.value().doubleValue();
      case Tree.FloatLiteral literal -> literal.value();
      case null, default -> null;
    };
  }
}
