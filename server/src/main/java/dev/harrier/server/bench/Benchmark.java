package dev.harrier.server.bench;

import com.sun.management.ThreadMXBean;
import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures one project on one input.
 *
 * <p>The input lies in memory as lines. A pass reads every line (cutting, parsing, decision, label
 * changes; no output) with fresh facts. Passes are made until the warm-up time is over, then a
 * fixed number is measured: processor time and allocation of the deciding thread. Processor time
 * leaves out the just-in-time compiler and the garbage collector, which have threads of their own;
 * the passes' wall time is given beside it. Percentiles come from a pass of their own with a clock
 * reading (about 25 ns) before and after each event.
 *
 * <p>Compilation is measured first of all, in a process that has compiled nothing before: sources
 * in memory to the first decision.
 */
public final class Benchmark {
  /** Events of a pass of the interpreter. */
  private static final int INTERPRETER_EVENTS = 2_000;

  /** Percentile passes, so that p99.9 of a small input does not hang on one garbage collection. */
  private static final int TIMED_PASSES = 3;

  private static final int MAX_SAMPLES = 20_000_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Setup setup;
  private final Listener listener;

  /**
   * What is measured.
   *
   * @param lines events, newline-delimited, uncompressed
   * @param warmUpMillis at least one pass is made in any case
   * @param rounds measured passes, ≥ 1
   */
  public record Setup(
      Sources sources,
      @Nullable Dialect dialect,
      byte[] lines,
      Shape shape,
      FeatureMode features,
      long warmUpMillis,
      int rounds) {}

  /** Hears of what is going on. */
  public interface Listener {
    void phase(String name);
  }

  /** The rules have errors. */
  public static final class RulesRejected extends Exception {
    private final transient List<Diagnostic> diagnostics;

    RulesRejected(List<Diagnostic> diagnostics) {
      super("the rules have errors", null, false, false);
      this.diagnostics = List.copyOf(diagnostics);
    }

    public List<Diagnostic> diagnostics() {
      return diagnostics;
    }
  }

  /**
   * What was measured.
   *
   * @param events events of one pass
   * @param badLines lines of one pass that are no event
   * @param firings rules fired in one pass
   * @param compileMillis sources in memory to the first decision, cold
   * @param eventsPerSecondPerCore median of the rounds, by processor time
   * @param slowestRound lowest and {@code fastestRound} highest of the rounds
   * @param eventsPerSecondWall median of the rounds, by the clock on the wall
   * @param bytesPerEvent allocated by the deciding thread
   * @param ratioToInterpreter the interpreter's processor time for an event over the compiled
   *     program's
   */
  public record Result(
      int rules,
      long events,
      long badLines,
      long firings,
      double compileMillis,
      double eventsPerSecondPerCore,
      double slowestRound,
      double fastestRound,
      double eventsPerSecondWall,
      double p50Micros,
      double p99Micros,
      double p999Micros,
      double bytesPerEvent,
      double interpreterEventsPerSecond,
      double ratioToInterpreter) {}

  private record Pass(
      long events, long badLines, long firings, long cpuNanos, long wallNanos, long bytes) {
    double perSecond() {
      return events * 1e9 / Math.max(1, cpuNanos);
    }
  }

  private Benchmark(Setup setup, Listener listener) {
    this.setup = setup;
    this.listener = listener;
  }

  /**
   * Measures.
   *
   * @throws IllegalArgumentException no line of the input is an event
   */
  public static Result measure(Setup setup, Listener listener)
      throws RulesRejected, ProjectException, IOException {
    return new Benchmark(setup, listener).measure();
  }

  private Result measure() throws RulesRejected, ProjectException, IOException {
    listener.phase("compiling");
    long started = System.nanoTime();
    Bundle compiled = compile(Backend.COMPILED);
    pass(compiled, engine(compiled), 1);
    double compileMillis = (System.nanoTime() - started) / 1e6;

    listener.phase("warming up");
    long until = System.nanoTime() + setup.warmUpMillis() * 1_000_000;
    Engine engine = engine(compiled);
    Pass first;
    do {
      first = pass(compiled, engine, Long.MAX_VALUE);
    } while (System.nanoTime() < until);
    if (first.events == 0) {
      throw new IllegalArgumentException(
          "no line of the input is an event (%,d lines)".formatted(first.badLines));
    }
    Pass[] rounds = new Pass[setup.rounds()];
    for (int i = 0; i < rounds.length; i++) {
      listener.phase("round %d of %d".formatted(i + 1, rounds.length));
      rounds[i] = pass(compiled, engine, Long.MAX_VALUE);
    }
    listener.phase("timing each event");
    long[] nanos = times(compiled, engine, first.events);
    listener.phase("the interpreter");
    Bundle interpreted = compile(Backend.INTERPRETED);
    Engine plain = engine(interpreted);
    pass(interpreted, plain, INTERPRETER_EVENTS);
    double interpreter = pass(interpreted, plain, INTERPRETER_EVENTS).perSecond();
    return result(compiled, compileMillis, rounds, nanos, interpreter);
  }

  private static Result result(
      Bundle bundle, double compileMillis, Pass[] rounds, long[] nanos, double interpreter) {
    double[] perCore = Arrays.stream(rounds).mapToDouble(Pass::perSecond).sorted().toArray();
    double[] wall =
        Arrays.stream(rounds).mapToDouble(p -> p.events * 1e9 / p.wallNanos).sorted().toArray();
    double[] bytes =
        Arrays.stream(rounds).mapToDouble(p -> (double) p.bytes / p.events).sorted().toArray();
    double median = median(perCore);
    return new Result(
        bundle.program().rules().size(),
        rounds[0].events,
        rounds[0].badLines,
        rounds[0].firings,
        compileMillis,
        median,
        perCore[0],
        perCore[perCore.length - 1],
        median(wall),
        micros(nanos, 0.5),
        micros(nanos, 0.99),
        micros(nanos, 0.999),
        median(bytes),
        interpreter,
        median / interpreter);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Smallest time that at least the given share of all does not exceed. */
  private static double micros(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e3;
  }

  private Bundle compile(Backend backend) throws RulesRejected, ProjectException {
    return switch (Bundle.compile(setup.sources(), setup.dialect(), backend)) {
      case Bundle.Ready ready -> ready.bundle();
      case Bundle.Rejected rejected -> throw new RulesRejected(rejected.diagnostics());
    };
  }

  private EventReader reader(Bundle bundle) throws IOException {
    return EventReader.of(new ByteArrayInputStream(setup.lines()), setup.shape(), bundle.input());
  }

  private Engine engine(Bundle bundle) {
    return new Engine(new BundleHolder(bundle), setup.features(), StateFacts.inMemory());
  }

  /**
   * One pass over the input by an engine that has been running, as it does in service: its automata
   * and labels are there.
   */
  private Pass pass(Bundle bundle, Engine engine, long atMost) throws IOException {
    try (EventReader reader = reader(bundle)) {
      long thread = Thread.currentThread().threadId();
      long bytes = threads.getThreadAllocatedBytes(thread);
      long cpu = threads.getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      long events = 0;
      long bad = 0;
      long firings = 0;
      while (events < atMost && reader.next()) {
        Event event = reader.event();
        if (event == null) {
          bad++;
        } else {
          events++;
          firings += engine.decide(event).fired().size();
        }
      }
      return new Pass(
          events,
          bad,
          firings,
          threads.getCurrentThreadCpuTime() - cpu,
          System.nanoTime() - wall,
          threads.getThreadAllocatedBytes(thread) - bytes);
    }
  }

  /** Nanoseconds of every event, sorted. */
  private long[] times(Bundle bundle, Engine engine, long events) throws IOException {
    long[] nanos = new long[(int) Math.min(MAX_SAMPLES, events * TIMED_PASSES)];
    int taken = 0;
    for (int pass = 0; pass < TIMED_PASSES; pass++) {
      try (EventReader reader = reader(bundle)) {
        long started = System.nanoTime();
        while (taken < nanos.length && reader.next()) {
          Event event = reader.event();
          if (event != null) {
            engine.decide(event);
            nanos[taken++] = System.nanoTime() - started;
          }
          started = System.nanoTime();
        }
      }
    }
    Arrays.sort(nanos);
    return nanos;
  }
}
