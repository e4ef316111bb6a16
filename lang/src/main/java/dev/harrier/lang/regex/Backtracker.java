package dev.harrier.lang.regex;

import dev.harrier.lang.regex.BacktrackProgram.CharacterTest;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Accept;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Again;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Around;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Check;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Commit;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Enter;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Fail;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.IfSet;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Loop;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Read;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Run;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Same;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Save;
import dev.harrier.lang.regex.BacktrackProgram.Instruction.Split;
import dev.harrier.lang.regex.Node.Fold;
import java.util.Arrays;

/**
 * Matches as CPython's engine does, one choice after the other, with the stack on the heap and a
 * budget of steps for each search. Owned by one thread.
 */
final class Backtracker {
  /** About 50 ms; CPython itself would have no bound. */
  static final long STEPS_MAX = 10_000_000;

  /** Ints on the stack, 64 MB: deeper searches end as those over the budget of steps do. */
  private static final int STACK_MAX = 1 << 24;

  /** The stack is given back after a search that made it larger than this. */
  private static final int STACK_KEPT = 1 << 16;

  private static final int NO_MATCH = -1;

  /** Kinds of stack entries, each of four ints. */
  private static final int CHOICE = 0;

  private static final int UNDO = 1;
  private static final int SHRINK = 2;

  private final BacktrackProgram program;
  private final int[] registers;
  private int[] stack = new int[256];
  private int top;
  private long steps;
  private int[] text = new int[0];
  private int length;
  private int start;
  private int end;

  Backtracker(BacktrackProgram program) {
    this.program = program;
    this.registers = new int[program.registers()];
  }

  /**
   * Finds the leftmost match that begins at {@code from} or later.
   *
   * @param text code points, of which the first {@code length} count
   */
  boolean find(int[] text, int length, int from) {
    this.text = text;
    this.length = length;
    steps = 0;
    CharacterTest first = program.first();
    try {
      for (int at = from; at <= length; at++) {
        if (first != null) {
          while (at < length && !first.matches(text[at])) {
            at++;
          }
          if (at == length) {
            return false;
          }
        }
        top = 0;
        Arrays.fill(registers, NO_MATCH);
        int reached = run(program.start(), at);
        if (reached >= 0) {
          start = at;
          end = reached;
          return true;
        }
      }
      return false;
    } finally {
      if (stack.length > STACK_KEPT) {
        stack = new int[256];
      }
    }
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /**
   * Runs to an Accept; leaves the choices made on the stack. Returns where the text was read to.
   */
  private int run(int entry, int from) {
    int base = top;
    int pc = entry;
    int at = from;
    while (true) {
      if (++steps > STEPS_MAX) {
        throw new BudgetExceeded(STEPS_MAX);
      }
      int next = NO_MATCH;
      switch (program.at(pc)) {
        case Accept i -> {
          return at;
        }
        case Fail i -> {}
        case Read i -> {
          if (at < length && i.test().matches(text[at])) {
            at++;
            next = i.next();
          }
        }
        case Run i -> {
          int to = runEnd(i, at);
          if (to - at >= i.min()) {
            if (to - at > i.min()) {
              push(SHRINK, i.next(), at + i.min(), to - 1);
            }
            at = to;
            next = i.next();
          }
        }
        case Split i -> {
          push(CHOICE, i.other(), at, 0);
          next = i.preferred();
        }
        case Check i -> next = Anchors.holds(i.anchor(), text, length, at) ? i.next() : NO_MATCH;
        case Save i -> {
          set(i.register(), at);
          next = i.next();
        }
        case Enter i -> {
          set(i.register(), 0);
          set(i.register() + 1, NO_MATCH);
          next = i.next();
        }
        case Loop i -> next = loop(i, at);
        case Again i -> next = again(i, at);
        case Same i -> {
          int to = same(i, at);
          if (to >= 0) {
            at = to;
            next = i.next();
          }
        }
        case IfSet i -> next = registers[2 * i.group() + 1] >= 0 ? i.yes() : i.no();
        case Around i -> next = around(i, at) ? i.next() : NO_MATCH;
        case Commit i -> {
          int mark = top;
          int to = run(i.body(), at);
          if (to >= 0) {
            dropChoices(mark);
            at = to;
            next = i.next();
          }
        }
      }
      if (next < 0) {
        next = backtrack(base);
        if (next < 0) {
          return NO_MATCH;
        }
        at = resumeAt;
      }
      pc = next;
    }
  }

  private int resumeAt;

  /** Undoes what was done since the last choice above {@code base}, and takes its other branch. */
  private int backtrack(int base) {
    while (top > base) {
      top -= 4;
      switch (stack[top]) {
        case UNDO -> registers[stack[top + 1]] = stack[top + 2];
        case CHOICE -> {
          resumeAt = stack[top + 2];
          return stack[top + 1];
        }
        default -> {
          int shortest = stack[top + 2];
          resumeAt = stack[top + 3];
          if (resumeAt > shortest) {
            stack[top + 3] = resumeAt - 1;
            top += 4;
            return stack[top - 3];
          }
          return stack[top + 1];
        }
      }
    }
    return NO_MATCH;
  }

  private int runEnd(Run run, int from) {
    int limit = run.max() < length - from ? from + run.max() : length;
    int to = from;
    while (to < limit && run.test().matches(text[to])) {
      to++;
    }
    steps += (to - from) >> 3;
    return to;
  }

  private int loop(Loop i, int at) {
    int count = registers[i.register()];
    if (count < i.min()) {
      set(i.register(), count + 1);
      return i.body();
    }
    if (i.lazy()) {
      push(CHOICE, i.again(), at, 0);
      return i.exit();
    }
    // A round that read nothing is not followed by another: it would go on for ever.
    if (count < i.max() && registers[i.register() + 1] != at) {
      push(CHOICE, i.exit(), at, 0);
      set(i.register(), count + 1);
      set(i.register() + 1, at);
      return i.body();
    }
    return i.exit();
  }

  private int again(Again i, int at) {
    int count = registers[i.register()];
    if (count >= i.max() || registers[i.register() + 1] == at) {
      return NO_MATCH;
    }
    set(i.register(), count + 1);
    set(i.register() + 1, at);
    return i.body();
  }

  private int same(Same i, int at) {
    int from = registers[2 * i.group()];
    int to = registers[2 * i.group() + 1];
    if (from < 0 || to < from || to - from > length - at) {
      return NO_MATCH;
    }
    steps += (to - from) >> 3;
    for (int k = 0; k < to - from; k++) {
      if (folded(text[from + k], i.fold()) != folded(text[at + k], i.fold())) {
        return NO_MATCH;
      }
    }
    return at + to - from;
  }

  private static int folded(int c, Fold fold) {
    return switch (fold) {
      case EXACT -> c;
      case UNICODE -> CaseFolding.lower(c);
      case ASCII -> CaseFolding.asciiLower(c);
    };
  }

  private boolean around(Around i, int at) {
    int mark = top;
    boolean found = at >= i.back() && run(i.body(), at - i.back()) >= 0;
    if (found && i.negative()) {
      while (top > mark) {
        top -= 4;
        if (stack[top] == UNDO) {
          registers[stack[top + 1]] = stack[top + 2];
        }
      }
    } else if (found) {
      dropChoices(mark);
    }
    return found != i.negative();
  }

  private void set(int register, int value) {
    push(UNDO, register, registers[register], 0);
    registers[register] = value;
  }

  private void push(int kind, int a, int b, int c) {
    if (top + 4 > stack.length) {
      if (stack.length >= STACK_MAX) {
        throw new BudgetExceeded(STEPS_MAX);
      }
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
    stack[top++] = kind;
    stack[top++] = a;
    stack[top++] = b;
    stack[top++] = c;
  }

  /** Commits to the choices above a mark: only what is to be undone stays. */
  private void dropChoices(int mark) {
    int kept = mark;
    for (int i = mark; i < top; i += 4) {
      if (stack[i] == UNDO) {
        System.arraycopy(stack, i, stack, kept, 4);
        kept += 4;
      }
    }
    top = kept;
  }
}
