package dev.harrier.server.settings;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.ProjectException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a section of the configuration, from whichever files have it. */
public final class Section {
  private final String name;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private Section(String name) {
    this.name = name;
  }

  /** The section's entries in order; none if no file has it. */
  public static List<Entry> read(String name, SortedMap<String, SourceFile> config)
      throws ProjectException {
    Section section = new Section(name);
    for (SourceFile file : config.values()) {
      section.read(file);
    }
    return List.copyOf(section.entries.values());
  }

  private void read(SourceFile file) throws ProjectException {
    if (!(root(file) instanceof MappingNode root)) {
      return;
    }
    for (NodeTuple tuple : root.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
        for (NodeTuple entry : mapping(file, tuple.getValueNode(), "`" + name + "`")) {
          Entry made = entry(file, entry);
          if (entries.putIfAbsent(made.name(), made) != null) {
            throw new ProjectException(
                made.place() + ": `" + made.name() + "` stands twice in `" + name + "`");
          }
        }
      }
    }
  }

  private static @Nullable Node root(SourceFile file) throws ProjectException {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .compose(new StringReader(file.text()));
    } catch (YAMLException e) {
      throw new ProjectException("`" + file.path() + "`: " + e.getMessage());
    }
  }

  private static List<NodeTuple> mapping(SourceFile file, Node node, String what)
      throws ProjectException {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw new ProjectException(place(file, node) + ": " + what + " must be a mapping");
  }

  private static Entry entry(SourceFile file, NodeTuple tuple) throws ProjectException {
    String name = scalar(file, tuple.getKeyNode(), "a name");
    Map<String, Entry.Field> fields = new LinkedHashMap<>();
    for (NodeTuple field : mapping(file, tuple.getValueNode(), "`" + name + "`")) {
      Node value = field.getValueNode();
      List<String> values = new ArrayList<>();
      if (value instanceof SequenceNode list) {
        for (Node item : list.getValue()) {
          values.add(scalar(file, item, "an item"));
        }
      } else {
        values.add(scalar(file, value, "a value"));
      }
      fields.put(
          scalar(file, field.getKeyNode(), "a field"),
          new Entry.Field(values, value instanceof SequenceNode, place(file, value)));
    }
    return new Entry(name, place(file, tuple.getKeyNode()), fields);
  }

  private static String scalar(SourceFile file, Node node, String what) throws ProjectException {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new ProjectException(place(file, node) + ": " + what + " must be a text or a number");
  }

  private static String place(SourceFile file, Node node) {
    return file.path()
        + ":"
        + (node.getStartMark().getLine() + 1)
        + ":"
        + (node.getStartMark().getColumn() + 1);
  }
}
