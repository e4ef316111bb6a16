package dev.harrier.lang.emit;

import dev.harrier.decision.Failure;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.lang.function.EventContext;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.function.RegexFunctions;
import dev.harrier.lang.function.Scoring;
import dev.harrier.lang.plan.Node;
import dev.harrier.lang.plan.Op;
import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Plan.SymbolPlan;
import dev.harrier.lang.plan.Plan.TextPlan;
import dev.harrier.lang.plan.Rep;
import dev.harrier.lang.regex.BudgetExceeded;
import dev.harrier.lang.regex.PythonRegex;
import dev.harrier.lang.regex.RegexMatcher;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.rule.Facts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What generated code stands on: the values of one event, by node, and everything that need not be
 * bytecode.
 *
 * <p>The generated {@link Part}s work on it. They compute each kept node at most once an event:
 * {@link #state} says whether and how it ended, and {@link #longs}, {@link #doubles} or {@link
 * #refs} hold the value. Owned by one thread, reused for all events.
 */
final class Frame implements EventContext {
  static final byte UNKNOWN = 0;
  static final byte VALUE = 1;
  static final byte NONE = 2;
  static final byte SILENT = 3;
  static final byte COUNTED = 4;

  /** Largest magnitude up to which every int is a double. */
  private static final long EXACT = 1L << 53;

  final Plan plan;
  final Object[] constants;
  final byte[] state;
  final long[] longs;
  final double[] doubles;
  final @Nullable Object[] refs;

  /** Literals found, all texts one after the other, each starting at a word of its own. */
  final long[] found;

  /**
   * By text: whether {@link #found} is exact: no character of the text turns into an ASCII letter
   * by a case rule.
   */
  final boolean[] exact;

  /** By text: whether the text had a value and was scanned. */
  final boolean[] scanned;

  /** Truth of the atoms, all groups one after the other, each starting at a word of its own. */
  final long[] atoms;

  final long[] fired;
  final long[] failedRules;

  private final Part[] parts;
  private final Partition partition;
  private final Node[] nodes;
  private final Rep[] reps;
  private final LeafReader reader;

  /** This thread's matchers, by the constant that holds the pattern. */
  private final @Nullable RegexMatcher[] matchers;

  private final LiteralScan[] scans;
  private final int[] hitBase;
  private final int[] hitWords;

  /** By text: where the located literals stand. */
  private final Occurrences[] occurrences;

  /** By node: the text of the plan whose base it is; −1 if it is none. */
  private final int[] textOf;

  /**
   * By the constant that holds a pattern: literals with which its matches begin; see {@link
   * #starts}.
   */
  private final int[] @Nullable [] starts;

  /** Scratch: places at which a match may begin. */
  private final int[] places = new int[Occurrences.MAX];

  private final SymbolTable[] symbols;
  private final int[] symbolValue;
  private final List<Failure> failures = new ArrayList<>();
  private final Scoring scoring = new Scoring();
  private @Nullable Event event;
  private @Nullable Facts facts;

  /**
   * @param parts the generated code, shared by all frames of the plan
   * @param scans by text, shared as well
   */
  Frame(
      Plan plan,
      Partition partition,
      List<Part> parts,
      List<LiteralScan> scans,
      Object[] constants) {
    this.plan = plan;
    this.parts = parts.toArray(Part[]::new);
    this.partition = partition;
    this.constants = constants;
    int count = plan.nodes().size();
    nodes = plan.nodes().toArray(Node[]::new);
    reps = plan.nodes().stream().map(Node::rep).toArray(Rep[]::new);
    state = new byte[count];
    longs = new long[count];
    doubles = new double[count];
    refs = new Object[count];
    reader = new LeafReader(plan, this);
    matchers = new RegexMatcher[constants.length];
    int texts = plan.texts().size();
    this.scans = scans.toArray(LiteralScan[]::new);
    hitBase = new int[texts];
    hitWords = new int[texts];
    occurrences = new Occurrences[texts];
    textOf = new int[count];
    Arrays.fill(textOf, -1);
    starts = new int[constants.length][];
    int words = 0;
    for (TextPlan text : plan.texts()) {
      occurrences[text.index()] = new Occurrences();
      textOf[text.base().id()] = text.index();
      hitBase[text.index()] = words;
      hitWords[text.index()] = (text.literals().size() + 63) >>> 6;
      words += hitWords[text.index()];
    }
    found = new long[words];
    exact = new boolean[texts];
    scanned = new boolean[texts];
    atoms = new long[plan.atomWords()];
    fired = new long[(plan.rules().size() + 63) >>> 6];
    failedRules = new long[fired.length];
    symbols = new SymbolTable[plan.symbols().size()];
    symbolValue = new int[symbols.length];
    for (SymbolPlan symbol : plan.symbols()) {
      symbols[symbol.index()] = new SymbolTable(symbol.constants());
    }
  }

  // Generated code.

  /** Computes a kept node and returns its state. */
  final int compute(int node) {
    return parts[partition.ofNode(node)].compute(this, node);
  }

  /** Tries a rule: {@link #fire} or {@link #failRule} or neither. */
  final void tryRule(int rule) {
    parts[partition.ofRule(rule)].tryRule(this, rule);
  }

  /** Computes the atoms of a group; false if one of them failed. */
  final boolean atoms(int group) {
    return parts[parts.length - 1].atoms(this, group);
  }

  /**
   * Tries those rules of a group that the literal scan cannot rule out and whose atoms all hold.
   */
  final void sweepByAtoms(int group) {
    for (int part = 0; part < partition.parts(); part++) {
      parts[part].sweepByAtoms(this, group);
    }
  }

  /** Tries all rules of a group that the literal scan cannot rule out. */
  final void sweep(int group) {
    for (int part = 0; part < partition.parts(); part++) {
      parts[part].sweep(this, group);
    }
  }

  // Between events.

  void begin(Event event, Facts facts) {
    this.event = event;
    this.facts = facts;
    Arrays.fill(state, UNKNOWN);
    Arrays.fill(fired, 0);
    Arrays.fill(failedRules, 0);
    Arrays.fill(symbolValue, SYMBOL_UNKNOWN);
    // What is asked before the texts are scanned is answered by the conditions themselves.
    Arrays.fill(found, -1L);
    Arrays.fill(exact, false);
    Arrays.fill(scanned, false);
    if (!failures.isEmpty()) {
      failures.clear();
    }
    reader.begin(event);
  }

  /** Lets go of the event. */
  void end() {
    event = null;
    facts = null;
  }

  @Override
  public final Event event() {
    if (event == null) {
      throw new IllegalStateException("no event is being decided");
    }
    return event;
  }

  @Override
  public final Facts facts() {
    if (facts == null) {
      throw new IllegalStateException("no event is being decided");
    }
    return facts;
  }

  @Override
  public final Scoring scoring() {
    return scoring;
  }

  List<Failure> failures() {
    return failures.isEmpty() ? List.of() : List.copyOf(failures);
  }

  // Nodes.

  /** Computes a kept node if that has not been done, and returns its state. */
  final int force(int node) {
    int known = state[node];
    return known != UNKNOWN ? known : compute(node);
  }

  /** Value of a kept node that ended with a value, boxed. */
  final Object boxed(int node) {
    return switch (reps[node]) {
      case LONG -> longs[node];
      case DOUBLE -> doubles[node];
      case NUMBER -> number(node);
      case BOOL -> longs[node] != 0;
      case TEXT -> text(node);
      case OBJECT -> Objects.requireNonNull(refs[node]);
    };
  }

  /**
   * A kept int or float whose kind only the event knows: the leaf's own value, or a quotient, whose
   * int case is the zero of a division by zero.
   */
  final Object number(int node) {
    if (nodes[node].op() instanceof Op.Leaf) {
      Object whole = refs[node];
      return whole != null ? whole : (Object) doubles[node];
    }
    return longs[node] != 0 ? (Object) 0L : (Object) doubles[node];
  }

  /** Value of a kept text node. */
  final String text(int node) {
    Object known = refs[node];
    if (known == null) {
      known = reader.text(node);
      refs[node] = known;
    }
    return (String) known;
  }

  /** Reads a leaf; called by generated code for nodes of that kind. */
  final int leaf(int node) {
    int ended;
    try {
      ended = reader.read(node);
    } catch (NodeFailure failure) {
      return failed(node, failure);
    }
    state[node] = (byte) ended;
    return ended;
  }

  final boolean hasFailedNode(int node) {
    return state[node] == SILENT || state[node] == COUNTED;
  }

  /** Asked for a node that is not kept; called by generated code. */
  final int notKept(int node) {
    throw new AssertionError(nodes[node] + " is asked for but not kept");
  }

  /** Records a failure of the node's own. */
  final int failed(int node, NodeFailure failure) {
    if (failure.silent()) {
      state[node] = SILENT;
      return SILENT;
    }
    var span = nodes[node].span();
    failures.add(
        new Failure(
            String.valueOf(failure.kind()),
            String.valueOf(failure.getMessage()),
            span.path(),
            span.line(),
            span.column()));
    state[node] = COUNTED;
    return COUNTED;
  }

  // Rules.

  final void fire(int rule) {
    fired[rule >> 6] |= 1L << rule;
  }

  final void failRule(int rule) {
    failedRules[rule >> 6] |= 1L << rule;
  }

  final boolean hasFired(int rule) {
    return (fired[rule >> 6] & 1L << rule) != 0;
  }

  /** Ends a node that failed because an input did: the first such input's failure is passed on. */
  final int failedWithInput(int node) {
    byte failure = passedOn(nodes[node]);
    state[node] = failure == COUNTED ? COUNTED : SILENT;
    return state[node];
  }

  /** How a node has failed, {@link #SILENT} or {@link #COUNTED}; {@link #UNKNOWN} if it has not. */
  final byte failure(Node node) {
    byte known = node.memo() ? state[node.id()] : UNKNOWN;
    return known == UNKNOWN ? passedOn(node) : known >= SILENT ? known : UNKNOWN;
  }

  private byte passedOn(Node node) {
    for (int i = 0; i < node.inputs().size(); i++) {
      byte failure = tolerates(node, i) ? UNKNOWN : failure(node.input(i));
      if (failure != UNKNOWN) {
        return failure;
      }
      if (node.input(i).memo() && state[node.input(i).id()] == NONE && failsOnNone(node)) {
        return SILENT;
      }
    }
    return UNKNOWN;
  }

  /**
   * Whether the node fails silently on an input that is None: an order comparison in the strict
   * dialect.
   */
  private boolean failsOnNone(Node node) {
    return plan.program().dialect() == Dialect.STRICT
        && node.op() instanceof Op.Comparison comparison
        && switch (comparison.operator()) {
          case EQUAL, NOT_EQUAL, IN, NOT_IN -> false;
          case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
        };
  }

  /** Whether the node makes do with a failed input. */
  private boolean tolerates(Node node, int input) {
    return switch (node.op()) {
      case Op.All all -> true;
      case Op.Any any -> true;
      case Op.Hit hit -> true;
      case Op.Prefiltered prefiltered -> input == 0;
      case Op.Comparison comparison ->
          plan.program().dialect() == Dialect.COMPAT
              && switch (comparison.operator()) {
                case EQUAL, NOT_EQUAL -> true;
                case IN, NOT_IN -> input == 0;
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
              };
      case Op.Invoke invoke -> {
        List<Parameter> parameters = Emitter.passed(invoke.function().parameters());
        yield input < parameters.size() && parameters.get(input).type().admitsNone();
      }
      case Op.Holds holds ->
          input >= holds.conditions() && plan.program().dialect() == Dialect.STRICT;
      case Op.RuleObject rule ->
          input >= rule.conditions() && plan.program().dialect() == Dialect.STRICT;
      case Op.Constant constant -> false;
      case Op.Leaf leaf -> false;
      case Op.Arithmetic arithmetic -> false;
      case Op.Not not -> false;
      case Op.Negate negate -> false;
      case Op.MakeList list -> false;
      case Op.Format format -> false;
      case Op.Unwrap unwrap -> false;
      case Op.Member member -> !member.failurePropagates();
      case Op.IntMember member -> !member.failurePropagates();
    };
  }

  // Texts.

  /**
   * Scans a text for its literals. A text that may fold into ASCII in unusual ways counts as hit by
   * all, none for certain.
   */
  final void scan(TextPlan text) {
    int index = text.index();
    int base = hitBase[index];
    for (int word = base; word < base + hitWords[index]; word++) {
      found[word] = 0;
    }
    int node = text.base().id();
    if (force(node) != VALUE) {
      return;
    }
    scanned[index] = true;
    int leaf = reader.plainText(node);
    if (leaf != JsonDocument.NONE) {
      JsonDocument document = reader.document(node);
      scanBytes(
          index,
          document.bytes(),
          document.start(leaf),
          document.end(leaf),
          document.isPlainAscii(leaf),
          true);
    } else {
      byte[] utf8 = text(node).getBytes(StandardCharsets.UTF_8);
      boolean ascii = text(node).chars().allMatch(c -> c < 0x80);
      scanBytes(index, utf8, 0, utf8.length, ascii, !hasLoneSurrogate(text(node)));
    }
  }

  /**
   * A lone surrogate has no UTF-8: it is encoded as a question mark, which no literal may be found
   * in.
   */
  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private void scanBytes(
      int index, byte[] bytes, int from, int to, boolean ascii, boolean faithful) {
    int base = hitBase[index];
    scans[index].scan(bytes, from, to, found, base, occurrences[index]);
    exact[index] = ascii || (faithful && !LiteralScan.foldsIntoAscii(bytes, from, to));
    if (!exact[index]) {
      Arrays.fill(found, base, base + hitWords[index], -1L);
    }
  }

  /** First word of the text's hits. */
  final int hitBase(int text) {
    return hitBase[text];
  }

  final int hitWords(int text) {
    return hitWords[text];
  }

  /** Searches a text node that has a value; bytes of the event are searched where they are. */
  final boolean search(int matcher, int node) {
    RegexMatcher regex = matchers[matcher];
    if (regex == null) {
      regex = ((PythonRegex) constants[matcher]).matcher();
      matchers[matcher] = regex;
    }
    try {
      int leaf = reader.plainText(node);
      if (leaf == JsonDocument.NONE) {
        return regex.search(text(node));
      }
      JsonDocument document = reader.document(node);
      int text = textOf[node];
      if (text >= 0 && exact[text] && occurrences[text].whole()) {
        int[] literals = starts(matcher, text);
        if (literals.length > 0) {
          int count = occurrences[text].of(literals, places);
          return regex.searchFrom(
              document.bytes(), document.start(leaf), document.end(leaf), places, count);
        }
      }
      return regex.search(document.bytes(), document.start(leaf), document.end(leaf));
    } catch (BudgetExceeded e) {
      throw RegexFunctions.exceeded(e);
    }
  }

  /** Numbers of the literals with which a pattern's matches begin; none if that is not known. */
  private int[] starts(int matcher, int text) {
    int[] known = starts[matcher];
    if (known == null) {
      List<String> literals = plan.texts().get(text).literals();
      known =
          ((PythonRegex) constants[matcher])
              .startLiterals().stream().mapToInt(literals::indexOf).toArray();
      if (Arrays.stream(known).anyMatch(literal -> !scans[text].locates(literal))) {
        known = new int[0];
      }
      starts[matcher] = known;
    }
    return known;
  }

  // Symbols.

  private static final int SYMBOL_UNKNOWN = -1;

  /** A text that is none of the constants. */
  static final int OTHER = SymbolTable.OTHER;

  /** Number of the leaf's text among its constants, or {@link #OTHER}. The leaf has a value. */
  final int symbol(int symbol, int leaf) {
    int known = symbolValue[symbol];
    if (known == SYMBOL_UNKNOWN) {
      int at = reader.plainText(leaf);
      known =
          at == JsonDocument.NONE
              ? symbols[symbol].of(text(leaf))
              : symbols[symbol].of(reader.document(leaf), at);
      symbolValue[symbol] = known;
    }
    return known;
  }

  // Numbers.

  static double exactly(long value) {
    if (value > EXACT || value < -EXACT) {
      throw Deoptimise.NOW;
    }
    return value;
  }

  static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw Deoptimise.NOW;
    }
    return sum;
  }

  static long subtract(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw Deoptimise.NOW;
    }
    return difference;
  }

  static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if ((high != 0 || low < 0) && (high != -1 || low >= 0)) {
      throw Deoptimise.NOW;
    }
    return low;
  }

  static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw Deoptimise.NOW;
    }
    return -a;
  }

  /** Floor division; by zero it is 0. */
  static long floorDivide(long a, long b) {
    if (b == 0) {
      return 0;
    }
    if (a == Long.MIN_VALUE && b == -1) {
      throw Deoptimise.NOW;
    }
    return Math.floorDiv(a, b);
  }

  /** Modulo with the sign of the divisor; by zero it is 0. */
  static long modulo(long a, long b) {
    return b == 0 ? 0 : Math.floorMod(a, b);
  }

  /** Quotient that is kept: remembers whether it is the int zero of a division by zero. */
  final double quotient(int node, double a, double b) {
    longs[node] = b == 0 ? 1 : 0;
    return divide(a, b);
  }

  static double divide(double a, double b) {
    return b == 0 ? 0 : a / b;
  }
}
