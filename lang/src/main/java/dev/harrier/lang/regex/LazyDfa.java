package dev.harrier.lang.regex;

import dev.harrier.lang.regex.LinearProgram.Op;
import dev.harrier.lang.regex.Node.Anchor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A deterministic automaton built from a {@link LinearProgram} while texts are searched (Thompson
 * 1968; the form follows R. Cox, "Regular Expression Matching in the Wild", 2010). Owned by one
 * thread.
 *
 * <p>A state is the set of program places that may be active between two characters. Places behind
 * an assertion that depends on the next character (line end, text end, word edge) wait in the set
 * until that character is known; what such an assertion must know of the character before is kept
 * in the state as its context. Two symbols besides the alphabet's classes: the newline that ends
 * the text ({@code $} holds before it), and the end of the text.
 *
 * <p>The table is bounded: when it is full it is emptied and begun anew. A text on which that
 * happens too often is left to {@link NfaSimulation}.
 */
final class LazyDfa {
  /** 128 KB a pattern and thread. */
  private static final int TABLE_MAX = 32_768;

  /** A state's own set may be large: all sets of a table together hold at most this many places. */
  private static final int PLACES_MAX = 65_536;

  /** A full table must have served so many characters a state, or the search is handed over. */
  private static final int CHARS_PER_STATE_MIN = 10;

  private static final int UNKNOWN = -1;
  private static final int DEAD = -2;
  private static final int MATCH = -3;
  private static final int GIVE_UP = -4;

  /** Value of {@link #home} once skipping was found not to pay. */
  private static final int NO_HOME = -5;

  private static final int SKIPS_WEIGHED = 64;
  private static final int SKIP_LENGTH_MIN = 6;

  private static final int AT_START = 1;
  private static final int AFTER_NEWLINE = 2;
  private static final int AFTER_WORD = 4;
  private static final int AFTER_ASCII_WORD = 8;
  private static final int CONTEXTS = 16;

  /** What a search finds. */
  enum Answer {
    NO,
    YES,
    /** The automaton has too many states for this text. */
    UNDECIDED
  }

  private final LinearProgram program;
  private final Alphabet alphabet;
  private final char[] latin;
  private final int lastNewline;
  private final int end;
  private final int newline;
  private final int stride;
  private final int statesMax;

  /** Next state by state and symbol; a state's number is the index of its row. */
  private int[] table;

  private int[][] places;
  private int[] contexts;
  private int states;
  private int placesHeld;
  private final Map<Key, Integer> numbers = new HashMap<>();

  /** A state in which most of a text is read, and the Latin-1 characters that do not leave it. */
  private int home = UNKNOWN;

  private final boolean[] stays = new boolean[256];
  private int skips;
  private int skippedChars;

  /** Whether a match has to begin where the search does. */
  private final boolean anchored;

  /** By context: the state in which a search begins, {@link #UNKNOWN} until it is asked for. */
  private final int[] initial = new int[CONTEXTS];

  /**
   * Characters given to this automaton so far: before the current search, and when the table was
   * emptied last.
   */
  private long charsBefore;

  private long charsAtFlush;

  private final int[] set;
  private final int[] position;
  private int setSize;
  private int[] stack = new int[16];

  private record Key(int[] places, int context) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && context == that.context
          && Arrays.equals(places, that.places);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(places) * 31 + context;
    }
  }

  /**
   * @param anchored whether only matches that begin where the search does are looked for
   */
  LazyDfa(LinearProgram program, boolean anchored) {
    this.program = program;
    this.anchored = anchored || program.anchored();
    alphabet = program.alphabet();
    latin = alphabet.latin();
    newline = alphabet.of('\n');
    lastNewline = alphabet.size();
    end = alphabet.size() + 1;
    stride = alphabet.size() + 2;
    statesMax = Math.max(8, TABLE_MAX / stride);
    table = new int[4 * stride];
    places = new int[4][];
    contexts = new int[4];
    set = new int[program.size()];
    position = new int[program.size()];
    reset();
  }

  // ---- searching

  /**
   * Searches valid UTF-8.
   *
   * @param start where the search begins, in {@code from..to}; what stands before is context
   */
  Answer search(byte[] utf8, int start, int from, int to) {
    int state = initial(start == from ? AT_START : contextAfter(symbol(utf8, start)));
    int last = program.hasLastLineEnd() && to > start && utf8[to - 1] == '\n' ? to - 1 : to;
    int i = start;
    while (i < last && state >= 0) {
      if (state == home) {
        int entered = i;
        while (i < last && utf8[i] >= 0 && stays[utf8[i]]) {
          i++;
        }
        weighSkip(i - entered);
        if (i == last) {
          break;
        }
      }
      int first = utf8[i];
      int symbol;
      if (first >= 0) {
        symbol = latin[first];
        i++;
      } else {
        symbol = alphabet.of(Utf8.codePoint(utf8, i));
        i += Utf8.length(utf8[i]);
      }
      int next = table[state + symbol];
      state = next >= 0 ? next : known(next) ? next : step(state, symbol, i - start);
    }
    return finish(state, last < to, i - start);
  }

  private int symbol(byte[] utf8, int before) {
    return alphabet.of(Utf8.codePointBefore(utf8, before));
  }

  private int initial(int context) {
    int state = initial[context];
    if (state == UNKNOWN) {
      setSize = 0;
      boolean matched = close(program.start(), context, UNKNOWN);
      state = matched ? MATCH : number(context);
      if (state == GIVE_UP) {
        reset();
        return initial(context);
      }
      initial[context] = state;
    }
    return state;
  }

  Answer search(String text) {
    int state = initial(AT_START);
    int length = text.length();
    int last =
        program.hasLastLineEnd() && length > 0 && text.charAt(length - 1) == '\n'
            ? length - 1
            : length;
    int i = 0;
    while (i < last && state >= 0) {
      char c = text.charAt(i++);
      if (state == home) {
        int entered = i;
        while (c < 256 && stays[c] && i < last) {
          c = text.charAt(i++);
        }
        weighSkip(i - entered);
      }
      int symbol;
      if (c < 256) {
        symbol = latin[c];
      } else {
        int codePoint = text.codePointAt(i - 1);
        i += codePoint > 0xffff ? 1 : 0;
        symbol = alphabet.of(codePoint);
      }
      int next = table[state + symbol];
      state = next >= 0 ? next : known(next) ? next : step(state, symbol, i);
    }
    return finish(state, last < length, length);
  }

  /** Gives the skipping up where it does not pay: its branches are then mispredicted. */
  private void weighSkip(int skipped) {
    skippedChars += skipped;
    if (++skips == SKIPS_WEIGHED) {
      if (skippedChars < SKIP_LENGTH_MIN * SKIPS_WEIGHED) {
        home = NO_HOME;
      }
      skips = 0;
      skippedChars = 0;
    }
  }

  private static boolean known(int next) {
    return next < UNKNOWN;
  }

  private Answer finish(int reached, boolean newlineLeft, int length) {
    int state = reached;
    if (newlineLeft && state >= 0) {
      state = look(state, lastNewline, length);
    }
    if (state >= 0) {
      state = look(state, end, length);
    }
    charsBefore += length;
    return switch (state) {
      case MATCH -> Answer.YES;
      case GIVE_UP -> Answer.UNDECIDED;
      default -> Answer.NO;
    };
  }

  private int look(int state, int symbol, int read) {
    int next = table[state + symbol];
    return next == UNKNOWN ? step(state, symbol, read) : next;
  }

  // ---- building

  private void reset() {
    numbers.clear();
    states = 0;
    placesHeld = 0;
    home = UNKNOWN;
    Arrays.fill(stays, false);
    Arrays.fill(initial, UNKNOWN);
  }

  /** Computes one entry of the table. */
  private int step(int state, int symbol, int read) {
    int before = states;
    int context = contexts[state / stride];
    int[] from = places[state / stride];
    int next = successor(from, context, symbol);
    if (next == GIVE_UP) {
      if (charsBefore + read - charsAtFlush < CHARS_PER_STATE_MIN * (long) before) {
        return GIVE_UP;
      }
      charsAtFlush = charsBefore + read;
      reset();
      return successor(from, context, symbol);
    }
    table[state + symbol] = next;
    if (next == state && symbol < alphabet.size() && (home == UNKNOWN || home == state)) {
      home = state;
      for (int c = 0; c < stays.length; c++) {
        stays[c] |= latin[c] == symbol;
      }
    }
    return next;
  }

  private int successor(int[] from, int context, int symbol) {
    setSize = 0;
    boolean matched = false;
    for (int pc : from) {
      matched |= close(pc, context, symbol);
    }
    if (matched) {
      return MATCH;
    }
    if (symbol == end) {
      return DEAD;
    }
    int[] active = Arrays.copyOf(set, setSize);
    int symbolClass = symbol == lastNewline ? newline : symbol;
    int after = contextAfter(symbolClass);
    setSize = 0;
    for (int pc : active) {
      if (program.op(pc) == Op.ONE_OF && program.consumes(pc, symbolClass)) {
        matched |= close(program.next(pc), after, UNKNOWN);
      }
    }
    if (!anchored) {
      matched |= close(program.start(), after, UNKNOWN);
    }
    return matched ? MATCH : setSize == 0 ? DEAD : number(after);
  }

  private int contextAfter(int symbolClass) {
    int example = alphabet.example(symbolClass);
    int context = example == '\n' ? AFTER_NEWLINE : 0;
    if (program.hasWordEdges()) {
      context |= Characters.WORD.contains(example) ? AFTER_WORD : 0;
      context |= Characters.ASCII_WORD.contains(example) ? AFTER_ASCII_WORD : 0;
    }
    return context;
  }

  /**
   * Adds to the set what can be reached from a place without reading.
   *
   * @param symbol the next one, or {@link #UNKNOWN}, which leaves assertions about it in the set
   * @return whether the match can be reached
   */
  private boolean close(int from, int context, int symbol) {
    boolean matched = false;
    int depth = 0;
    stack[depth++] = from;
    while (depth > 0) {
      int pc = stack[--depth];
      if (contains(pc)) {
        continue;
      }
      position[pc] = setSize;
      set[setSize++] = pc;
      if (depth + 2 > stack.length) {
        stack = Arrays.copyOf(stack, 2 * stack.length);
      }
      switch (program.op(pc)) {
        case MATCH -> matched = true;
        case SPLIT -> {
          stack[depth++] = program.next(pc);
          stack[depth++] = program.preferred(pc);
        }
        case ASSERT -> {
          if (holds(program.anchor(pc), context, symbol)) {
            stack[depth++] = program.next(pc);
          }
        }
        case ONE_OF, FAIL -> {}
      }
    }
    return matched;
  }

  private boolean contains(int pc) {
    return position[pc] < setSize && set[position[pc]] == pc;
  }

  private boolean holds(Anchor anchor, int context, int symbol) {
    return switch (anchor) {
      case TEXT_START -> (context & AT_START) != 0;
      case LINE_START -> (context & (AT_START | AFTER_NEWLINE)) != 0;
      case TEXT_END -> symbol == end;
      case LAST_LINE_END -> symbol == end || symbol == lastNewline;
      case LINE_END -> symbol == end || symbol == lastNewline || symbol == newline;
      case WORD_EDGE -> symbol != UNKNOWN && edge(context, AFTER_WORD, symbol);
      case ASCII_WORD_EDGE -> symbol != UNKNOWN && edge(context, AFTER_ASCII_WORD, symbol);
      case NOT_WORD_EDGE -> noEdge(context, AFTER_WORD, symbol);
      case NOT_ASCII_WORD_EDGE -> noEdge(context, AFTER_ASCII_WORD, symbol);
    };
  }

  private boolean edge(int context, int bit, int symbol) {
    int symbolClass = symbol == lastNewline ? newline : symbol;
    int next = symbol == end ? 0 : contextAfter(symbolClass);
    return ((context ^ next) & bit) != 0;
  }

  private boolean noEdge(int context, int bit, int symbol) {
    boolean emptyText = symbol == end && (context & AT_START) != 0;
    return symbol != UNKNOWN && !emptyText && !edge(context, bit, symbol);
  }

  private static boolean waits(Anchor anchor) {
    return switch (anchor) {
      case TEXT_START, LINE_START -> false;
      case TEXT_END,
          LAST_LINE_END,
          LINE_END,
          WORD_EDGE,
          NOT_WORD_EDGE,
          ASCII_WORD_EDGE,
          NOT_ASCII_WORD_EDGE ->
          true;
    };
  }

  /** The number of the state that the set forms, {@link #GIVE_UP} when the table is full. */
  private int number(int context) {
    int[] kept = new int[setSize];
    int size = 0;
    boolean waiting = false;
    for (int i = 0; i < setSize; i++) {
      int pc = set[i];
      boolean asserts = program.op(pc) == Op.ASSERT && waits(program.anchor(pc));
      waiting |= asserts;
      if (asserts || program.op(pc) == Op.ONE_OF) {
        kept[size++] = pc;
      }
    }
    if (size == 0) {
      return DEAD;
    }
    kept = Arrays.copyOf(kept, size);
    Arrays.sort(kept);
    Key key = new Key(kept, waiting ? context : 0);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    if (states > 2 && (states >= statesMax || placesHeld + size > PLACES_MAX)) {
      return GIVE_UP;
    }
    return create(key);
  }

  private int create(Key key) {
    if (states == places.length) {
      places = Arrays.copyOf(places, 2 * states);
      contexts = Arrays.copyOf(contexts, 2 * states);
      table = Arrays.copyOf(table, 2 * states * stride);
    }
    int number = states * stride;
    Arrays.fill(table, number, number + stride, UNKNOWN);
    places[states] = key.places();
    contexts[states] = key.context();
    placesHeld += key.places().length;
    states++;
    numbers.put(key, number);
    return number;
  }
}
