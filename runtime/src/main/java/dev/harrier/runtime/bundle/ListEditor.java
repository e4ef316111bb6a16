package dev.harrier.runtime.bundle;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Changes the entries of a project's list, in the file that it is kept in. */
public final class ListEditor {
  private ListEditor() {}

  /**
   * The project with a list changed. What the file says besides its entries is kept, comments are
   * not.
   *
   * @param list name of the list
   * @param add entries to add at the end; those that are there stay as they are
   * @param remove entries to remove; those that are not there are passed over
   * @param reason stands beside the added entries where entries are mappings
   * @throws ProjectException there is no such list, or its file is not sound
   */
  public static Sources edit(
      Sources sources, String list, List<String> add, List<String> remove, String reason)
      throws ProjectException {
    String path = "lists/" + list + ".yaml";
    SourceFile file = sources.lists().get(path);
    if (file == null) {
      throw new ProjectException(
          "the project has no list `" + list + "`, found " + sources.lists().keySet());
    }
    SortedMap<String, SourceFile> lists = new TreeMap<>(sources.lists());
    lists.put(path, new SourceFile(path, edited(file, add, remove, reason)));
    return new Sources(sources.rules(), sources.config(), lists, sources.models());
  }

  private static String edited(
      SourceFile file, List<String> add, List<String> remove, String reason)
      throws ProjectException {
    Object content;
    try {
      content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file.text());
    } catch (YAMLException e) {
      throw new ProjectException("`" + file.path() + "`: " + e.getMessage());
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    Yaml yaml = new Yaml(options);
    if (content == null || content instanceof List<?>) {
      List<?> entries = content == null ? List.of() : (List<?>) content;
      return yaml.dump(entries(entries, add, remove, reason));
    }
    if (content instanceof Map<?, ?> map
        && (map.get("entries") == null || map.get("entries") instanceof List<?>)) {
      Map<Object, Object> changed = new LinkedHashMap<>(map);
      List<?> entries = map.get("entries") instanceof List<?> known ? known : List.of();
      changed.put("entries", entries(entries, add, remove, reason));
      return yaml.dump(changed);
    }
    throw new ProjectException(
        "`" + file.path() + "` is neither a sequence nor a mapping with `entries`");
  }

  private static List<Object> entries(
      List<?> before, List<String> add, List<String> remove, String reason) {
    List<Object> after = new ArrayList<>();
    List<String> known = new ArrayList<>();
    boolean mappings = !before.isEmpty() && before.stream().allMatch(Map.class::isInstance);
    for (Object entry : before) {
      String value = value(entry);
      if (!remove.contains(value)) {
        after.add(entry);
        known.add(value);
      }
    }
    for (String value : add) {
      if (!known.contains(value)) {
        known.add(value);
        after.add(mappings && !reason.isEmpty() ? entry(value, reason) : value);
      }
    }
    return after;
  }

  private static Map<String, String> entry(String value, String reason) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("value", value);
    entry.put("reason", reason);
    return entry;
  }

  private static String value(@Nullable Object entry) {
    Object value = entry instanceof Map<?, ?> map ? map.get("value") : entry;
    return Objects.toString(value, "");
  }
}
