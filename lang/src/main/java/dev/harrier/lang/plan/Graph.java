package dev.harrier.lang.plan;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.plan.Plan.SymbolPlan;
import dev.harrier.lang.plan.Plan.TextPlan;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Perform;
import dev.harrier.lang.program.Program.Require;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import dev.harrier.lang.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a plan while it is made: equal computations become one node, what is known becomes a
 * constant.
 */
final class Graph {
  private final Program program;
  private final @Nullable String eventType;
  private final boolean everything;
  private final boolean strict;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Key, Node> interned = new HashMap<>();
  private final @Nullable Node[] definitions;
  private final Map<Node, Integer> textIndex = new LinkedHashMap<>();
  private final List<Map<String, Integer>> textLiterals = new ArrayList<>();
  private final List<Set<Integer>> located = new ArrayList<>();
  private final Map<Node, Integer> symbolIndex = new LinkedHashMap<>();
  private final List<Map<String, Integer>> symbolConstants = new ArrayList<>();

  /** Longer lists of ints are searched rather than compared one by one. */
  private static final int MAX_INT_MEMBERS = 16;

  private record Key(Op op, List<Integer> inputs, @Nullable Object place) {}

  Graph(Program program, @Nullable String eventType, boolean everything) {
    this.program = program;
    this.eventType = eventType;
    this.everything = everything;
    this.strict = program.dialect() == Dialect.STRICT;
    this.definitions = new Node[program.definitions().size()];
  }

  List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  List<TextPlan> texts() {
    List<TextPlan> texts = new ArrayList<>();
    textIndex.forEach(
        (base, index) ->
            texts.add(
                new TextPlan(
                    index,
                    base,
                    List.copyOf(textLiterals.get(index).keySet()),
                    List.copyOf(located.get(index)))));
    return texts;
  }

  List<SymbolPlan> symbols() {
    List<SymbolPlan> symbols = new ArrayList<>();
    symbolIndex.forEach(
        (leaf, index) ->
            symbols.add(
                new SymbolPlan(index, leaf, List.copyOf(symbolConstants.get(index).keySet()))));
    return symbols;
  }

  /** Event types that the program compares the current one with. */
  static Set<String> eventTypes(Program program) {
    Set<String> types = new TreeSet<>();
    Set<Integer> names = new java.util.HashSet<>();
    for (Definition definition : program.definitions()) {
      if (isActionName(definition.value(), names)) {
        names.add(definition.index());
      }
    }
    for (Definition definition : program.definitions()) {
      collectTypes(definition.value(), names, types);
    }
    for (Unit unit : program.units().values()) {
      for (Step step : unit.steps()) {
        switch (step) {
          case Program.Define define -> {}
          case Enforce enforce -> {
            enforce.rules().forEach(term -> collectTypes(term, names, types));
            enforce.effects().forEach(term -> collectTypes(term, names, types));
          }
          case Perform perform -> collectTypes(perform.call(), names, types);
          case Require require -> {
            if (require.condition() != null) {
              collectTypes(require.condition(), names, types);
            }
          }
        }
      }
    }
    return types;
  }

  private static boolean isActionName(Term term, Set<Integer> names) {
    return switch (term) {
      case Term.Call call -> call.function().name().equals("GetActionName");
      case Term.Reference reference -> names.contains(reference.definition());
      default -> false;
    };
  }

  private static void collectTypes(Term term, Set<Integer> names, Set<String> types) {
    if (term instanceof Term.Compare compare) {
      if (isActionName(compare.left(), names)) {
        addConstants(compare.right(), types);
      }
      if (isActionName(compare.right(), names)) {
        addConstants(compare.left(), types);
      }
    }
    Term.operands(term).forEach(operand -> collectTypes(operand, names, types));
  }

  private static void addConstants(Term term, Set<String> types) {
    if (term instanceof Term.Constant constant) {
      if (constant.value() instanceof String text) {
        types.add(text);
      } else if (constant.value() instanceof List<?> list) {
        list.forEach(item -> types.add(String.valueOf(item)));
      }
    } else {
      Term.operands(term).forEach(operand -> addConstants(operand, types));
    }
  }

  /** Whether a node reads or writes state, so that it has to run in program order. */
  static boolean ordered(Node node) {
    return node.op() instanceof Op.Invoke invoke
        && (invoke.function().writesState() || !invoke.function().pure())
        && !invoke.function().name().equals("HasLabel");
  }

  /**
   * Whether a node's value is kept however often it is used: its code may throw, or is asked for by
   * number.
   */
  static boolean keepAlways(Node node, boolean strict) {
    return switch (node.op()) {
      case Op.Leaf leaf -> true;
      case Op.Invoke invoke -> true;
      case Op.RuleObject rule -> true;
      case Op.Holds holds -> true;
      case Op.Constant constant -> false;
      case Op.Arithmetic arithmetic ->
          node.rep() == Rep.OBJECT || (strict && node.rep() == Rep.LONG);
      case Op.Comparison comparison -> !primitive(node);
      case Op.All all -> false;
      case Op.Any any -> false;
      case Op.Not not -> node.input(0).rep() != Rep.BOOL || node.input(0).mayBeNone();
      case Op.Negate negate -> node.rep() == Rep.OBJECT || strict;
      case Op.MakeList list -> true;
      case Op.Format format -> true;
      case Op.Unwrap unwrap -> true;
      case Op.Hit hit -> false;
      case Op.Prefiltered prefiltered -> false;
      case Op.Member member -> false;
      case Op.IntMember member -> false;
    };
  }

  /** Whether a comparison is done on unboxed values of like kind. */
  static boolean primitive(Node comparison) {
    Node left = comparison.input(0);
    Node right = comparison.input(1);
    CompareOperator operator = ((Op.Comparison) comparison.op()).operator();
    return switch (operator) {
      case EQUAL, NOT_EQUAL ->
          (left.rep().numeric() && right.rep().numeric())
              || (left.rep() == right.rep() && left.rep() != Rep.OBJECT);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          left.rep().numeric() && right.rep().numeric();
      case IN, NOT_IN -> false;
    };
  }

  /** Makes the node of a definition. Definitions come in dependency order. */
  Node define(Definition definition) {
    Node known = definitions[definition.index()];
    if (known != null) {
      return known;
    }
    Node node = lower(definition.value());
    definitions[definition.index()] = node;
    return node;
  }

  Node lower(Term term) {
    return switch (term) {
      case Term.Constant t -> constant(t.value(), t.span());
      case Term.Reference t -> define(program.definitions().get(t.definition()));
      case Term.Json t -> leaf(t);
      case Term.Call t -> call(t);
      case Term.Binary t -> binary(t);
      case Term.Compare t -> compare(t);
      case Term.And t -> all(lowerAll(t.operands()), t.span());
      case Term.Or t -> any(lowerAll(t.operands()), t.span());
      case Term.Not t -> not(lower(t.operand()), t.span());
      case Term.Negate t -> negate(t);
      case Term.ListOf t -> list(t);
      case Term.Format t -> format(t);
      case Term.Unwrap t -> unwrap(lower(t.operand()), t.span());
      case Term.Rule t -> rule(t);
    };
  }

  private List<Node> lowerAll(List<Term> terms) {
    List<Node> lowered = new ArrayList<>();
    for (Term term : terms) {
      lowered.add(lower(term));
    }
    return lowered;
  }

  /** The node of a value in its plain form: the one that an output feature shows. */
  Node plain(Node node) {
    return node.op() instanceof Op.RuleObject && !everything ? holds(node) : node;
  }

  private Node intern(
      Op op, List<Node> inputs, Rep rep, boolean none, boolean fails, Span span, Cost cost) {
    boolean unshared = op instanceof Op.Invoke invoke && hasIdentity(invoke.function());
    Object place = everything || unshared ? span : null;
    Key key = new Key(op, inputs.stream().map(Node::id).toList(), place);
    Node known = interned.get(key);
    if (known != null) {
      return known;
    }
    Node node = new Node(nodes.size(), op, inputs, rep, none, fails, span, cost);
    nodes.add(node);
    interned.put(key, node);
    return node;
  }

  /**
   * Whether two calls are two things although they look the same: state is touched twice, and an
   * effect is one that several rules ask for.
   */
  private static boolean hasIdentity(Function function) {
    return !function.pure() || function.returns() == Type.Special.EFFECT;
  }

  Node constant(@Nullable Object value, Span span) {
    Rep rep =
        switch (value) {
          case Boolean b -> Rep.BOOL;
          case Long l -> Rep.LONG;
          case Double d -> Rep.DOUBLE;
          case String s -> Rep.TEXT;
          case null, default -> Rep.OBJECT;
        };
    return intern(
        new Op.Constant(value), List.of(), rep, value == null, false, span, new Cost(0, .5));
  }

  private static boolean isConstant(Node node, Object value) {
    return node.op() instanceof Op.Constant constant && value.equals(constant.value());
  }

  private Node leaf(Term.Json term) {
    Type target = term.read().target();
    boolean none = target.admitsNone();
    Rep rep = term.read().entityType() != null ? Rep.OBJECT : leafRep(withoutNone(target));
    return intern(
        new Op.Leaf(term.read()), List.of(), rep, none, true, term.span(), new Cost(2, .5));
  }

  private static Type withoutNone(Type type) {
    if (type instanceof Type.Union union && union.members().size() == 2) {
      if (union.members().get(1) == Type.NONE) {
        return union.members().get(0);
      }
      if (union.members().get(0) == Type.NONE) {
        return union.members().get(1);
      }
    }
    return type;
  }

  private static Rep leafRep(Type type) {
    if (type == Type.INT) {
      return Rep.LONG;
    } else if (type == Type.FLOAT) {
      return Rep.NUMBER;
    } else if (type == Type.BOOL) {
      return Rep.BOOL;
    } else if (type == Type.STR) {
      return Rep.TEXT;
    }
    return Rep.OBJECT;
  }

  private Node call(Term.Call term) {
    if (term.function().name().equals("GetActionName") && eventType != null) {
      return constant(eventType, term.span());
    }
    List<Node> inputs = lowerAll(term.arguments());
    Op.Invoke op = new Op.Invoke(term.function(), term.extraNames(), term.prepared());
    Class<?> result = term.function().method().getReturnType();
    boolean none = term.function().returns() == null || !result.isPrimitive();
    Cost cost = new Cost(Math.max(term.function().costNanos(), 4), .3);
    Node node = intern(op, inputs, resultRep(result), none, true, term.span(), cost);
    return everything ? node : prefiltered(node);
  }

  private static Rep resultRep(Class<?> result) {
    if (result == long.class) {
      return Rep.LONG;
    } else if (result == double.class) {
      return Rep.DOUBLE;
    } else if (result == boolean.class) {
      return Rep.BOOL;
    } else if (result == String.class) {
      return Rep.TEXT;
    }
    return Rep.OBJECT;
  }

  private Node binary(Term.Binary term) {
    Node left = lower(term.left());
    Node right = lower(term.right());
    Rep rep = arithmeticRep(term.operator(), left, right);
    boolean fails =
        left.mayFail() || right.mayFail() || rep == Rep.OBJECT || (strict && rep == Rep.LONG);
    return intern(
        new Op.Arithmetic(term.operator()),
        List.of(left, right),
        rep,
        false,
        fails,
        term.span(),
        new Cost(left.cost().nanos() + right.cost().nanos() + (rep == Rep.OBJECT ? 40 : 1), .5));
  }

  /**
   * Representation of a result; {@link Rep#OBJECT} sends the operation to the language's own
   * arithmetic.
   */
  private Rep arithmeticRep(BinaryOperator operator, Node left, Node right) {
    if (left.mayBeNone() || right.mayBeNone() || !left.rep().numeric() || !right.rep().numeric()) {
      return Rep.OBJECT;
    }
    boolean longs = left.rep() == Rep.LONG && right.rep() == Rep.LONG;
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY -> {
        if (longs) {
          yield Rep.LONG;
        }
        boolean unknown = left.rep() != Rep.DOUBLE && right.rep() != Rep.DOUBLE;
        yield unknown ? Rep.OBJECT : Rep.DOUBLE;
      }
      case FLOOR_DIVIDE, MODULO -> longs && !strict ? Rep.LONG : Rep.OBJECT;
      case BIT_OR, BIT_XOR, BIT_AND -> longs ? Rep.LONG : Rep.OBJECT;
      case DIVIDE -> strict ? Rep.OBJECT : Rep.NUMBER;
      case POWER, LEFT_SHIFT, RIGHT_SHIFT -> Rep.OBJECT;
    };
  }

  private Node compare(Term.Compare term) {
    Node left = lower(term.left());
    Node right = lower(term.right());
    if (left.op() instanceof Op.Constant a && right.op() instanceof Op.Constant b) {
      Boolean known = known(term.operator(), a.value(), b.value());
      if (known != null) {
        return constant(known, term.span());
      }
    }
    if (!everything) {
      Node special = special(term, left, right);
      if (special != null) {
        return special;
      }
    }
    boolean equality =
        term.operator() == CompareOperator.EQUAL || term.operator() == CompareOperator.NOT_EQUAL;
    boolean fails = left.mayFail() || right.mayFail();
    return intern(
        new Op.Comparison(term.operator()),
        List.of(left, right),
        Rep.BOOL,
        false,
        fails || left.rep() == Rep.OBJECT || right.rep() == Rep.OBJECT || strict,
        term.span(),
        new Cost(left.cost().nanos() + right.cost().nanos() + 1, equality ? .1 : .35));
  }

  private static @Nullable Boolean known(
      CompareOperator operator, @Nullable Object left, @Nullable Object right) {
    if (!(left instanceof String text)) {
      return null;
    }
    return switch (operator) {
      case EQUAL -> right instanceof String ? text.equals(right) : null;
      case NOT_EQUAL -> right instanceof String ? !text.equals(right) : null;
      case IN -> right instanceof List<?> list ? (Boolean) list.contains(text) : null;
      case NOT_IN -> right instanceof List<?> list ? (Boolean) !list.contains(text) : null;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> null;
    };
  }

  /** A comparison of a text leaf with constants, or of a constant with a text it may be part of. */
  private @Nullable Node special(Term.Compare term, Node left, Node right) {
    switch (term.operator()) {
      case EQUAL, NOT_EQUAL -> {
        boolean negated = term.operator() == CompareOperator.NOT_EQUAL;
        if (constantTexts(right).size() == 1 && isTextLeaf(left)) {
          return member(left, constantTexts(right), negated, term.span());
        }
        if (constantTexts(left).size() == 1 && isTextLeaf(right)) {
          return member(right, constantTexts(left), negated, term.span());
        }
      }
      case IN, NOT_IN -> {
        boolean negated = term.operator() == CompareOperator.NOT_IN;
        if (right.op() instanceof Op.Constant constant
            && constant.value() instanceof List<?>
            && isTextLeaf(left)
            && !constantTexts(right).isEmpty()) {
          return member(left, constantTexts(right), negated, term.span());
        }
        List<Long> ints = constantInts(right);
        if (left.rep() == Rep.LONG && !ints.isEmpty() && ints.size() <= MAX_INT_MEMBERS) {
          return intMember(left, ints, negated, term.span());
        }
      }
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {}
    }
    return null;
  }

  /** The distinct ints of a constant list of ints; empty if it is none. */
  private static List<Long> constantInts(Node node) {
    Set<Long> ints = new TreeSet<>();
    if (node.op() instanceof Op.Constant constant && constant.value() instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof Long whole)) {
          return List.of();
        }
        ints.add(whole);
      }
    }
    return List.copyOf(ints);
  }

  private Node intMember(Node operand, List<Long> members, boolean negated, Span span) {
    double share = Math.min(.5, .05 * members.size());
    return intern(
        new Op.IntMember(members, negated, strict),
        List.of(operand),
        Rep.BOOL,
        false,
        strict && operand.mayFail(),
        span,
        new Cost(operand.cost().nanos() + 1, negated ? 1 - share : share));
  }

  private static boolean isTextLeaf(Node node) {
    return node.op() instanceof Op.Leaf && node.rep() == Rep.TEXT;
  }

  /** The texts of a constant text or list of texts; empty if it is none. */
  private static List<String> constantTexts(Node node) {
    if (!(node.op() instanceof Op.Constant constant)) {
      return List.of();
    }
    if (constant.value() instanceof String text) {
      return List.of(text);
    }
    List<String> texts = new ArrayList<>();
    if (constant.value() instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof String text)) {
          return List.of();
        }
        texts.add(text);
      }
    }
    return texts;
  }

  private Node member(Node leaf, List<String> members, boolean negated, Span span) {
    Integer index = symbolIndex.get(leaf);
    if (index == null) {
      index = symbolConstants.size();
      symbolIndex.put(leaf, index);
      symbolConstants.add(new LinkedHashMap<>());
    }
    Map<String, Integer> constants = symbolConstants.get(index);
    for (String member : members) {
      constants.putIfAbsent(member, constants.size());
    }
    double share = Math.min(.5, .05 * members.size());
    return intern(
        new Op.Member(index, members, negated, strict),
        List.of(leaf),
        Rep.BOOL,
        false,
        strict,
        span,
        new Cost(2, negated ? 1 - share : share));
  }

  private Node all(List<Node> operands, Span span) {
    if (everything) {
      return junction(new Op.All(), operands, span);
    }
    List<Node> kept = new ArrayList<>();
    for (Node operand : operands) {
      if (isConstant(operand, false)) {
        return constant(false, span);
      }
      if (operand.op() instanceof Op.All) {
        kept.addAll(operand.inputs());
      } else if (!isConstant(operand, true)) {
        kept.add(operand);
      }
    }
    if (kept.isEmpty()) {
      return constant(true, span);
    }
    List<Node> ordered = new ArrayList<>(withHits(kept));
    ordered.sort((a, b) -> Double.compare(a.cost().rankInAll(), b.cost().rankInAll()));
    return junction(new Op.All(), ordered, span);
  }

  private Node any(List<Node> operands, Span span) {
    if (everything) {
      return junction(new Op.Any(), operands, span);
    }
    List<Node> kept = new ArrayList<>();
    for (Node operand : operands) {
      if (isConstant(operand, true)) {
        return constant(true, span);
      }
      if (operand.op() instanceof Op.Any) {
        kept.addAll(operand.inputs());
      } else if (!isConstant(operand, false)) {
        kept.add(operand);
      }
    }
    if (kept.isEmpty()) {
      return constant(false, span);
    }
    kept.sort((a, b) -> Double.compare(a.cost().rankInAny(), b.cost().rankInAny()));
    return junction(new Op.Any(), kept, span);
  }

  private Node junction(Op op, List<Node> operands, Span span) {
    double nanos = 0;
    double going = 1;
    for (Node operand : operands) {
      nanos += going * operand.cost().nanos();
      going *= op instanceof Op.All ? operand.cost().share() : 1 - operand.cost().share();
    }
    double share = op instanceof Op.All ? going : 1 - going;
    return intern(op, operands, Rep.BOOL, false, false, span, new Cost(nanos, share));
  }

  private Node not(Node operand, Span span) {
    if (!everything && operand.op() instanceof Op.Constant constant) {
      if (constant.value() instanceof Boolean value) {
        return constant(!value, span);
      }
    }
    boolean primitive = operand.rep() == Rep.BOOL && !operand.mayBeNone();
    return intern(
        new Op.Not(),
        List.of(operand),
        Rep.BOOL,
        false,
        operand.mayFail() || !primitive,
        span,
        new Cost(operand.cost().nanos(), 1 - operand.cost().share()));
  }

  private Node negate(Term.Negate term) {
    Node operand = lower(term.operand());
    boolean primitive =
        (operand.rep() == Rep.LONG || operand.rep() == Rep.DOUBLE) && !operand.mayBeNone();
    return intern(
        new Op.Negate(),
        List.of(operand),
        primitive ? operand.rep() : Rep.OBJECT,
        false,
        operand.mayFail() || !primitive || strict,
        term.span(),
        new Cost(operand.cost().nanos() + 1, .5));
  }

  private Node list(Term.ListOf term) {
    List<Node> items = lowerAll(term.items());
    boolean fails = items.stream().anyMatch(Node::mayFail);
    double nanos = items.stream().mapToDouble(item -> item.cost().nanos() + 5).sum();
    return intern(
        new Op.MakeList(), items, Rep.OBJECT, false, fails, term.span(), new Cost(nanos, .5));
  }

  private Node format(Term.Format term) {
    return intern(
        new Op.Format(term.template(), term.names()),
        lowerAll(term.values()),
        Rep.TEXT,
        false,
        true,
        term.span(),
        new Cost(100, .5));
  }

  private Node unwrap(Node operand, Span span) {
    if (operand.op() instanceof Op.RuleObject && !everything) {
      return holds(operand);
    }
    return intern(
        new Op.Unwrap(),
        List.of(operand),
        operand.op() instanceof Op.RuleObject ? Rep.BOOL : Rep.OBJECT,
        operand.mayBeNone(),
        operand.mayFail(),
        span,
        new Cost(operand.cost().nanos() + 4, .5));
  }

  private Node rule(Term.Rule term) {
    boolean list = !(term.when() instanceof Term.ListOf);
    List<Node> inputs = new ArrayList<>();
    if (term.when() instanceof Term.ListOf when) {
      inputs.addAll(lowerAll(when.items()));
      if (everything) {
        inputs.clear();
        inputs.add(lower(when));
        list = true;
      }
    } else {
      inputs.add(lower(term.when()));
    }
    int conditions = inputs.size();
    inputs.addAll(lowerAll(term.description().values()));
    Op op =
        new Op.RuleObject(
            term.name(),
            term.description().template(),
            term.description().names(),
            conditions,
            list);
    return intern(op, inputs, Rep.OBJECT, false, true, term.span(), new Cost(200, .05));
  }

  /** The truth of a rule. */
  Node holds(Node rule) {
    Op.RuleObject op = (Op.RuleObject) rule.op();
    double nanos = 0;
    boolean fails = op.list();
    for (Node input : rule.inputs()) {
      nanos += input.cost().nanos();
      fails |= input.mayFail();
    }
    return intern(
        new Op.Holds(op.conditions(), op.list()),
        rule.inputs(),
        Rep.BOOL,
        false,
        fails,
        rule.span(),
        new Cost(nanos + 1, .05));
  }

  // Text conditions.

  /** The conditions, each prefiltered one preceded by what the scan says of it. */
  List<Node> withHits(List<Node> conditions) {
    List<Node> all = new ArrayList<>();
    for (Node condition : conditions) {
      Node hit = everything ? null : hitOf(condition);
      if (hit != null && !all.contains(hit)) {
        all.add(hit);
      }
      if (!all.contains(condition)) {
        all.add(condition);
      }
    }
    return all;
  }

  private @Nullable Node hitOf(Node condition) {
    if (condition.op() instanceof Op.Prefiltered) {
      return condition.input(0);
    }
    if (!(condition.op() instanceof Op.Any)) {
      return null;
    }
    Set<Integer> literals = new TreeSet<>();
    Node base = null;
    for (Node operand : condition.inputs()) {
      Node hit = hitOf(operand);
      if (hit == null || (base != null && base != hit.input(0))) {
        return null;
      }
      base = hit.input(0);
      literals.addAll(((Op.Hit) hit.op()).literals());
    }
    return base == null ? null : hit(base, List.copyOf(literals));
  }

  private Node prefiltered(Node condition) {
    TextCondition text = TextCondition.of(condition);
    if (text == null) {
      return condition;
    }
    int index = textIndex.computeIfAbsent(text.base(), base -> textLiterals.size());
    if (index == textLiterals.size()) {
      textLiterals.add(new LinkedHashMap<>());
      located.add(new TreeSet<>());
    }
    Set<Integer> literals = new TreeSet<>();
    text.literals().forEach(literal -> literals.add(literal(index, literal)));
    text.starts().forEach(literal -> located.get(index).add(literal(index, literal)));
    Node hit = hit(text.base(), List.copyOf(literals));
    return intern(
        new Op.Prefiltered(text.decisive()),
        List.of(hit, condition),
        Rep.BOOL,
        false,
        true,
        condition.span(),
        new Cost(text.decisive() ? 3 : condition.cost().nanos(), text.decisive() ? .5 : .3));
  }

  /** Number of a literal of a text. */
  private int literal(int text, String literal) {
    Map<String, Integer> known = textLiterals.get(text);
    Integer number = known.get(literal);
    if (number == null) {
      number = known.size();
      known.put(literal, number);
    }
    return number;
  }

  private Node hit(Node base, List<Integer> literals) {
    int text = Objects.requireNonNull(textIndex.get(base));
    List<String> texts = List.copyOf(textLiterals.get(text).keySet());
    double share = literals.stream().mapToDouble(i -> hitShare(texts.get(i).length())).sum();
    return intern(
        new Op.Hit(text, literals),
        List.of(base),
        Rep.BOOL,
        false,
        false,
        base.span(),
        new Cost(1, Math.min(.9, share)));
  }

  /** How many texts contain a literal of that length: a guess. */
  private static double hitShare(int length) {
    return switch (length) {
      case 1, 2 -> .4;
      case 3 -> .15;
      case 4 -> .05;
      case 5, 6 -> .02;
      default -> .005;
    };
  }
}
