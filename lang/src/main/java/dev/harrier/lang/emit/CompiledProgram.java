package dev.harrier.lang.emit;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.Event;
import dev.harrier.lang.interpret.InterpretedProgram;
import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Planner;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.type.Type;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked project compiled to bytecode, a few hidden classes per event type that the project
 * tells apart and feature mode, made when the first such event comes. The classes belong to this
 * object: when it goes, they are unloaded.
 */
public final class CompiledProgram implements RuleProgram {
  /** Stands for every event type that the project does not mention. */
  private static final String OTHER = "";

  private final Program program;
  private final Function<Plan, Partition> partitioning;
  private final InterpretedProgram interpreted;
  private final boolean compilable;
  private final Set<String> eventTypes;
  private final Map<Variant, FrameFactory> variants = new ConcurrentHashMap<>();

  private record Variant(String eventType, FeatureMode features) {}

  public CompiledProgram(Program program) {
    this(program, Partition::new);
  }

  CompiledProgram(Program program, Function<Plan, Partition> partitioning) {
    this.partitioning = partitioning;
    this.program = program;
    this.interpreted = new InterpretedProgram(program);
    this.compilable = compilable(program);
    this.eventTypes = Planner.eventTypes(program);
  }

  /**
   * Whether generated code can stand for the program. Two rare forms are left to the interpreter:
   * {@code JsonData} whose flags are expressions, and {@code WhenRules} over a list that is neither
   * written there nor named.
   */
  private static boolean compilable(Program program) {
    boolean plainReads =
        program.definitions().stream().noneMatch(definition -> flagged(definition.value()));
    boolean plainLists =
        program.units().values().stream()
            .flatMap(unit -> unit.steps().stream())
            .filter(Enforce.class::isInstance)
            .map(Enforce.class::cast)
            .flatMap(enforce -> Stream.concat(enforce.rules().stream(), enforce.effects().stream()))
            .noneMatch(term -> term.type() instanceof Type.ListOf);
    return plainReads && plainLists;
  }

  private static boolean flagged(Term term) {
    return term instanceof Term.Json json && (json.required() != null || json.coerce() != null)
        || Term.operands(term).stream().anyMatch(CompiledProgram::flagged);
  }

  @Override
  public String version() {
    return program.version();
  }

  @Override
  public List<RuleInfo> rules() {
    return interpreted.rules();
  }

  @Override
  public List<RuleSettings> settings() {
    return interpreted.settings();
  }

  @Override
  public Map<String, ActionInfo> actions() {
    return interpreted.actions();
  }

  @Override
  public List<FeatureInfo> features() {
    return interpreted.features();
  }

  @Override
  public @Nullable String entity(Event event, String feature) {
    return interpreted.entity(event, feature);
  }

  @Override
  public Evaluator newEvaluator(FeatureMode features) {
    Evaluator slow = interpreted.newEvaluator(features);
    return compilable ? new CompiledEvaluator(this, features, slow) : slow;
  }

  Program program() {
    return program;
  }

  /** The event type by which classes are told apart. */
  String variantOf(String eventType) {
    return eventTypes.contains(eventType) ? eventType : OTHER;
  }

  /** Returns a new frame for events of the variant, compiling its class on first use. */
  Frame newFrame(String variant, FeatureMode features) {
    return variants.computeIfAbsent(new Variant(variant, features), this::compile).newFrame();
  }

  private FrameFactory compile(Variant variant) {
    String type = variant.eventType().equals(OTHER) ? null : variant.eventType();
    Plan plan = Planner.plan(program, type, variant.features());
    Partition partition = partitioning.apply(plan);
    Emitter.Emitted emitted = Emitter.emit(plan, partition);
    List<Part> parts = new ArrayList<>();
    for (byte[] classFile : emitted.classes()) {
      parts.add(instance(classFile));
    }
    List<LiteralScan> scans =
        plan.texts().stream().map(t -> new LiteralScan(t.literals(), t.located())).toList();
    return new FrameFactory(plan, partition, List.copyOf(parts), scans, emitted.constants());
  }

  private static Part instance(byte[] classFile) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(classFile, true);
      MethodHandle constructor =
          lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class));
      return (Part) constructor.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a generated class does not link", e);
    }
  }

  private record FrameFactory(
      Plan plan,
      Partition partition,
      List<Part> parts,
      List<LiteralScan> scans,
      Object[] constants) {
    Frame newFrame() {
      return new Frame(plan, partition, parts, scans, constants);
    }
  }
}
