package dev.harrier.lang.emit;

import dev.harrier.json.JsonDocument;
import dev.harrier.json.KeyTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nodes of many plain paths ({@code $.a.b}) of an event.
 *
 * <p>A document that was parsed with a {@link KeyTree} says where they stand. In any other, or one
 * whose keys are out of the ordinary, they are found in one walk over its tape: the paths form a
 * trie. Producers write the members of an object in the same order every time, so each trie node
 * remembers which member came at which position last time and tries that first: a key costs one
 * comparison, most subtrees are skipped whole. Owned by one thread because of that memory.
 */
final class Leaves {
  /** Positions remembered per object; longer objects are looked up by name. */
  private static final int REMEMBERED = 64;

  private static final class Trie {
    final Map<String, Trie> byName = new LinkedHashMap<>();
    byte[][] names = {};
    Trie[] children = {};
    final List<Integer> paths = new ArrayList<>();
    int[] pathIndices = {};
    final byte[][] expectedKey = new byte[REMEMBERED][];
    final int[] expectedChild = new int[REMEMBERED];

    /** Number of the event in which the node's key was last met. */
    long seen;

    void freeze() {
      names = new byte[byName.size()][];
      children = new Trie[byName.size()];
      int i = 0;
      for (Map.Entry<String, Trie> entry : byName.entrySet()) {
        names[i] = entry.getKey().getBytes(StandardCharsets.UTF_8);
        children[i++] = entry.getValue();
        entry.getValue().freeze();
      }
      pathIndices = paths.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  private final Trie root = new Trie();
  private final List<List<String>> paths;
  private final int count;
  private long event;

  /** The key tree met last, the path of the data in it, and the numbers of the paths below it. */
  private @Nullable KeyTree keys;

  private int keysKnown;
  private int from;
  private final int[] numbers;

  /**
   * @param paths member names from the root down, one list a path
   */
  Leaves(List<List<String>> paths) {
    for (int i = 0; i < paths.size(); i++) {
      Trie at = root;
      for (String name : paths.get(i)) {
        at = at.byName.computeIfAbsent(name, n -> new Trie());
      }
      at.paths.add(i);
    }
    root.freeze();
    this.paths = List.copyOf(paths);
    count = paths.size();
    numbers = new int[count];
  }

  /**
   * Writes the node of each path into {@code found}, {@link JsonDocument#NONE} where the event has
   * none.
   *
   * @param found at least as long as there are paths
   */
  void find(JsonDocument document, int data, int[] found) {
    if (data != JsonDocument.NONE && isPlaced(document, data)) {
      for (int i = 0; i < count; i++) {
        found[i] = document.at(numbers[i]);
      }
      return;
    }
    event++;
    Arrays.fill(found, 0, count, JsonDocument.NONE);
    if (data != JsonDocument.NONE) {
      walk(document, data, root, found);
    }
  }

  /** Whether the document knows where its paths stand; if so, {@link #numbers} are those to ask. */
  private boolean isPlaced(JsonDocument document, int data) {
    KeyTree tree = document.keys();
    if (tree == null) {
      return false;
    }
    if (tree == keys && tree.count() == keysKnown && document.at(from) == data) {
      return true;
    }
    int path = document.pathOf(data);
    if (path == JsonDocument.NONE) {
      return false;
    }
    keys = tree;
    keysKnown = tree.count();
    from = path;
    for (int i = 0; i < count; i++) {
      numbers[i] = tree.number(path, paths.get(i));
    }
    return true;
  }

  private void walk(JsonDocument document, int node, Trie trie, int[] found) {
    for (int path : trie.pathIndices) {
      found[path] = node;
    }
    if (trie.children.length == 0 || document.kindCode(node) != JsonDocument.OBJECT) {
      return;
    }
    int position = 0;
    for (int member = document.firstChild(node);
        member != JsonDocument.NONE;
        member = document.nextSibling(member)) {
      int child = child(document, member, trie, position++);
      if (child >= 0) {
        Trie below = trie.children[child];
        if (below.seen == event) {
          forget(below, found);
        }
        below.seen = event;
        walk(document, member, below, found);
      }
    }
  }

  /** A key that comes twice: the later value counts, and nothing of the earlier one may stay. */
  private static void forget(Trie trie, int[] found) {
    for (int i = 0; i < trie.children.length; i++) {
      Trie child = trie.children[i];
      for (int path : child.pathIndices) {
        found[path] = JsonDocument.NONE;
      }
      forget(child, found);
    }
  }

  private static int child(JsonDocument document, int member, Trie trie, int position) {
    if (position < REMEMBERED) {
      byte[] expected = trie.expectedKey[position];
      if (expected != null && document.keyEquals(member, expected)) {
        return trie.expectedChild[position];
      }
    }
    int child = -1;
    for (int i = 0; i < trie.names.length; i++) {
      if (document.keyEquals(member, trie.names[i])) {
        child = i;
        break;
      }
    }
    if (position < REMEMBERED) {
      trie.expectedKey[position] =
          child >= 0 ? trie.names[child] : document.key(member).getBytes(StandardCharsets.UTF_8);
      trie.expectedChild[position] = child;
    }
    return child;
  }
}
