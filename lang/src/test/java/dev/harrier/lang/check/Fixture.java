package dev.harrier.lang.check;

import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.trial.LinearModel;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A project in one text: each file after a line {@code --- path}. A text without such a line is
 * {@code main.sml}. A first line {@code dialect: strict} chooses the dialect.
 */
record Fixture(Sources sources, Dialect dialect) {
  private static final String STRICT = "dialect: strict\n";

  static Fixture of(String text) {
    Dialect dialect = text.startsWith(STRICT) ? Dialect.STRICT : Dialect.COMPAT;
    String files = text.startsWith(STRICT) ? text.substring(STRICT.length()) : text;
    SortedMap<String, SourceFile> rules = new TreeMap<>();
    SortedMap<String, SourceFile> config = new TreeMap<>();
    SortedMap<String, SourceFile> lists = new TreeMap<>();
    SortedMap<String, byte[]> models = new TreeMap<>();
    for (String part :
        ("\n" + (files.startsWith("--- ") ? "" : "--- main.sml\n") + files).split("\n--- ")) {
      if (part.indexOf('\n') > 0) {
        String path = part.substring(0, part.indexOf('\n'));
        String content = part.substring(path.length() + 1);
        if (path.startsWith("models/")) {
          models.put(path, content.getBytes(StandardCharsets.UTF_8));
          continue;
        }
        SourceFile file = new SourceFile(path, content);
        (path.endsWith(".sml") ? rules : path.startsWith("lists/") ? lists : config)
            .put(path, file);
      }
    }
    return new Fixture(new Sources(rules, config, lists, models), dialect);
  }

  Checker.Result check() {
    return Checker.check(sources, dialect, LinearModel.READER);
  }
}
