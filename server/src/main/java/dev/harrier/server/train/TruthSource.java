package dev.harrier.server.train;

import java.util.List;

/** Where truths about entities are found. */
public sealed interface TruthSource {
  /** As the user named it. */
  String text();

  /**
   * A label that people set (1) or took away (0) by hand. What rules set is no truth: it is what
   * they believed.
   */
  record Label(String name) implements TruthSource {
    @Override
    public String text() {
      return "label:" + name;
    }
  }

  /**
   * An event about the entity: a block, a report, an upheld appeal.
   *
   * @param path names of the members that hold the entity's id
   */
  record Happening(String type, List<String> path, int value) implements TruthSource {
    public Happening {
      path = List.copyOf(path);
    }

    @Override
    public String text() {
      return "event:" + type;
    }
  }

  /** A table. */
  record File(String path) implements TruthSource {
    @Override
    public String text() {
      return path;
    }
  }
}
