package dev.harrier.lang.check;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Span;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file as values that know where they stand. */
final class Yaml {
  /** A value in a YAML file. */
  sealed interface Value {
    Span span();
  }

  /**
   * @param keys where each key stands
   */
  record Mapping(Span span, Map<String, Value> values, Map<String, Span> keys) implements Value {
    Mapping {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** Where a key stands; where the mapping does if it comes from elsewhere. */
    Span key(String name) {
      return keys.getOrDefault(name, span);
    }
  }

  record Sequence(Span span, List<Value> items) implements Value {
    Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * @param kind as YAML's core schema reads the text
   */
  record Scalar(Span span, Kind kind, String text) implements Value {}

  enum Kind {
    TEXT,
    INT,
    FLOAT,
    BOOL,
    NULL
  }

  /** The text is no YAML, or none that a configuration can be. */
  static final class Malformed extends Exception {
    private final Span span;

    Malformed(String message, Span span) {
      super(message, null, false, false);
      this.span = span;
    }

    Span span() {
      return span;
    }
  }

  private final SourceFile file;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private Yaml(SourceFile file) {
    this.file = file;
  }

  /** Returns the document, or null if the file is empty. */
  static @Nullable Value read(SourceFile file) throws Malformed {
    Yaml reader = new Yaml(file);
    Node node;
    try {
      LoaderOptions options = new LoaderOptions();
      node =
          new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
              .compose(new StringReader(file.text()));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      throw new Malformed(String.valueOf(e.getProblem()), reader.span(mark));
    } catch (YAMLException e) {
      throw new Malformed(String.valueOf(e.getMessage()), new Span(file, 1, 0));
    }
    return node == null ? null : reader.value(node);
  }

  private Value value(Node node) throws Malformed {
    if (!open.add(node)) {
      throw new Malformed("a value contains itself", span(node.getStartMark()));
    }
    Value value =
        switch (node) {
          case MappingNode mapping -> mapping(mapping);
          case SequenceNode sequence -> sequence(sequence);
          case ScalarNode scalar ->
              new Scalar(span(scalar.getStartMark()), kind(scalar.getTag()), scalar.getValue());
          default -> throw new AssertionError("a composed tree has no aliases");
        };
    open.remove(node);
    return value;
  }

  private Mapping mapping(MappingNode node) throws Malformed {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Span> keys = new LinkedHashMap<>();
    Map<String, Value> inherited = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Value value = value(tuple.getValueNode());
      Span place = span(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new Malformed("a key must be text", place);
      }
      if (key.getTag().equals(Tag.MERGE) && value instanceof Mapping base) {
        inherited.putAll(base.values());
        base.keys().forEach(keys::putIfAbsent);
      } else if (kind(key.getTag()) != Kind.TEXT) {
        throw new Malformed("a key must be text, got `" + key.getValue() + "`", place);
      } else {
        values.put(key.getValue(), value);
        keys.put(key.getValue(), place);
      }
    }
    inherited.forEach(values::putIfAbsent);
    return new Mapping(span(node.getStartMark()), values, keys);
  }

  private Sequence sequence(SequenceNode node) throws Malformed {
    List<Value> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(value(item));
    }
    return new Sequence(span(node.getStartMark()), items);
  }

  private static Kind kind(Tag tag) {
    if (tag.equals(Tag.INT)) {
      return Kind.INT;
    }
    if (tag.equals(Tag.FLOAT)) {
      return Kind.FLOAT;
    }
    if (tag.equals(Tag.BOOL)) {
      return Kind.BOOL;
    }
    return tag.equals(Tag.NULL) ? Kind.NULL : Kind.TEXT;
  }

  private Span span(@Nullable Mark mark) {
    return mark == null
        ? new Span(file, 1, 0)
        : new Span(file, mark.getLine() + 1, mark.getColumn());
  }
}
