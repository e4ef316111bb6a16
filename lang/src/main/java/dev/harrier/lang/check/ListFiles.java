package dev.harrier.lang.check;

import dev.harrier.lang.check.Yaml.Kind;
import dev.harrier.lang.check.Yaml.Mapping;
import dev.harrier.lang.check.Yaml.Scalar;
import dev.harrier.lang.check.Yaml.Sequence;
import dev.harrier.lang.check.Yaml.Value;
import dev.harrier.lang.function.ValueList;
import dev.harrier.lang.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code lists/*.yaml}: a plain list of texts, or a mapping with {@code entries}. */
final class ListFiles {
  private static final Set<String> KINDS = Set.of("text", "domain", "regex", "hash");

  private static final Set<String> FIELDS =
      Set.of("name", "owner", "kind", "case_sensitive", "entries");

  private static final Set<String> ENTRY_FIELDS = Set.of("value", "reason", "added", "expires");

  private final Findings findings;

  private ListFiles(Findings findings) {
    this.findings = findings;
  }

  static Map<String, ValueList> read(Iterable<SourceFile> files, Findings findings) {
    ListFiles reader = new ListFiles(findings);
    Map<String, ValueList> lists = new LinkedHashMap<>();
    for (SourceFile file : files) {
      String name = name(file.path());
      try {
        Value value = Yaml.read(file);
        ValueList list = value == null ? null : reader.list(name, value);
        lists.put(name, list == null ? new ValueList(name, "text", false, List.of()) : list);
      } catch (Yaml.Malformed e) {
        findings.error(Checks.CONFIG, "malformed yaml: " + e.getMessage(), e.span());
      }
    }
    return lists;
  }

  private static String name(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? last : last.substring(0, dot);
  }

  private @Nullable ValueList list(String name, Value value) {
    if (value instanceof Sequence plain) {
      return list(name, "text", false, plain);
    }
    if (!(value instanceof Mapping mapping)) {
      error("a list must be a sequence of texts, or a mapping with `entries`", value);
      return null;
    }
    mapping
        .keys()
        .forEach(
            (key, span) -> {
              if (!FIELDS.contains(key)) {
                findings.error(Checks.CONFIG, "unknown key `" + key + "` of a list", span);
              }
            });
    Value entries = mapping.values().get("entries");
    if (!(entries instanceof Sequence sequence)) {
      error("a list must have `entries`, a sequence", entries == null ? value : entries);
      return null;
    }
    Value stated = mapping.values().get("name");
    if (stated != null && !(stated instanceof Scalar text && text.text().equals(name))) {
      error("a list must be named as its file, `" + name + "`", stated);
    }
    return list(name, kind(mapping.values().get("kind")), sensitive(mapping), sequence);
  }

  private String kind(@Nullable Value value) {
    if (value == null) {
      return "text";
    }
    if (value instanceof Scalar scalar && KINDS.contains(scalar.text())) {
      return scalar.text();
    }
    error("unknown kind of list, expected `text`, `domain`, `regex` or `hash`", value);
    return "text";
  }

  private boolean sensitive(Mapping mapping) {
    Value value = mapping.values().get("case_sensitive");
    if (value == null) {
      return false;
    }
    if (value instanceof Scalar scalar && scalar.kind() == Kind.BOOL) {
      return scalar.text().equalsIgnoreCase("true");
    }
    error("`case_sensitive` must be true or false", value);
    return false;
  }

  private ValueList list(String name, String kind, boolean caseSensitive, Sequence sequence) {
    List<String> entries = new ArrayList<>();
    Map<String, Long> ends = new LinkedHashMap<>();
    for (Value item : sequence.items()) {
      Value text = item instanceof Mapping entry ? entry.values().get("value") : item;
      if (item instanceof Mapping entry && !ENTRY_FIELDS.containsAll(entry.values().keySet())) {
        error("an entry has `value`, `reason`, `added` and `expires`, nothing else", item);
      }
      if (text instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
        entries.add(scalar.text());
        Long end = item instanceof Mapping entry ? end(entry.values().get("expires")) : null;
        if (end != null) {
          ends.put(scalar.text(), end);
        }
      } else {
        error("an entry must be a text, or a mapping with a `value`", item);
      }
    }
    return new ValueList(name, kind, caseSensitive, entries, ends);
  }

  private @Nullable Long end(@Nullable Value expires) {
    if (expires == null || (expires instanceof Scalar none && none.kind() == Kind.NULL)) {
      return null;
    }
    Long micros = expires instanceof Scalar scalar ? Moments.micros(scalar.text()) : null;
    if (micros == null) {
      error("`expires` of an entry must be a date such as `2027-01-31`, or a time", expires);
    }
    return micros;
  }

  private void error(String message, Value place) {
    findings.error(Checks.CONFIG, message, place.span());
  }
}
