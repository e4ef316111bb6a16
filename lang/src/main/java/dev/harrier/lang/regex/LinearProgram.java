package dev.harrier.lang.regex;

import dev.harrier.lang.regex.Node.Alternate;
import dev.harrier.lang.regex.Node.Anchor;
import dev.harrier.lang.regex.Node.Assert;
import dev.harrier.lang.regex.Node.Atomic;
import dev.harrier.lang.regex.Node.BackReference;
import dev.harrier.lang.regex.Node.Capture;
import dev.harrier.lang.regex.Node.Concat;
import dev.harrier.lang.regex.Node.Conditional;
import dev.harrier.lang.regex.Node.Empty;
import dev.harrier.lang.regex.Node.Greed;
import dev.harrier.lang.regex.Node.Look;
import dev.harrier.lang.regex.Node.Never;
import dev.harrier.lang.regex.Node.OneOf;
import dev.harrier.lang.regex.Node.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern as a non-deterministic automaton (Thompson's construction): counted repeats are
 * unrolled, groups are forgotten. Immutable; shared by the matchers of all threads.
 */
final class LinearProgram {
  /** All instructions; a state of the automaton costs at most this many steps a character. */
  static final int SIZE_MAX = 100_000;

  /** Those that come from unrolling: they, unlike long alternations, tend to be active together. */
  static final int UNROLLED_MAX = 20_000;

  enum Op {
    ONE_OF,
    SPLIT,
    ASSERT,
    MATCH,
    FAIL
  }

  private static final Anchor[] ANCHORS = Anchor.values();

  private Op[] ops = new Op[16];

  /** Set number, anchor number, or the preferred branch. */
  private int[] args = new int[16];

  /** The next instruction, or the other branch. */
  private int[] nexts = new int[16];

  private int size;
  private int unrolled;
  private int copying;
  private final Map<CodePoints, Integer> sets = new LinkedHashMap<>();
  private final int start;
  private final Alphabet alphabet;

  /** By set and class of the alphabet. */
  private final boolean[][] members;

  private final boolean hasLastLineEnd;
  private final boolean hasWordEdges;
  private final boolean anchored;

  /** Thrown within the construction alone. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int position;

    TooLarge(int position) {
      super(null, null, false, false);
      this.position = position;
    }
  }

  /** A program, or why there is none. */
  record Built(java.util.Optional<LinearProgram> program, String problem) {}

  /** Builds the program of a pattern whose {@link #nonLinear} constructs were ruled out. */
  static Built build(Node root) {
    try {
      return new Built(java.util.Optional.of(new LinearProgram(root)), "");
    } catch (TooLarge e) {
      return new Built(
          java.util.Optional.empty(), "too large a repetition at position " + e.position);
    }
  }

  private LinearProgram(Node root) {
    start = emit(root, add(Op.MATCH, 0, 0, 0), 0);
    ops = Arrays.copyOf(ops, size);
    args = Arrays.copyOf(args, size);
    nexts = Arrays.copyOf(nexts, size);
    boolean lastLineEnd = false;
    boolean lineEdges = false;
    boolean wordEdges = false;
    for (int pc = 0; pc < size; pc++) {
      if (ops[pc] == Op.ASSERT) {
        lastLineEnd |= anchor(pc) == Anchor.LAST_LINE_END;
        lineEdges |= anchor(pc) == Anchor.LINE_START || anchor(pc) == Anchor.LINE_END;
        wordEdges |= anchor(pc).ordinal() >= Anchor.WORD_EDGE.ordinal();
      }
    }
    hasLastLineEnd = lastLineEnd;
    hasWordEdges = wordEdges;
    anchored = anchored(root);
    List<CodePoints> all = new ArrayList<>(sets.keySet());
    if (lastLineEnd || lineEdges) {
      all.add(CodePoints.of('\n'));
    }
    if (wordEdges) {
      all.add(Characters.WORD);
      all.add(Characters.ASCII_WORD);
    }
    alphabet = new Alphabet(all);
    members = new boolean[sets.size()][alphabet.size()];
    int i = 0;
    for (CodePoints set : sets.keySet()) {
      for (int symbol = 0; symbol < alphabet.size(); symbol++) {
        members[i][symbol] = set.contains(alphabet.example(symbol));
      }
      i++;
    }
  }

  // ---- what the engines read

  int size() {
    return size;
  }

  int start() {
    return start;
  }

  Op op(int pc) {
    return ops[pc];
  }

  int next(int pc) {
    return nexts[pc];
  }

  /** The branch of a split that is preferred to {@link #next}. */
  int preferred(int pc) {
    return args[pc];
  }

  Anchor anchor(int pc) {
    return ANCHORS[args[pc]];
  }

  boolean consumes(int pc, int symbol) {
    return members[args[pc]][symbol];
  }

  Alphabet alphabet() {
    return alphabet;
  }

  boolean hasLastLineEnd() {
    return hasLastLineEnd;
  }

  boolean hasWordEdges() {
    return hasWordEdges;
  }

  /** Whether a match can begin only where the text begins. */
  boolean anchored() {
    return anchored;
  }

  private static boolean anchored(Node node) {
    return switch (node) {
      case Assert a -> a.anchor() == Anchor.TEXT_START;
      case Capture c -> anchored(c.body());
      case Concat c -> c.parts().stream().anyMatch(LinearProgram::anchored);
      case Alternate a -> a.branches().stream().allMatch(LinearProgram::anchored);
      case Never n -> true;
      case Repeat r -> r.min() > 0 && anchored(r.body());
      case Empty e -> false;
      case OneOf o -> false;
      case Look l -> false;
      case Atomic a -> false;
      case BackReference b -> false;
      case Conditional c -> false;
    };
  }

  // ---- construction, from the end of the pattern to its beginning

  private int add(Op op, int arg, int next, int position) {
    if (size >= SIZE_MAX || copying > 0 && ++unrolled > UNROLLED_MAX) {
      throw new TooLarge(position);
    }
    if (size == ops.length) {
      ops = Arrays.copyOf(ops, 2 * size);
      args = Arrays.copyOf(args, 2 * size);
      nexts = Arrays.copyOf(nexts, 2 * size);
    }
    ops[size] = op;
    args[size] = arg;
    nexts[size] = next;
    return size++;
  }

  /** Emits code that matches a node and goes on at {@code next}; returns where it begins. */
  private int emit(Node node, int next, int position) {
    return switch (node) {
      case Empty e -> next;
      case Never n -> add(Op.FAIL, 0, 0, position);
      case OneOf o ->
          add(Op.ONE_OF, sets.computeIfAbsent(o.set(), s -> sets.size()), next, position);
      case Assert a -> add(Op.ASSERT, a.anchor().ordinal(), next, position);
      case Capture c -> emit(c.body(), next, position);
      case Concat c -> {
        int entry = next;
        for (int i = c.parts().size() - 1; i >= 0; i--) {
          entry = emit(c.parts().get(i), entry, position);
        }
        yield entry;
      }
      case Alternate a -> {
        int last = a.branches().size() - 1;
        int entry = emit(a.branches().get(last), next, position);
        for (int i = last - 1; i >= 0; i--) {
          entry = add(Op.SPLIT, emit(a.branches().get(i), next, position), entry, position);
        }
        yield entry;
      }
      case Repeat r -> emitRepeat(r, next);
      case Look l -> throw new AssertionError(l);
      case Atomic a -> throw new AssertionError(a);
      case BackReference b -> throw new AssertionError(b);
      case Conditional c -> throw new AssertionError(c);
    };
  }

  private int emitRepeat(Repeat repeat, int next) {
    boolean lazy = repeat.greed() == Greed.LAZY;
    int position = repeat.position();
    long required = repeat.min();
    int entry = next;
    if (repeat.max() == Node.UNBOUNDED) {
      int loop = add(Op.SPLIT, next, next, position);
      int body = emit(repeat.body(), loop, position);
      branch(loop, body, next, lazy);
      entry = required == 0 ? loop : body;
      required = Math.max(0, required - 1);
    } else {
      copying++;
      for (long i = repeat.max() - repeat.min(); i > 0; i--) {
        int split = add(Op.SPLIT, next, next, position);
        branch(split, emit(repeat.body(), entry, position), next, lazy);
        entry = split;
      }
      copying--;
    }
    copying++;
    for (long i = required; i > 0; i--) {
      int before = size;
      entry = emit(repeat.body(), entry, position);
      if (size == before) {
        break; // an empty body: any number of copies is none
      }
    }
    copying--;
    return entry;
  }

  private void branch(int split, int body, int exit, boolean lazy) {
    args[split] = lazy ? exit : body;
    nexts[split] = lazy ? body : exit;
  }

  /**
   * The first construct, such as {@code back-reference at position 3}, that no finite automaton
   * runs; empty when there is none.
   */
  static String nonLinear(Node node) {
    return switch (node) {
      case Empty e -> "";
      case Never n -> "";
      case OneOf o -> "";
      case Assert a -> "";
      case Capture c -> nonLinear(c.body());
      case Concat c -> firstNonLinear(c.parts());
      case Alternate a -> firstNonLinear(a.branches());
      case Repeat r -> {
        String inner = nonLinear(r.body());
        yield inner.isEmpty() && r.greed() == Greed.POSSESSIVE
            ? "possessive repeat at position " + r.position()
            : inner;
      }
      case Look l -> (l.behind() ? "look-behind" : "look-ahead") + " at position " + l.position();
      case Atomic a -> "atomic group at position " + a.position();
      case BackReference b -> "back-reference at position " + b.position();
      case Conditional c -> "conditional group at position " + c.position();
    };
  }

  private static String firstNonLinear(List<Node> nodes) {
    for (Node node : nodes) {
      String found = nonLinear(node);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }
}
