package dev.harrier.server.cli;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Dialect;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.BadLine;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.DecisionLines.Format;
import dev.harrier.server.output.JsonBytes;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Decides on events. */
@Command(
    name = "run",
    description = {
      "Decides on events, one JSON object a line, in order; labels and counters live within the run.",
      ""
    },
    footer = {
      "",
      "A line that is no event is reported with its number on standard error, and the others are",
      "decided. Input may be plain, .gz, .xz or .zst. The summary goes to standard error.",
      "Exits with 1 if no line was an event, or a comparison by --expect shows a difference."
    })
final class RunCommand implements Callable<Integer> {
  /** Bad lines that are reported one by one; the others are counted. */
  private static final int BAD_LINES_SHOWN = 20;

  /** Bytes gathered before they go to the output. */
  private static final int CHUNK = 1 << 15;

  @Mixin private HelpOption help;

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "DIR",
      description = "rule project: the folder that holds `main.sml`")
  private Path rules;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|-",
      description = "events, one JSON object a line")
  private String input;

  @Option(
      names = "--output",
      paramLabel = "FILE|-",
      description = "where decisions go (default: standard output)")
  private String output = "-";

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      converter = ShapeWord.class,
      description = {
        "what the events look like: auto (default), sml, cloudevents, jetstream, mapped (by the",
        "project's `input` section), or osprey: SML actions in, and --format osprey"
      })
  private ShapeOption shape = new ShapeOption(Shape.AUTO, false);

  @Option(
      names = "--format",
      paramLabel = "harrier|osprey",
      description = "what a decision looks like (default: harrier)")
  private @Nullable Format format;

  @Option(
      names = "--features",
      paramLabel = "none|used|all",
      description = {
        "features in the output: none, those computed on the way (used, the default), or all, for",
        "which every node is evaluated; --format osprey defaults to all"
      })
  private @Nullable FeatureMode features;

  @Option(
      names = "--dialect",
      paramLabel = "strict|compat",
      description = "read the rules in this dialect, whatever the project states")
  private @Nullable Dialect dialect;

  @Option(
      names = "--backend",
      paramLabel = "interpreted|compiled",
      description = "how rules are run (default: compiled)")
  private Backend backend = Backend.COMPILED;

  @Option(
      names = {"--expect", "--expected"},
      paramLabel = "FILE",
      description = {
        "compare rules and effects with those in FILE (`action_id`, `rules`, `effects` a line)",
        "instead of writing decisions, unless --output is given too"
      })
  private @Nullable Path expect;

  /** A shape as the command line names it. */
  private record ShapeOption(Shape shape, boolean osprey) {}

  private static final class ShapeWord implements ITypeConverter<ShapeOption> {
    @Override
    public ShapeOption convert(String word) {
      if (word.equals("osprey")) {
        return new ShapeOption(Shape.SML, true);
      }
      return new ShapeOption(
          Shape.of(word)
              .orElseThrow(
                  () ->
                      new TypeConversionException(
                          "expected auto, sml, osprey, cloudevents, jetstream or mapped, found `"
                              + word
                              + "`")),
          false);
    }
  }

  private final Streams streams;

  RunCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, ProjectException, IOException {
    Bundle bundle = Projects.load(rules, dialect, backend);
    Expectation expectation = expect == null ? null : Expectation.read(expect);
    Engine engine = new Engine(new BundleHolder(bundle), featureMode(), StateFacts.inMemory());
    long started = System.nanoTime();
    try (Inputs events = Inputs.open(input, streams, shape.shape(), bundle.input())) {
      if (expectation == null || !output.equals("-")) {
        try (OutputStream out = output()) {
          decide(events, engine, out, expectation);
        }
      } else {
        decide(events, engine, OutputStream.nullOutputStream(), expectation);
      }
    }
    streams.out().flush();
    SummaryText.print(engine.summary(), System.nanoTime() - started, streams.err());
    return code(engine, expectation);
  }

  private int code(Engine engine, @Nullable Expectation expectation) {
    if (expectation != null) {
      streams.err().println(expectation.report());
      return expectation.met() ? CommandLineInterface.OK : CommandLineInterface.INPUT_WRONG;
    }
    boolean nothing = engine.summary().events() == 0;
    if (nothing && engine.summary().badLines() == 0) {
      streams.err().println("harrier: `" + input + "` holds no events");
    }
    return nothing ? CommandLineInterface.INPUT_WRONG : CommandLineInterface.OK;
  }

  private Format format() {
    return format != null ? format : shape.osprey() ? Format.OSPREY : Format.HARRIER;
  }

  private FeatureMode featureMode() {
    if (features != null) {
      return features;
    }
    return format() == Format.OSPREY ? FeatureMode.ALL : FeatureMode.USED;
  }

  private OutputStream output() throws InputProblem, IOException {
    if (output.equals("-")) {
      return new FilterOutputStream(streams.out()) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
          out.flush(); // standard output stays open
        }
      };
    }
    Path file = Path.of(output);
    if (Files.isDirectory(file)) {
      throw new InputProblem("`" + output + "` is a folder, expected a file to write to, or `-`");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new InputProblem("the folder `" + folder + "` of the output does not exist");
    }
    return new BufferedOutputStream(Files.newOutputStream(file), CHUNK);
  }

  private void decide(
      Inputs events, Engine engine, OutputStream out, @Nullable Expectation expectation)
      throws IOException {
    EventReader reader = events.reader();
    DecisionLines lines = new DecisionLines(format());
    JsonBytes json = new JsonBytes();
    // A person or program at the other end of a pipe waits for each decision.
    boolean live = input.equals("-");
    try (Progress progress = new Progress(streams, "events", events.size())) {
      while (reader.next()) {
        Event event = reader.event();
        if (event == null) {
          bad(reader.badLine(), engine, progress);
          continue;
        }
        Decision decision = engine.decide(event);
        if (expectation != null) {
          expectation.compare(event.id(), decision);
        }
        lines.write(event, decision, engine.version(), json);
        if (json.size() >= CHUNK || live && streams.in().available() == 0) {
          json.drainTo(out);
          if (live) {
            out.flush();
          }
        }
        progress.step(events.read());
      }
    }
    json.drainTo(out);
  }

  private void bad(@Nullable BadLine line, Engine engine, Progress progress) {
    engine.summary().addBadLine();
    long count = engine.summary().badLines();
    if (count <= BAD_LINES_SHOWN) {
      progress.close();
      streams.err().println(input + ": " + line);
    } else if (count == BAD_LINES_SHOWN + 1) {
      progress.close();
      streams.err().println(input + ": further bad lines are counted, not shown");
    }
  }
}
