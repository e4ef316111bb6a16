package dev.harrier.runtime.bundle;

import dev.harrier.detect.score.RowScorer;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.runtime.bundle.Interactions.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the {@code interactions} section of a configuration that the checker has found to be sound
 * YAML:
 *
 * <pre>
 * interactions:
 *   hostility: hostility          # models/hostility.model, reads one text; may be left out
 *   acts:
 *     - {type: reply, sender: $.actor.id, receiver: $.post.author, text: $.post.text}
 *     - {type: new_follow, kind: follow, sender: $.actor.id, receiver: $.target.id}
 * </pre>
 */
final class InteractionSection {
  private static final List<String> KINDS =
      List.of(
          "reply",
          "mention",
          "quote",
          "dm",
          "like",
          "repost",
          "follow",
          "unfollow",
          "block",
          "mute",
          "report",
          "hide",
          "unblock",
          "unmute");

  private static final List<String> PATHS =
      List.of("sender", "receiver", "object", "text", "text_score");

  private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_-]*)+");

  private final String path;
  private final Map<String, byte[]> models;

  private InteractionSection(String path, Map<String, byte[]> models) {
    this.path = path;
    this.models = models;
  }

  /** What the configuration states, or null; a later file's section replaces an earlier one's. */
  static @Nullable Interactions read(Sources sources) throws ProjectException {
    Interactions read = null;
    for (SourceFile file : sources.config().values()) {
      if (content(file) instanceof Map<?, ?> map && map.containsKey("interactions")) {
        InteractionSection section = new InteractionSection(file.path(), sources.models());
        if (!(map.get("interactions") instanceof Map<?, ?> stated)) {
          throw section.wrong("", "must be a mapping with `acts`");
        }
        read = section.interactions(stated);
      }
    }
    return read;
  }

  private static @Nullable Object content(SourceFile file) throws ProjectException {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(file.text());
    } catch (YAMLException e) {
      throw new ProjectException("`" + file.path() + "`: " + e.getMessage());
    }
  }

  private Interactions interactions(Map<?, ?> stated) throws ProjectException {
    known(stated, List.of("hostility", "acts"), "");
    if (!(stated.get("acts") instanceof List<?> acts) || acts.isEmpty()) {
      throw wrong(".acts", "must be a list of how types of events are read");
    }
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (Object act : acts) {
      String place = ".acts[" + readings.size() + "]";
      if (!(act instanceof Map<?, ?> fields)) {
        throw wrong(place, "must be a mapping with `type`, `sender` and `receiver`");
      }
      String type = String.valueOf(fields.get("type"));
      if (readings.put(type, reading(fields, type, place)) != null) {
        throw wrong(place, "reads type `" + type + "` a second time");
      }
    }
    Object model = stated.get("hostility");
    return new Interactions(readings, model == null ? null : hostility(String.valueOf(model)));
  }

  private Reading reading(Map<?, ?> fields, String type, String place) throws ProjectException {
    known(
        fields,
        List.of("type", "kind", "sender", "receiver", "object", "text", "text_score"),
        place);
    Object stated = fields.get("kind");
    String kind = stated == null ? type : String.valueOf(stated);
    if (!KINDS.contains(kind)) {
      throw wrong(place, "is of kind `" + kind + "`, expected one of " + KINDS);
    }
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (String name : PATHS) {
      Object value = fields.get(name);
      if (value != null && PATH.matcher(String.valueOf(value)).matches()) {
        paths.put(name, List.of(String.valueOf(value).substring(2).split("\\.")));
      } else if (value != null || name.equals("sender") || name.equals("receiver")) {
        throw wrong(
            place + "." + name,
            "must be a path of names such as `$.user.id`, found `" + value + "`");
      }
    }
    return new Reading(kind, paths);
  }

  private RowScorer hostility(String name) throws ProjectException {
    byte[] file = models.get("models/" + name + ".model");
    if (file == null) {
      throw wrong(".hostility", "names a model without a file `models/" + name + ".model`");
    }
    RowScorer scorer;
    try {
      scorer = RowScorer.read(file);
    } catch (ModelFileException e) {
      throw wrong(".hostility", "names model `" + name + "`: " + e.getMessage());
    }
    List<Column> columns = scorer.columns();
    if (columns.size() != 1 || columns.getFirst().kind() != Column.Kind.TEXT) {
      throw wrong(".hostility", "names a model that does not read one text and nothing else");
    }
    if (!scorer.model().trusted()) {
      throw wrong(".hostility", "names a model whose probabilities are not to be trusted");
    }
    return scorer;
  }

  private void known(Map<?, ?> map, List<String> fields, String place) throws ProjectException {
    for (Object key : map.keySet()) {
      if (!fields.contains(String.valueOf(key))) {
        throw wrong(place, "has `" + key + "`, expected " + fields);
      }
    }
  }

  private ProjectException wrong(String field, String problem) {
    return new ProjectException("`interactions" + field + "` in `" + path + "` " + problem);
  }
}
