package dev.harrier.lang.source;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files of a project, by path relative to its root.
 *
 * @param rules {@code *.sml} files; the entry is {@code main.sml}
 * @param config {@code config.yaml} or {@code config/*.yaml}
 * @param lists {@code lists/*.yaml}
 * @param models {@code models/*.model}; the bytes are not to be changed
 */
public record Sources(
    SortedMap<String, SourceFile> rules,
    SortedMap<String, SourceFile> config,
    SortedMap<String, SourceFile> lists,
    SortedMap<String, byte[]> models) {
  public Sources {
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    lists = Collections.unmodifiableSortedMap(new TreeMap<>(lists));
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /** A project without models. */
  public Sources(
      SortedMap<String, SourceFile> rules,
      SortedMap<String, SourceFile> config,
      SortedMap<String, SourceFile> lists) {
    this(rules, config, lists, Collections.emptySortedMap());
  }

  public static final String ENTRY = "main.sml";
}
