package dev.harrier.lang.check;

import dev.harrier.lang.check.Configuration.Label;
import dev.harrier.lang.check.Yaml.Kind;
import dev.harrier.lang.check.Yaml.Mapping;
import dev.harrier.lang.check.Yaml.Scalar;
import dev.harrier.lang.check.Yaml.Sequence;
import dev.harrier.lang.check.Yaml.Value;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: {@code config.yaml}, or {@code config/*.yaml} merged, and checks the
 * sections that the language knows.
 *
 * <p>The places of the messages are the reference's: a mistake inside a label is shown where the
 * labels begin, an unknown field of a label where the file begins. Its paths name the section
 * twice.
 */
final class ConfigFiles {
  /** Sections of the stock language whose content is not looked into beyond being a mapping. */
  private static final Map<String, String> OPAQUE =
      Map.of("feature_flags", "FeatureFlagsConfig", "analytics", "AnalyticsConfig");

  /** Harrier's own sections, read elsewhere. */
  private static final Set<String> OWN =
      Set.of(
          "dialect",
          "input",
          "actions",
          "policies",
          "queues",
          "ladder",
          "allowed_lateness",
          "interactions",
          "sinks",
          "sources");

  private static final Set<String> LABEL_FIELDS = Set.of("valid_for", "connotation", "description");

  private static final List<String> CONNOTATIONS = List.of("positive", "negative", "neutral");

  private final Findings findings;
  private final Map<String, Label> labels = new LinkedHashMap<>();
  private @Nullable Dialect dialect;

  private ConfigFiles(Findings findings) {
    this.findings = findings;
  }

  static Configuration read(Iterable<SourceFile> files, Findings findings) {
    ConfigFiles reader = new ConfigFiles(findings);
    Mapping merged = reader.merged(files);
    if (merged == null) {
      return Configuration.EMPTY;
    }
    merged.values().forEach((key, value) -> reader.section(merged, key, value));
    ActionSection actions = new ActionSection(findings);
    List<String> queues = actions.queues(merged.values().get("queues"));
    return new Configuration(
        reader.dialect,
        reader.labels,
        merged.keys().get("labels"),
        actions.actions(merged.values().get("actions"), queues),
        queues);
  }

  private @Nullable Mapping merged(Iterable<SourceFile> files) {
    Mapping merged = null;
    for (SourceFile file : files) {
      try {
        Value value = Yaml.read(file);
        if (value instanceof Mapping mapping) {
          merged = merged == null ? mapping : merge(merged, mapping, "");
        } else if (value != null) {
          error("a configuration file must be a mapping of keys to values", value.span());
        }
      } catch (Yaml.Malformed e) {
        error("malformed yaml: " + e.getMessage(), e.span());
      }
    }
    return merged;
  }

  private Mapping merge(Mapping a, Mapping b, String path) {
    Map<String, Value> values = new LinkedHashMap<>(a.values());
    Map<String, Span> keys = new LinkedHashMap<>(b.keys());
    keys.putAll(a.keys());
    b.values()
        .forEach(
            (key, value) -> {
              Value other = a.values().get(key);
              String inner = path + key;
              values.put(
                  key, other == null ? value : merge(other, value, inner, a.key(key), b.key(key)));
            });
    return new Mapping(a.span(), values, keys);
  }

  private Value merge(Value a, Value b, String path, Span first, Span second) {
    if (a instanceof Mapping x && b instanceof Mapping y) {
      return merge(x, y, path + ".");
    }
    if (a instanceof Sequence x && b instanceof Sequence y) {
      List<Value> items = new ArrayList<>(x.items());
      items.addAll(y.items());
      return new Sequence(x.span(), items);
    }
    findings.error(
        Checks.CONFIG,
        "conflicting config values at `" + path + "`",
        second,
        List.of("this key is set in several files"),
        List.of(Findings.at(first)),
        "it is also set here:");
    return a;
  }

  private void section(Mapping config, String key, Value value) {
    if (key.equals("labels")) {
      labels(config, value);
    } else if (OPAQUE.containsKey(key)) {
      if (!(value instanceof Mapping)) {
        notMapping(config, key, OPAQUE.get(key), value);
      }
    } else if (key.equals("dialect")) {
      dialect(value);
    } else if (!OWN.contains(key)) {
      error(
          "invalid top-level config key `" + key + "`",
          config.key(key),
          "make sure there is a config model registered for the `" + key + "` key");
    }
  }

  private void dialect(Value value) {
    String text = value instanceof Scalar scalar ? scalar.text() : "";
    switch (text) {
      case "strict" -> dialect = Dialect.STRICT;
      case "compat" -> dialect = Dialect.COMPAT;
      default ->
          error(
              "invalid config value at `dialect`",
              value.span(),
              "got `" + text + "`, expected `strict` or `compat`");
    }
  }

  private void notMapping(Mapping config, String key, String model, Value value) {
    invalid(
        key + ".__root__",
        positioned(value) ? value.span() : config.span(),
        model + " expected dict not " + pythonType(value) + " (type=type_error)");
  }

  /** Whether the reference knows where the value stands. */
  private static boolean positioned(Value value) {
    return !(value instanceof Scalar scalar) || scalar.kind() == Kind.TEXT;
  }

  private static String pythonType(Value value) {
    return switch (value) {
      case Mapping mapping -> "_DictWithLineAndCol";
      case Sequence sequence -> "_ListWithLineAndCol";
      case Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> "_StrWithLineAndCol";
            case INT -> "int";
            case FLOAT -> "float";
            case BOOL -> "bool";
            case NULL -> "NoneType";
          };
    };
  }

  private void labels(Mapping config, Value value) {
    if (!(value instanceof Mapping section)) {
      notMapping(config, "labels", "LabelsConfig", value);
      return;
    }
    section.values().forEach((name, label) -> label(config, section, name, label));
  }

  private void label(Mapping config, Mapping section, String name, Value value) {
    String path = "labels.labels." + name;
    if (!(value instanceof Mapping label)) {
      invalid(path, section.span(), "value is not a valid dict (type=type_error.dict)");
      return;
    }
    List<String> validFor = null;
    Value types = label.values().get("valid_for");
    if (types instanceof Sequence sequence) {
      validFor = texts(path + ".valid_for", section, sequence);
    } else if (types != null && !isNull(types)) {
      invalid(
          path + ".valid_for", section.span(), "value is not a valid list (type=type_error.list)");
    }
    connotation(path + ".connotation", section, label.values().get("connotation"));
    Value description = label.values().get("description");
    if (description instanceof Mapping || description instanceof Sequence) {
      invalid(path + ".description", section.span(), "str type expected (type=type_error.str)");
    }
    for (String field : label.values().keySet()) {
      if (!LABEL_FIELDS.contains(field)) {
        invalid(
            path + "." + field,
            config.span(),
            "extra fields not permitted (type=value_error.extra)");
      }
    }
    labels.put(name, new Label(name, validFor, types == null ? null : types.span()));
  }

  private List<String> texts(String path, Mapping section, Sequence sequence) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      if (sequence.items().get(i) instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
        texts.add(scalar.text());
      } else {
        invalid(path + "." + i, section.span(), "str type expected (type=type_error.str)");
      }
    }
    return texts;
  }

  private void connotation(String path, Mapping section, @Nullable Value value) {
    if (value == null || isNull(value)) {
      return;
    }
    if (!(value instanceof Scalar scalar) || !CONNOTATIONS.contains(scalar.text())) {
      invalid(
          path,
          section.span(),
          "value is not a valid enumeration member; permitted: 'positive', 'negative', 'neutral'"
              + " (type=type_error.enum)");
    }
  }

  private static boolean isNull(Value value) {
    return value instanceof Scalar scalar && scalar.kind() == Kind.NULL;
  }

  private void invalid(String path, Span span, String hint) {
    error("invalid config value at `" + path + "`", span, hint);
  }

  private void error(String message, Span span, String... hints) {
    findings.error(Checks.CONFIG, message, span, hints);
  }
}
