package dev.harrier.lang.interpret;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Failure;
import dev.harrier.decision.Score;
import dev.harrier.decision.Verdict;
import dev.harrier.event.Event;
import dev.harrier.lang.function.EventContext;
import dev.harrier.lang.function.ModelCall;
import dev.harrier.lang.function.Scoring;
import dev.harrier.lang.program.Coercion;
import dev.harrier.lang.program.JsonRead;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Define;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Perform;
import dev.harrier.lang.program.Program.Require;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import dev.harrier.lang.program.Reads;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.value.Arithmetic;
import dev.harrier.lang.value.Comparison;
import dev.harrier.lang.value.Feature;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.Text;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One program on one event.
 *
 * <p>The <em>outcome</em> of a term is its value, or the {@link NodeFailure} that it ended in. All
 * operands are evaluated first, failed or not; then the term makes of their outcomes what the
 * language says. A counted failure is recorded where it arises, once; whatever fails because of it
 * carries the mark {@link #RECORDED}. Where several operands failed, the first one's failure is
 * passed on.
 */
final class Evaluation implements EventContext {
  private static final NodeFailure RECORDED = NodeFailure.counted("Recorded", "reported before");
  private static final Object NOT_RUN = new Object();

  private final Program program;
  private final boolean strict;
  private final Calls calls;
  private final Scoring scoring;
  private final Event event;
  private final Facts facts;
  private final @Nullable Object[] outcomes;
  private final List<Failure> failures = new ArrayList<>();
  private final List<Integer> defined = new ArrayList<>();
  private final Emissions emissions = new Emissions(true);
  private final Reads reads;
  private final BitSet shown = new BitSet();

  Evaluation(Program program, Reads reads, Calls calls, Scoring scoring, Event event, Facts facts) {
    this.program = program;
    this.reads = reads;
    this.strict = program.dialect() == Dialect.STRICT;
    this.calls = calls;
    this.scoring = scoring;
    this.event = event;
    this.facts = facts;
    this.outcomes = new Object[program.definitions().size()];
    Arrays.fill(outcomes, NOT_RUN);
  }

  @Override
  public Event event() {
    return event;
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Scoring scoring() {
    return scoring;
  }

  Decision decide(FeatureMode mode) {
    Set<String> done = new HashSet<>();
    Queue<String> files = new ArrayDeque<>(List.of(Sources.ENTRY));
    while (!files.isEmpty()) {
      execute(files.remove(), done, files);
    }
    return decision(mode);
  }

  private void execute(String path, Set<String> done, Queue<String> required) {
    Unit unit = program.units().get(path);
    if (unit == null || !done.add(path)) {
      return;
    }
    for (String imported : unit.imports()) {
      execute(imported, done, required);
    }
    for (Step step : unit.steps()) {
      switch (step) {
        case Define define -> define(define.definition());
        case Enforce enforce -> enforce(enforce);
        case Perform perform -> evaluate(perform.call());
        case Require require -> require(require, required);
      }
    }
  }

  private void define(int index) {
    outcomes[index] = evaluate(program.definitions().get(index).value());
    defined.add(index);
  }

  private void require(Require require, Queue<String> required) {
    Object condition = require.condition() == null ? Boolean.TRUE : evaluate(require.condition());
    Object path = evaluate(require.path());
    if (!(condition instanceof NodeFailure)
        && Comparison.truth(condition)
        && path instanceof String file) {
      required.add(file);
    }
  }

  private void enforce(Enforce enforce) {
    List<RuleValue> rules = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Term term : enforce.rules()) {
      for (Object outcome : items(term)) {
        if (outcome instanceof RuleValue value) {
          rules.add(value);
        } else {
          failed.add(Emissions.nameOf(program, term));
        }
      }
    }
    List<Effect> effects = new ArrayList<>();
    int dropped = 0;
    for (Term term : enforce.effects()) {
      for (Object outcome : items(term)) {
        if (outcome instanceof Effect value) {
          effects.add(value);
        } else {
          dropped++;
        }
      }
    }
    if (enforce.settings().inertAt(event.timeMicros())) {
      return;
    }
    if (rules.stream().anyMatch(RuleValue::value)) {
      shown.or(reads.ofEffects(enforce));
    }
    emissions.add(enforce.settings(), rules, failed, effects, dropped);
  }

  /**
   * The outcomes that a term of {@code rules_any} or {@code then} stands for: its own, or the items
   * of a list.
   */
  private List<?> items(Term term) {
    Object outcome = evaluate(term);
    return outcome instanceof List<?> list ? list : Collections.singletonList(outcome);
  }

  /** The outcome of a term: its value or its failure. */
  private @Nullable Object evaluate(Term term) {
    List<Term> operands = Term.operands(term);
    @Nullable Object[] values = new Object[operands.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluate(operands.get(i));
    }
    try {
      return apply(term, values);
    } catch (NodeFailure failure) {
      return recorded(failure, term.span());
    }
  }

  private NodeFailure recorded(NodeFailure failure, Span span) {
    String kind = failure.kind();
    if (kind == null || failure == RECORDED) {
      return failure;
    }
    failures.add(
        new Failure(
            kind, String.valueOf(failure.getMessage()), span.path(), span.line(), span.column()));
    return RECORDED;
  }

  private @Nullable Object apply(Term term, @Nullable Object[] values) throws NodeFailure {
    return switch (term) {
      case Term.Constant constant -> constant.value();
      case Term.Reference reference -> reference(reference);
      case Term.Json json -> Coercion.read(event, read(json, values));
      case Term.Call call -> calls.call(call, values, this);
      case Term.Binary binary -> binary(binary.operator(), present(values[0]), present(values[1]));
      case Term.Compare compare -> compare(compare, values[0], values[1]);
      case Term.And and -> Arrays.stream(values).allMatch(Evaluation::holds);
      case Term.Or or -> Arrays.stream(values).anyMatch(Evaluation::holds);
      case Term.Not not -> !Comparison.truth(present(values[0]));
      case Term.Negate negate -> exact(Arithmetic.negate(present(values[0])));
      case Term.ListOf list -> list(values);
      case Term.Format format -> Text.format(format.template(), list(values));
      case Term.Unwrap unwrap -> Feature.unwrap(present(values[0]));
      case Term.Rule rule -> rule(rule, values);
    };
  }

  /** How the value is read, once the flags that are expressions have their values. */
  private static JsonRead read(Term.Json json, @Nullable Object[] flags) throws NodeFailure {
    JsonRead read = json.read();
    boolean required = read.required();
    boolean coerce = read.coerce();
    int next = 0;
    if (json.required() != null) {
      required = Comparison.truth(present(flags[next++]));
    }
    if (json.coerce() != null) {
      coerce = Comparison.truth(present(flags[next]));
    }
    return new JsonRead(
        read.path(), read.target(), read.entityType(), required, coerce, read.secret());
  }

  private @Nullable Object reference(Term.Reference reference) {
    Object outcome = outcomes[reference.definition()];
    if (outcome == NOT_RUN) {
      throw new AssertionError(reference + " comes before its definition");
    }
    return present(outcome);
  }

  /** The value of an outcome; a failure is passed on. */
  private static @Nullable Object present(@Nullable Object outcome) throws NodeFailure {
    if (outcome instanceof NodeFailure failure) {
      throw failure;
    }
    return outcome;
  }

  /** The value of an outcome; a failure counts as None, in the compat dialect. */
  private @Nullable Object lenient(@Nullable Object outcome) throws NodeFailure {
    return !strict && outcome instanceof NodeFailure ? null : present(outcome);
  }

  private static boolean holds(@Nullable Object outcome) {
    return !(outcome instanceof NodeFailure) && Comparison.truth(outcome);
  }

  private static List<@Nullable Object> list(@Nullable Object[] outcomes) throws NodeFailure {
    List<@Nullable Object> items = new ArrayList<>(outcomes.length);
    for (Object outcome : outcomes) {
      items.add(present(outcome));
    }
    return Collections.unmodifiableList(items);
  }

  private Object exact(Object result) {
    return strict ? Arithmetic.strict(result) : result;
  }

  private Object binary(BinaryOperator operator, @Nullable Object left, @Nullable Object right) {
    return exact(
        switch (operator) {
          case ADD -> Arithmetic.add(left, right);
          case SUBTRACT -> Arithmetic.subtract(left, right);
          case MULTIPLY -> Arithmetic.multiply(left, right);
          case DIVIDE -> Arithmetic.divide(left, divisor(right));
          case FLOOR_DIVIDE -> Arithmetic.floorDivide(left, divisor(right));
          case MODULO -> Arithmetic.modulo(left, divisor(right));
          case POWER -> Arithmetic.power(left, right);
          case LEFT_SHIFT -> Arithmetic.leftShift(left, right);
          case RIGHT_SHIFT -> Arithmetic.rightShift(left, right);
          case BIT_OR -> Arithmetic.bitOr(left, right);
          case BIT_XOR -> Arithmetic.bitXor(left, right);
          case BIT_AND -> Arithmetic.bitAnd(left, right);
        });
  }

  private @Nullable Object divisor(@Nullable Object value) {
    if (strict && Arithmetic.isZero(value)) {
      throw NodeFailure.SILENT;
    }
    return value;
  }

  private boolean compare(Term.Compare compare, @Nullable Object left, @Nullable Object right) {
    return switch (compare.operator()) {
      case EQUAL -> Comparison.equal(lenient(left), lenient(right));
      case NOT_EQUAL -> !Comparison.equal(lenient(left), lenient(right));
      case LESS -> Comparison.less(known(left), known(right));
      case LESS_OR_EQUAL -> Comparison.lessOrEqual(known(left), known(right));
      case GREATER -> {
        Object greater = known(left);
        yield Comparison.less(known(right), greater);
      }
      case GREATER_OR_EQUAL -> {
        Object greater = known(left);
        yield Comparison.lessOrEqual(known(right), greater);
      }
      case IN -> {
        Object item = lenient(left);
        yield Comparison.contains(present(right), item);
      }
      case NOT_IN -> {
        Object item = lenient(left);
        yield !Comparison.contains(present(right), item);
      }
    };
  }

  /**
   * The value of an operand of an order comparison; None fails the comparison in the strict
   * dialect.
   */
  private @Nullable Object known(@Nullable Object outcome) throws NodeFailure {
    Object value = present(outcome);
    if (strict && value == null) {
      throw NodeFailure.SILENT;
    }
    return value;
  }

  private RuleValue rule(Term.Rule rule, @Nullable Object[] values) throws NodeFailure {
    boolean holds =
        present(values[0]) instanceof List<?> conditions
            && conditions.stream().allMatch(Comparison::truth);
    Map<String, String> features = new LinkedHashMap<>();
    for (int i = 1; i < values.length; i++) {
      String name = rule.description().names().get(i - 1);
      features.put(name, described(values[i]));
    }
    return new RuleValue(rule.name(), holds, rule.description().template(), features);
  }

  /** A name in a rule's description: a failed one fails the rule, except in the strict dialect. */
  private String described(@Nullable Object outcome) throws NodeFailure {
    if (strict && outcome instanceof NodeFailure) {
      return RuleValue.GAP;
    }
    return Text.str(Feature.unwrap(present(outcome)));
  }

  private Decision decision(FeatureMode mode) {
    List<String> fired = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    List<Score> scores = new ArrayList<>();
    for (int index : defined) {
      Definition definition = program.definitions().get(index);
      Object outcome = outcomes[index];
      if (definition.value() instanceof Term.Rule) {
        if (outcome instanceof NodeFailure failure) {
          (failure.silent() ? skipped : failed).add(definition.name());
        } else if (outcome instanceof RuleValue rule && rule.value()) {
          fired.add(definition.name());
          shown.or(reads.ofRule(definition.name()));
        }
      }
    }
    for (int index : defined) {
      Definition definition = program.definitions().get(index);
      if (definition.extracted() && shows(mode, index)) {
        Object outcome = outcomes[index];
        features.put(
            definition.name(), outcome instanceof NodeFailure ? null : Feature.output(outcome));
        ModelCall score = definition.score();
        if (score != null && outcome instanceof Double) {
          scores.add(scoring.explained(score));
        }
      }
    }
    List<Effect> effects = emissions.effects();
    List<String> verdicts = emissions.verdicts();
    return new Decision(
            Verdict.strongest(verdicts),
            verdicts,
            fired,
            failed,
            skipped,
            effects,
            emissions.shadowEffects(),
            features,
            failures,
            emissions.audits())
        .withScores(scores);
  }

  private boolean shows(FeatureMode mode, int definition) {
    return switch (mode) {
      case NONE -> false;
      case USED -> shown.get(definition);
      case ALL -> true;
    };
  }
}
