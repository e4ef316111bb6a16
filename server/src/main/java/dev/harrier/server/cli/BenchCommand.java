package dev.harrier.server.cli;

import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.bundle.ProjectFolder;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.server.bench.Benchmark;
import dev.harrier.server.bench.Benchmark.Result;
import dev.harrier.server.bench.Benchmark.RulesRejected;
import dev.harrier.server.bench.GeneratedRules;
import dev.harrier.server.bench.HttpBenchmark;
import dev.harrier.server.bench.Machine;
import dev.harrier.server.bench.ModelBenchmark;
import dev.harrier.server.bench.RepeatedEvents;
import dev.harrier.server.bench.StateBenchmark;
import dev.harrier.server.bench.TrainingBenchmark;
import dev.harrier.server.output.JsonBytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast a project decides. */
@Command(
    name = "bench",
    description = {
      "Measures how fast a project decides: by --rules and --input, or with rules and events made up",
      "by --generate.",
      ""
    },
    footer = {
      "",
      "Events a second and core are counted by the processor time of the deciding thread, from the",
      "bytes of a line to its decision, decompression and output excluded. See docs/performance.md."
    })
final class BenchCommand implements Callable<Integer> {
  /** Bytes of an input that is held in memory. */
  private static final int MAX_INPUT = 1 << 30;

  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  @Option(names = "--rules", paramLabel = "DIR", description = "rule project")
  private @Nullable Path rules;

  @Option(names = "--input", paramLabel = "FILE|-", description = "events, one JSON object a line")
  private @Nullable String input;

  @Option(
      names = "--generate",
      paramLabel = "N",
      description = "make up N rules, and events for them")
  private @Nullable Integer generate;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "with --generate: number of events (default: 20000)")
  private int events = 20_000;

  @Option(names = "--seed", paramLabel = "N", description = "with --generate: seed (default: 1)")
  private long seed = 1;

  @Option(
      names = "--write",
      paramLabel = "DIR",
      description = "with --generate: write the project and `events.jsonl` to DIR, measure nothing")
  private @Nullable Path write;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = {
        "with --input and --write FILE: write the input's events N times to FILE, with identifiers of",
        "their own and later times, measure nothing"
      })
  private @Nullable Integer repeat;

  @Option(
      names = "--state",
      paramLabel = "ENTITIES",
      description = {
        "measure the states of declared features instead: ten counts of one actor an event, over so",
        "many actors, in memory"
      })
  private @Nullable Integer state;

  @Option(
      names = "--http",
      description = {
        "with --rules and --input: measure `POST /v1/decide` on the loopback interface instead, with",
        "five counters beside the rules, against a handler that does nothing"
      })
  private boolean http;

  @Option(
      names = "--models",
      description = {
        "measure the score of a model inside a decision instead, against the prediction of what",
        "trained it, and what a rule that asks a model costs on the stream"
      })
  private boolean models;

  @Option(
      names = "--training",
      description = {
        "measure what training costs on one core instead: trees beside XGBoost's on the same rows,",
        "and a model of texts"
      })
  private boolean training;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "with --http: connections that ask at the same time (default: 64)")
  private int clients = 64;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "with --http: length of each phase of a round (default: 4)")
  private double seconds = 4;

  @Option(names = "--json", description = "print the figures as one JSON object")
  private boolean json;

  @Option(
      names = "--features",
      paramLabel = "none|used|all",
      description = "features of a decision, as in `harrier run` (default: used)")
  private FeatureMode features = FeatureMode.USED;

  @Option(names = "--dialect", paramLabel = "strict|compat", description = "as in `harrier run`")
  private @Nullable Dialect dialect;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "measured passes over the input (default: 7)")
  private int rounds = 7;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "time before measuring (default: 10)")
  private int warmUpSeconds = 10;

  private final Streams streams;

  BenchCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, ProjectException, IOException {
    if (repeat != null) {
      return repeat(repeat);
    }
    if (state != null) {
      return state(state);
    }
    if (models) {
      return models();
    }
    if (training) {
      return training();
    }
    checkUsage();
    if (http) {
      return http();
    }
    Sources sources;
    byte[] lines;
    if (generate != null) {
      GeneratedRules.Project project = GeneratedRules.of(generate, events, seed);
      if (write != null) {
        return write(project, write);
      }
      sources = project.sources();
      lines = project.lines();
    } else {
      sources = ProjectFolder.read(Objects.requireNonNull(rules)).sources();
      lines = lines();
    }
    measure(sources, lines);
    return CommandLineInterface.OK;
  }

  private int http() throws InputProblem, ProjectException, IOException {
    if (rules == null || clients < 1 || seconds <= 0) {
      throw new ParameterException(
          spec.commandLine(), "--http needs --rules and --input; --clients and --seconds above 0");
    }
    Sources sources = ProjectFolder.read(rules).sources();
    List<String> lines = new String(lines(), StandardCharsets.UTF_8).lines().toList();
    Path folder = Files.createTempDirectory("harrier-bench-");
    try {
      HttpBenchmark.Result result =
          HttpBenchmark.measure(
              new HttpBenchmark.Setup(sources, lines, folder, clients, seconds, rounds));
      streams.print(json ? HttpFigures.json(result) : HttpFigures.text(result, clients));
      return CommandLineInterface.OK;
    } catch (HttpBenchmark.Unsound unsound) {
      throw new InputProblem(String.valueOf(unsound.getMessage()));
    } catch (ExecutionException broken) {
      throw new IOException("a connection broke: " + broken.getCause(), broken);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    } finally {
      Folders.delete(folder);
    }
  }

  private int models() throws InputProblem, ProjectException, IOException {
    try {
      ModelBenchmark.Result result = ModelBenchmark.measure(rounds, seed, this::phase);
      phase("");
      streams.print(json ? ModelFigures.json(result) : ModelFigures.text(result));
      return CommandLineInterface.OK;
    } catch (XGBoostError | UnsatisfiedLinkError | ExceptionInInitializerError foreign) {
      throw new InputProblem("XGBoost does not run on this machine: " + foreign.getMessage());
    } catch (ModelFileException damaged) {
      throw new AssertionError("a model that was just written", damaged);
    }
  }

  private int training() throws InputProblem, IOException {
    try {
      TrainingBenchmark.Result result = TrainingBenchmark.measure(seed, this::phase);
      phase("");
      streams.print(
          String.format(
              Locale.ROOT,
              json
                  ? "{\"treesSeconds\":%.2f,\"xgboostSeconds\":%.2f,\"ratio\":%.2f,"
                      + "\"textsSeconds\":%.2f}%n"
                  : "processor time of one training, one core, made-up rows%n%n"
                      + "300 trees of depth 6, 100,000 rows of 50   %6.2f s%n"
                      + "the same by XGBoost, one thread            %6.2f s   ratio %.2f%n"
                      + "25,000 texts of 280 characters             %6.2f s%n",
              result.trees(),
              result.xgboost(),
              result.ratio(),
              result.texts()));
      return CommandLineInterface.OK;
    } catch (XGBoostError | UnsatisfiedLinkError | ExceptionInInitializerError foreign) {
      throw new InputProblem("XGBoost does not run on this machine: " + foreign.getMessage());
    }
  }

  private int state(int entities) throws IOException {
    if (entities < 1) {
      throw new ParameterException(spec.commandLine(), "--state is " + entities + ", at least 1");
    }
    StateBenchmark.Result result = StateBenchmark.measure(entities, 2 * rounds);
    streams.println(
        json
            ? String.format(
                Locale.ROOT,
                "{\"entities\":%d,\"microsPerEvent\":%.3f,\"slowestRound\":%.3f,"
                    + "\"bytesPerEntity\":%.0f,\"encodedBytesPerEntity\":%.0f}",
                result.entities(),
                result.microsPerEvent(),
                result.slowestRound(),
                result.bytesPerEntity(),
                result.encodedBytesPerEntity())
            : String.format(
                Locale.ROOT,
                "ten counts of one of %,d actors an event, %.0f events an actor%n"
                    + "processor time an event   %.2f µs   slowest round %.2f%n"
                    + "memory a state            %,.0f bytes; %,.0f as stored",
                result.entities(),
                result.eventsPerEntity(),
                result.microsPerEvent(),
                result.slowestRound(),
                result.bytesPerEntity(),
                result.encodedBytesPerEntity()));
    return CommandLineInterface.OK;
  }

  private Integer repeat(int times) throws InputProblem, IOException {
    if (input == null || write == null || generate != null || times < 1) {
      throw new ParameterException(
          spec.commandLine(), "--repeat needs --input and --write, and is at least 1");
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(write), 1 << 16)) {
      long events = RepeatedEvents.write(lines(), times, out);
      streams.err().println(Projects.counted(events, "event") + " written to " + write);
    }
    return CommandLineInterface.OK;
  }

  private void checkUsage() {
    if ((generate == null) == (rules == null) || (generate == null) == (input == null)) {
      throw new ParameterException(
          spec.commandLine(), "expected --rules and --input, or --generate");
    }
    if (generate != null && generate < 1 || events < 1 || rounds < 1 || warmUpSeconds < 0) {
      throw new ParameterException(
          spec.commandLine(), "--generate, --events and --rounds must be at least 1, --warm-up 0");
    }
    if (write != null && generate == null) {
      throw new ParameterException(spec.commandLine(), "--write needs --generate");
    }
  }

  private byte[] lines() throws InputProblem, IOException {
    try (InputStream in =
        EventReader.decompressed(Inputs.stream(Objects.requireNonNull(input), streams))) {
      byte[] lines = in.readNBytes(MAX_INPUT);
      if (in.read() >= 0) {
        throw new InputProblem(
            "`"
                + input
                + "` has more than "
                + (MAX_INPUT >> 20)
                + " MiB of events; measure a part");
      }
      return lines;
    }
  }

  private void measure(Sources sources, byte[] lines)
      throws InputProblem, ProjectException, IOException {
    Benchmark.Setup setup =
        new Benchmark.Setup(
            sources, dialect, lines, Shape.AUTO, features, 1_000L * warmUpSeconds, rounds);
    try {
      Result result = Benchmark.measure(setup, this::phase);
      phase("");
      streams.print(json ? json(result) : text(result, lines.length));
    } catch (RulesRejected rejected) {
      throw new InputProblem(
          "the rules have errors\n" + DiagnosticPrinter.print(rejected.diagnostics()));
    } catch (IllegalArgumentException nothing) {
      throw new InputProblem(String.valueOf(nothing.getMessage()));
    }
  }

  private void phase(String name) {
    if (streams.terminal()) {
      streams
          .err()
          .print(
              "\r"
                  + name
                  + " ".repeat(Math.max(0, 40 - name.length()))
                  + (name.isEmpty() ? "\r" : ""));
      streams.err().flush();
    }
  }

  private String text(Result result, long bytes) {
    String what =
        generate == null
            ? rules + " on " + input
            : "generated rules and events (seed " + seed + ")";
    List<String> lines = new ArrayList<>();
    lines.add(what);
    lines.add(Machine.description());
    lines.add("");
    lines.add(
        "%,d rules, %,d events a pass (%,d bytes on average), %,d rules fired, features %s, %d rounds"
            .formatted(
                result.rules(),
                result.events(),
                bytes / Math.max(1, result.events() + result.badLines()),
                result.firings(),
                features.name().toLowerCase(Locale.ROOT),
                rounds));
    if (result.badLines() > 0) {
      lines.add("%,d lines are no events and were passed over".formatted(result.badLines()));
    }
    lines.add("");
    lines.add(
        row("events a second and core", "%,.0f", result.eventsPerSecondPerCore())
            + "   rounds %,.0f to %,.0f".formatted(result.slowestRound(), result.fastestRound()));
    lines.add(row("events a second, wall", "%,.0f", result.eventsPerSecondWall()));
    lines.add(row("one decision, p50", "%,.1f µs", result.p50Micros()));
    lines.add(row("              p99", "%,.1f µs", result.p99Micros()));
    lines.add(row("              p99.9", "%,.1f µs", result.p999Micros()));
    lines.add(row("allocated an event", "%,.0f bytes", result.bytesPerEvent()));
    lines.add(
        row("compiled, cold", "%,.0f ms", result.compileMillis()) + "   sources to first decision");
    lines.add(
        row("ratio to interpreter", "%,.1f", result.ratioToInterpreter())
            + "   interpreter %,.0f events a second and core"
                .formatted(result.interpreterEventsPerSecond()));
    return String.join("\n", lines) + "\n";
  }

  private static String row(String name, String format, double value) {
    return "%-26s%14s".formatted(name, format.formatted(value));
  }

  private static String json(Result result) {
    JsonBytes out = new JsonBytes().beginObject();
    out.key("eventsPerSecondPerCore").value(rounded(result.eventsPerSecondPerCore()));
    out.key("p50Micros").value(rounded(result.p50Micros()));
    out.key("p99Micros").value(rounded(result.p99Micros()));
    out.key("p999Micros").value(rounded(result.p999Micros()));
    out.key("bytesPerEvent").value(rounded(result.bytesPerEvent()));
    out.key("compileMillis").value(rounded(result.compileMillis()));
    out.key("ratioToInterpreter").value(rounded(result.ratioToInterpreter()));
    return out.endObject().newline().toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  private int write(GeneratedRules.Project project, Path folder) throws InputProblem, IOException {
    if (Files.exists(folder)) {
      throw new InputProblem("`" + folder + "` exists, expected the name of a new folder");
    }
    List<SourceFile> files = new ArrayList<>(project.sources().rules().values());
    files.addAll(project.sources().config().values());
    for (SourceFile file : files) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.text());
    }
    Files.write(folder.resolve("events.jsonl"), project.lines());
    streams.println("wrote %,d files and events.jsonl to %s".formatted(files.size(), folder));
    return CommandLineInterface.OK;
  }
}
