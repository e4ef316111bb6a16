package dev.harrier.lang.regex;

import java.util.Arrays;

/**
 * Runs a {@link LinearProgram} by following all its threads at once (Pike's method), the preferred
 * first. Slower than the {@link LazyDfa}, but it needs no table, and it says where the match lies.
 * Owned by one thread.
 */
final class NfaSimulation {
  private final LinearProgram program;
  private Threads now;
  private Threads then;
  private int[] stack = new int[16];
  private int start;
  private int end;

  /** Active places in order of preference, and where their match began. */
  private static final class Threads {
    final int[] places;
    final int[] position;
    final int[] starts;
    int size;

    Threads(int capacity) {
      places = new int[capacity];
      position = new int[capacity];
      starts = new int[capacity];
    }

    boolean contains(int pc) {
      return position[pc] < size && places[position[pc]] == pc;
    }

    void add(int pc, int start) {
      position[pc] = size;
      places[size] = pc;
      starts[size++] = start;
    }
  }

  NfaSimulation(LinearProgram program) {
    this.program = program;
    now = new Threads(program.size());
    then = new Threads(program.size());
  }

  /**
   * Finds the leftmost match that begins at {@code from} or later, the one that Python prefers.
   *
   * @param text code points, of which the first {@code length} count
   * @param any whether any match will do: it is then not said which
   */
  boolean find(int[] text, int length, int from, boolean any) {
    boolean found = false;
    now.size = 0;
    for (int at = from; ; at++) {
      if (!found && !(program.anchored() && at > 0)) {
        follow(now, program.start(), at, text, length, at);
      }
      if (now.size == 0) {
        return found;
      }
      int symbol = at < length ? program.alphabet().of(text[at]) : -1;
      then.size = 0;
      for (int i = 0; i < now.size; i++) {
        int pc = now.places[i];
        switch (program.op(pc)) {
          case MATCH -> {
            found = true;
            start = now.starts[i];
            end = at;
            now.size = i; // what follows is less preferred
          }
          case ONE_OF -> {
            if (symbol >= 0 && program.consumes(pc, symbol)) {
              follow(then, program.next(pc), now.starts[i], text, length, at + 1);
            }
          }
          case SPLIT, ASSERT, FAIL -> {}
        }
      }
      if (found && any || at >= length) {
        return found;
      }
      Threads swap = now;
      now = then;
      then = swap;
    }
  }

  private void follow(Threads threads, int from, int start, int[] text, int length, int at) {
    int depth = 0;
    stack[depth++] = from;
    while (depth > 0) {
      int pc = stack[--depth];
      if (threads.contains(pc)) {
        continue;
      }
      threads.add(pc, start);
      if (depth + 2 > stack.length) {
        stack = Arrays.copyOf(stack, 2 * stack.length);
      }
      switch (program.op(pc)) {
        case SPLIT -> {
          stack[depth++] = program.next(pc);
          stack[depth++] = program.preferred(pc);
        }
        case ASSERT -> {
          if (Anchors.holds(program.anchor(pc), text, length, at)) {
            stack[depth++] = program.next(pc);
          }
        }
        case ONE_OF, MATCH, FAIL -> {}
      }
    }
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }
}
