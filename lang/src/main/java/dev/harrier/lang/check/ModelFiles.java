package dev.harrier.lang.check;

import dev.harrier.rule.ModelReader;
import dev.harrier.rule.ModelReader.Unreadable;
import dev.harrier.rule.ScoringModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The project's models: {@code models/NAME.model}, each read when a rule first names it. */
final class ModelFiles {
  private static final String FOLDER = "models/";
  private static final String ENDING = ".model";

  private final SortedMap<String, byte[]> files;
  private final ModelReader reader;
  private final Map<String, ScoringModel> models = new HashMap<>();

  ModelFiles(SortedMap<String, byte[]> files, ModelReader reader) {
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    this.reader = reader;
  }

  static String path(String name) {
    return FOLDER + name + ENDING;
  }

  boolean has(String name) {
    return files.containsKey(path(name));
  }

  /** Names of all models, in order. */
  List<String> names() {
    return files.keySet().stream()
        .map(path -> path.substring(FOLDER.length(), path.length() - ENDING.length()))
        .toList();
  }

  /**
   * A model that {@link #has} says is there.
   *
   * @throws Unreadable if this program cannot use it
   */
  ScoringModel model(String name) throws Unreadable {
    ScoringModel model = models.get(name);
    if (model == null) {
      byte[] file = files.get(path(name));
      if (file == null) {
        throw new AssertionError("checked before: " + name);
      }
      model = reader.read(file);
      models.put(name, model);
    }
    return model;
  }
}
