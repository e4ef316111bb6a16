package dev.harrier.server.recipe;

import dev.harrier.detect.score.Derivations;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Column.Absent;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Leakage;
import dev.harrier.learn.modelfile.ModelKinds;
import dev.harrier.server.recipe.Recipe.Monotone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The recipes that come with Harrier, and those that users write. */
public final class Recipes {
  private static final List<String> NAMES =
      List.of("account", "account-with-posts", "interaction", "text");

  private static final List<String> KEYS =
      List.of(
          "name",
          "about",
          "model",
          "features",
          "id",
          "group",
          "time",
          "truth",
          "columns",
          "inputs",
          "slices",
          "rename",
          "monotone");

  private Recipes() {}

  /** Those that come with Harrier. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A recipe by its name, or by the path of a YAML file.
   *
   * @throws DataException if there is none, or the file is no recipe
   */
  public static Recipe read(String nameOrPath) throws IOException {
    if (NAMES.contains(nameOrPath)) {
      return parse(nameOrPath, shipped(nameOrPath));
    }
    Path file = Path.of(nameOrPath);
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "`" + nameOrPath + "` is no recipe: expected one of " + NAMES + ", or a YAML file");
    }
    return parse(nameOrPath, Files.readString(file));
  }

  private static String shipped(String name) throws IOException {
    try (InputStream in = Recipes.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new AssertionError("recipe `" + name + "` is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A recipe from its text; {@code file} is named in errors. */
  public static Recipe parse(String file, String text) {
    Object root;
    try {
      root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (YAMLException e) {
      throw new DataException(
          "recipe `" + file + "` is not YAML: " + String.valueOf(e.getMessage()).lines().toList());
    }
    return new Reading(file).recipe(root);
  }

  /** One file; errors name it and the key. */
  private record Reading(String file) {

    Recipe recipe(@Nullable Object root) {
      Map<String, Object> keys = object(root, "");
      for (String key : keys.keySet()) {
        if (!KEYS.contains(key)) {
          throw wrong("has `" + key + "`, expected " + KEYS);
        }
      }
      String features = word(keys, "features", Derivations.names());
      List<Column> columns = columns(keys);
      Map<String, Object> truth = object(keys.get("truth"), "`truth`");
      String group = optional(keys, "group");
      String time = optional(keys, "time");
      String id = text(keys, "id");
      return new Recipe(
          text(keys, "name"),
          text(keys, "about"),
          word(keys, "model", ModelKinds.names()),
          features,
          columns,
          inputs(keys, columns),
          id,
          text(truth, "column"),
          words(truth, "ones").stream().map(word -> word.toLowerCase(Locale.ROOT)).toList(),
          group,
          time,
          slices(keys, columns),
          renames(keys),
          monotone(keys));
    }

    private List<String> inputs(Map<String, Object> keys, List<Column> columns) {
      return keys.containsKey("inputs")
          ? words(keys, "inputs")
          : columns.stream()
              .filter(column -> column.leakage().mayBeInput())
              .filter(
                  column ->
                      column.kind() != Column.Kind.TIME
                          || !text(keys, "features").equals("columns"))
              .map(Column::name)
              .toList();
    }

    private List<String> slices(Map<String, Object> keys, List<Column> columns) {
      List<String> slices = new ArrayList<>(words(keys, "slices"));
      columns.stream()
          .filter(column -> column.leakage() == Leakage.PROTECTED)
          .map(Column::name)
          .filter(name -> !slices.contains(name))
          .forEach(slices::add);
      return slices;
    }

    private List<Column> columns(Map<String, Object> keys) {
      List<Column> columns = new ArrayList<>();
      for (Object item : list(keys, "columns")) {
        Map<String, Object> column = object(item, "an item of `columns`");
        columns.add(
            new Column(
                text(column, "name"),
                word(column, "kind", Column.Kind.class),
                column.containsKey("unit") ? text(column, "unit") : "",
                word(column, "leakage", Leakage.class),
                Absent.KEPT,
                0));
      }
      if (columns.isEmpty()) {
        throw wrong("has no `columns`");
      }
      return columns;
    }

    private Map<String, String> renames(Map<String, Object> keys) {
      Map<String, String> renames = new LinkedHashMap<>();
      if (keys.containsKey("rename")) {
        object(keys.get("rename"), "`rename`")
            .forEach((theirs, ours) -> renames.put(theirs, String.valueOf(ours)));
      }
      return renames;
    }

    private List<Monotone> monotone(Map<String, Object> keys) {
      List<Monotone> signs = new ArrayList<>();
      for (Object item : list(keys, "monotone")) {
        Map<String, Object> one = object(item, "an item of `monotone`");
        String sign = text(one, "sign");
        if (!sign.equals("1") && !sign.equals("-1")) {
          throw wrong("has the monotone sign `" + sign + "`, expected 1 or -1");
        }
        signs.add(new Monotone(text(one, "feature"), Integer.parseInt(sign), text(one, "reason")));
      }
      return signs;
    }

    private Map<String, Object> object(@Nullable Object value, String what) {
      if (!(value instanceof Map<?, ?> map)) {
        throw wrong((what.isEmpty() ? "" : "has " + what + " that ") + "is no mapping of keys");
      }
      Map<String, Object> keys = new LinkedHashMap<>();
      map.forEach((key, found) -> keys.put(String.valueOf(key), found));
      return keys;
    }

    private List<?> list(Map<String, Object> keys, String key) {
      Object value = keys.get(key);
      if (value == null) {
        return List.of();
      }
      if (value instanceof List<?> list) {
        return list;
      }
      throw wrong("has `" + key + "` that is no list");
    }

    private List<String> words(Map<String, Object> keys, String key) {
      return list(keys, key).stream().map(String::valueOf).toList();
    }

    private @Nullable String optional(Map<String, Object> keys, String key) {
      return keys.get(key) == null ? null : text(keys, key);
    }

    private String text(Map<String, Object> keys, String key) {
      Object value = keys.get(key);
      if (value == null || value instanceof Map || value instanceof List) {
        throw wrong("has no `" + key + "`, expected a word");
      }
      return value.toString();
    }

    private String word(Map<String, Object> keys, String key, List<String> words) {
      String word = text(keys, key);
      if (!words.contains(word)) {
        throw wrong("has `" + key + ": " + word + "`, expected one of " + words);
      }
      return word;
    }

    private <E extends Enum<E>> E word(Map<String, Object> keys, String key, Class<E> words) {
      String word = text(keys, key);
      try {
        return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        throw wrong(
            "has `"
                + key
                + ": "
                + word
                + "`, expected one of "
                + java.util.Arrays.toString(words.getEnumConstants()).toLowerCase(Locale.ROOT));
      }
    }

    private DataException wrong(String what) {
      return new DataException("recipe `" + file + "` " + what);
    }
  }
}
