package dev.harrier.runtime.bundle;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small projects for tests. */
public final class Rules {
  private Rules() {}

  public static Sources sources(Map<String, String> texts) {
    SortedMap<String, SourceFile> rules = new TreeMap<>();
    SortedMap<String, SourceFile> config = new TreeMap<>();
    texts.forEach(
        (path, text) ->
            (path.endsWith(".sml") ? rules : config).put(path, new SourceFile(path, text)));
    return new Sources(rules, config, new TreeMap<>());
  }

  public static Bundle bundle(Backend backend, Map<String, String> texts) throws ProjectException {
    return switch (Bundle.compile(sources(texts), null, backend)) {
      case Bundle.Ready ready -> ready.bundle();
      case Bundle.Rejected rejected -> throw new AssertionError(rejected.diagnostics());
    };
  }
}
