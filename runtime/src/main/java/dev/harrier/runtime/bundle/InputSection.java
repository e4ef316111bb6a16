package dev.harrier.runtime.bundle;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.ingress.InputMapping;
import dev.harrier.runtime.ingress.TimeFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the {@code input} section of a configuration that the checker has found to be sound YAML.
 */
final class InputSection {
  private static final Set<String> FIELDS =
      Set.of("id", "time", "time_format", "type", "type_path");
  private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_-]*)+");

  private final String path;
  private final Map<?, ?> section;

  private InputSection(String path, Map<?, ?> section) {
    this.path = path;
    this.section = section;
  }

  /**
   * The mapping that the configuration states, or null; a later file's section replaces an earlier
   * one's.
   */
  static @Nullable InputMapping read(SortedMap<String, SourceFile> config) throws ProjectException {
    InputMapping mapping = null;
    for (SourceFile file : config.values()) {
      if (content(file) instanceof Map<?, ?> map && map.containsKey("input")) {
        if (!(map.get("input") instanceof Map<?, ?> section)) {
          throw new ProjectException(
              "`input` in `" + file.path() + "` must be a mapping with `id`, `time` and `type`");
        }
        mapping = new InputSection(file.path(), section).mapping();
      }
    }
    return mapping;
  }

  private static @Nullable Object content(SourceFile file) throws ProjectException {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(file.text());
    } catch (YAMLException e) {
      throw new ProjectException("`" + file.path() + "`: " + e.getMessage());
    }
  }

  private InputMapping mapping() throws ProjectException {
    for (Object key : section.keySet()) {
      if (!FIELDS.contains(String.valueOf(key))) {
        throw wrong(
            String.valueOf(key),
            "is not known; known are `id`, `time`, `time_format`, `type`, `type_path`");
      }
    }
    boolean typed = section.containsKey("type");
    if (typed == section.containsKey("type_path")) {
      throw wrong("type", "or `input.type_path` must be given, and not both");
    }
    return new InputMapping(
        names("id"),
        names("time"),
        timeFormat(),
        typed ? String.valueOf(section.get("type")) : null,
        typed ? List.of() : names("type_path"));
  }

  private List<String> names(String field) throws ProjectException {
    String text = String.valueOf(section.get(field));
    if (!PATH.matcher(text).matches()) {
      throw wrong(field, "must be a path of names such as `$.user.id`, found `" + text + "`");
    }
    return List.of(text.substring(2).split("\\."));
  }

  private TimeFormat timeFormat() throws ProjectException {
    Object word = section.get("time_format");
    if (word == null) {
      return TimeFormat.ISO;
    }
    return Arrays.stream(TimeFormat.values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "time_format",
                    "is `"
                        + word
                        + "`, expected `iso`, `twitter`, `epoch_s`, `epoch_ms` or `epoch_us`"));
  }

  private ProjectException wrong(String field, String problem) {
    return new ProjectException("`input." + field + "` in `" + path + "` " + problem);
  }
}
