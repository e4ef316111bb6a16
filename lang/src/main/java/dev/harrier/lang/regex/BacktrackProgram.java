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
import dev.harrier.lang.regex.Node.Fold;
import dev.harrier.lang.regex.Node.Greed;
import dev.harrier.lang.regex.Node.Look;
import dev.harrier.lang.regex.Node.Never;
import dev.harrier.lang.regex.Node.OneOf;
import dev.harrier.lang.regex.Node.Repeat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as instructions for the {@link Backtracker}: repeats count, groups are kept. Immutable.
 */
final class BacktrackProgram {
  /** One instruction; {@code next} is where to go on, an index into the program. */
  sealed interface Instruction {
    record Accept() implements Instruction {}

    record Fail() implements Instruction {}

    record Read(CharacterTest test, int next) implements Instruction {}

    /** A greedy repeat of one character. */
    record Run(CharacterTest test, int min, int max, int next) implements Instruction {}

    record Split(int preferred, int other) implements Instruction {}

    record Check(Anchor anchor, int next) implements Instruction {}

    record Save(int register, int next) implements Instruction {}

    /** Sets a loop's two registers, its count and the place where its last optional round began. */
    record Enter(int register, int next) implements Instruction {}

    record Loop(int register, int min, int max, boolean lazy, int body, int again, int exit)
        implements Instruction {}

    /** One more round of a lazy loop whose exit failed. */
    record Again(int register, int max, int body) implements Instruction {}

    record Same(int group, Fold fold, int next) implements Instruction {}

    record IfSet(int group, int yes, int no) implements Instruction {}

    record Around(boolean negative, int back, int body, int next) implements Instruction {}

    record Commit(int body, int next) implements Instruction {}
  }

  /** Membership in a set, by table for ASCII. */
  static final class CharacterTest {
    private final boolean[] ascii = new boolean[128];
    private final CodePoints set;

    CharacterTest(CodePoints set) {
      this.set = set;
      for (int c = 0; c < ascii.length; c++) {
        ascii[c] = set.contains(c);
      }
    }

    boolean matches(int codePoint) {
      return codePoint < 128 ? ascii[codePoint] : set.contains(codePoint);
    }
  }

  private final List<Instruction> code = new ArrayList<>();
  private final Instruction[] instructions;
  private final int start;
  private int registers;
  private final @Nullable CharacterTest first;

  BacktrackProgram(PatternParser.Parsed pattern) {
    registers = 2 * pattern.groups();
    start = emit(pattern.root(), add(new Instruction.Accept()));
    instructions = code.toArray(new Instruction[0]);
    CodePoints firstSet = first(pattern.root());
    first = firstSet == null ? null : new CharacterTest(firstSet);
  }

  Instruction at(int pc) {
    return instructions[pc];
  }

  int start() {
    return start;
  }

  /** Two for each group, then two for each loop. */
  int registers() {
    return registers;
  }

  /** What every match begins with; null when that is not known. */
  @Nullable CharacterTest first() {
    return first;
  }

  private int add(Instruction instruction) {
    code.add(instruction);
    return code.size() - 1;
  }

  private int emit(Node node, int next) {
    return switch (node) {
      case Empty e -> next;
      case Never n -> add(new Instruction.Fail());
      case OneOf o -> add(new Instruction.Read(new CharacterTest(o.set()), next));
      case Assert a -> add(new Instruction.Check(a.anchor(), next));
      case Capture c -> {
        int close = add(new Instruction.Save(2 * c.group() + 1, next));
        yield add(new Instruction.Save(2 * c.group(), emit(c.body(), close)));
      }
      case Concat c -> {
        int entry = next;
        for (int i = c.parts().size() - 1; i >= 0; i--) {
          entry = emit(c.parts().get(i), entry);
        }
        yield entry;
      }
      case Alternate a -> {
        int last = a.branches().size() - 1;
        int entry = emit(a.branches().get(last), next);
        for (int i = last - 1; i >= 0; i--) {
          entry = add(new Instruction.Split(emit(a.branches().get(i), next), entry));
        }
        yield entry;
      }
      case Repeat r -> emitRepeat(r, next);
      case Look l -> {
        int body = emit(l.body(), add(new Instruction.Accept()));
        yield add(new Instruction.Around(l.negative(), cap(l.width()), body, next));
      }
      case Atomic a -> commit(a.body(), next);
      case BackReference b -> add(new Instruction.Same(b.group(), b.fold(), next));
      case Conditional c ->
          add(new Instruction.IfSet(c.group(), emit(c.whenSet(), next), emit(c.whenUnset(), next)));
    };
  }

  private int commit(Node body, int next) {
    return add(new Instruction.Commit(emit(body, add(new Instruction.Accept())), next));
  }

  private int emitRepeat(Repeat r, int next) {
    if (r.greed() == Greed.POSSESSIVE) {
      // CPython commits to every round, not only to the whole.
      Node body = r.body() instanceof OneOf ? r.body() : new Atomic(r.body(), r.position());
      return commit(new Repeat(body, r.min(), r.max(), Greed.GREEDY, r.position()), next);
    }
    boolean lazy = r.greed() == Greed.LAZY;
    if (r.body() instanceof OneOf one && !lazy) {
      CharacterTest test = new CharacterTest(one.set());
      return add(new Instruction.Run(test, cap(r.min()), cap(r.max()), next));
    }
    int register = registers;
    registers += 2;
    int loop = add(new Instruction.Fail());
    int body = emit(r.body(), loop);
    int again = lazy ? add(new Instruction.Again(register, cap(r.max()), body)) : body;
    code.set(
        loop, new Instruction.Loop(register, cap(r.min()), cap(r.max()), lazy, body, again, next));
    return add(new Instruction.Enter(register, loop));
  }

  private static int cap(long bound) {
    return (int) Math.min(bound, Integer.MAX_VALUE);
  }

  private static @Nullable CodePoints first(Node node) {
    return switch (node) {
      case OneOf o -> o.set();
      case Capture c -> first(c.body());
      case Atomic a -> first(a.body());
      case Repeat r -> r.min() > 0 ? first(r.body()) : null;
      case Concat c -> firstOfConcat(c.parts());
      case Alternate a -> firstOfAlternate(a.branches());
      case Never n -> CodePoints.NONE;
      case Empty e -> null;
      case Assert a -> null;
      case Look l -> null;
      case BackReference b -> null;
      case Conditional c -> null;
    };
  }

  private static @Nullable CodePoints firstOfConcat(List<Node> parts) {
    for (Node part : parts) {
      if (!(part instanceof Assert) && !(part instanceof Look)) {
        return first(part);
      }
    }
    return null;
  }

  private static @Nullable CodePoints firstOfAlternate(List<Node> branches) {
    CodePoints.Builder all = new CodePoints.Builder();
    for (Node branch : branches) {
      CodePoints set = first(branch);
      if (set == null) {
        return null;
      }
      all.add(set);
    }
    return all.build();
  }
}
