package dev.harrier.server.cli;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.RuleProgram;
import dev.harrier.rule.RuleProgram.FeatureInfo;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Options;
import dev.harrier.runtime.ingress.BadLine;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.runtime.replay.Backtest;
import dev.harrier.runtime.replay.BacktestReport;
import dev.harrier.runtime.replay.Replay;
import dev.harrier.runtime.replay.StoredEvents;
import dev.harrier.runtime.replay.Truth;
import dev.harrier.server.report.ReportJson;
import dev.harrier.server.report.ReportPage;
import dev.harrier.server.report.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries rules on stored events. */
@Command(
    name = "backtest",
    description = {
      "Tries rules on stored events: what would have happened had they been in force, and what would",
      "have been different from other rules. Nothing is done, nothing is stored.",
      ""
    },
    footer = {
      "",
      "The report says for each rule how many events a day it fires on, how many entities it hits and",
      "which rules it overlaps with; with --against which hits are new and which are lost; with --truth",
      "precision and recall; and for each kind of effect how much it would touch. The same input gives",
      "the same report with any number of threads. See docs/backtest.md."
    })
final class BacktestCommand implements Callable<Integer> {
  /** Bad lines shown before further ones are only counted. */
  private static final int BAD_LINES_SHOWN = 5;

  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  @Option(names = "--input", paramLabel = "FILE|-", description = "events, one JSON object a line")
  private @Nullable String input;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "or the log of an engine's data folder that no process is using")
  private @Nullable Path data;

  @Option(names = "--rules", required = true, paramLabel = "NEW", description = "the rules to try")
  private Path rules;

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = {
        "rules to compare them with, decided on the same events; with --data, `active` stands for the",
        "rules in force there"
      })
  private @Nullable String against;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = {
        "what is known of the events (`id,label`) or of the active entities (`entity,label`), as CSV",
        "with that heading or as lines of JSON; labels are 1 or 0, true or false, bad or good"
      })
  private @Nullable Path truth;

  @Option(
      names = "--entity",
      paramLabel = "FEATURE",
      description = {
        "feature that tells who is active in an event (default: the first of the new rules that reads",
        "an entity from the event)"
      })
  private @Nullable String entity;

  @Option(
      names = "--examples",
      paramLabel = "N",
      description = "most examples of new and of lost hits a rule (default: 5)")
  private int examples = 5;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that decide (default: one a processor)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "print the report as JSON")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write the report as one HTML page as well")
  private @Nullable Path html;

  @Option(
      names = "--output",
      paramLabel = "FILE|-",
      description = "where the report goes (default: standard output)")
  private String output = "-";

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description =
          "what the events look like: auto (default), sml, cloudevents, jetstream, mapped")
  private Shape shape = Shape.AUTO;

  @Option(names = "--dialect", paramLabel = "strict|compat", description = "as in `harrier run`")
  private @Nullable Dialect dialect;

  private final Streams streams;

  BacktestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, ProjectException, IOException {
    if (threads < 1 || threads > 256 || examples < 0 || examples > 1_000) {
      throw new ParameterException(
          spec.commandLine(), "expected --threads of 1 to 256 and --examples of 0 to 1000");
    }
    if ((input == null) == (data == null)) {
      throw new ParameterException(spec.commandLine(), "expected --input or --data, and not both");
    }
    if (data == null) {
      backtest(null);
    } else if (!Files.isDirectory(data)) {
      throw new InputProblem("`" + data + "` does not exist, expected an engine's data folder");
    } else {
      try (Harrier harrier = Harrier.open(data, Options.DEFAULT)) {
        backtest(harrier);
      }
    }
    return CommandLineInterface.OK;
  }

  private void backtest(@Nullable Harrier harrier)
      throws InputProblem, ProjectException, IOException {
    Bundle fresh = Projects.load(rules, dialect, Backend.COMPILED);
    Bundle old = old(harrier);
    Truth known = truth == null ? null : TruthFile.read(truth);
    String active = active(fresh.program());
    if (known != null && known.subject() == Truth.Subject.ENTITY && active == null) {
      throw new InputProblem(
          "`" + truth + "` is about entities, but no feature of `" + rules + "` reads one");
    }
    Backtest backtest =
        new Backtest(
            new Backtest.Setup(
                fresh.program(), old == null ? null : old.program(), active, known, examples));
    long started = System.nanoTime();
    Replay.Setup setup = new Replay.Setup(fresh, old, shape, active, threads);
    if (harrier == null) {
      replay(setup, backtest);
    } else {
      try (StoredEvents events = StoredEvents.log(harrier.ledger());
          Progress progress = new Progress(streams, "events", harrier.ledger().newest())) {
        Replay.run(events, setup, new Listening(backtest, progress, backtest::events));
      }
    }
    BacktestReport report = backtest.report();
    if (report.events() == 0) {
      throw new InputProblem("`" + source() + "` holds no events");
    }
    write(report);
    double seconds = (System.nanoTime() - started) / 1e9;
    streams
        .err()
        .printf(
            "%s decided in %.1f s, %,.0f a second, %s%n",
            Projects.counted(report.events(), "event"),
            seconds,
            report.events() / seconds,
            Projects.counted(threads, "thread"));
  }

  private String source() {
    return input != null ? input : String.valueOf(data);
  }

  private @Nullable Bundle old(@Nullable Harrier harrier)
      throws InputProblem, ProjectException, IOException {
    if (against == null) {
      return null;
    }
    if (harrier == null || !against.equals("active")) {
      return Projects.load(Path.of(against), dialect, Backend.COMPILED);
    }
    Optional<Sources> sources =
        harrier.active().flatMap(active -> harrier.sources(active.version()));
    if (sources.isEmpty()) {
      throw new InputProblem("`" + data + "` has no rules in force to compare with");
    }
    return Projects.compile(sources.get(), Objects.requireNonNull(data), dialect, Backend.COMPILED);
  }

  private @Nullable String active(RuleProgram program) throws InputProblem {
    if (entity == null) {
      return Backtest.defaultEntity(program).orElse(null);
    }
    List<String> readable =
        program.features().stream().filter(FeatureInfo::read).map(FeatureInfo::name).toList();
    if (!readable.contains(entity)) {
      throw new InputProblem(
          "--entity is `"
              + entity
              + "`, expected a feature that reads an entity from the event: "
              + (readable.isEmpty() ? "`" + rules + "` has none" : String.join(", ", readable)));
    }
    return entity;
  }

  private void replay(Replay.Setup setup, Backtest backtest) throws InputProblem, IOException {
    String file = Objects.requireNonNull(input);
    Inputs.Counting counting = Inputs.counting(file, streams);
    try (StoredEvents events = StoredEvents.lines(counting);
        Progress progress = new Progress(streams, "events", Inputs.size(file))) {
      Replay.run(events, setup, new Listening(backtest, progress, counting::count));
    }
  }

  /** Hands on what it hears, shows how far it is and which lines are bad. */
  private final class Listening implements Replay.Listener {
    private final Backtest backtest;
    private final Progress progress;
    private final LongSupplier done;
    private long bad;

    Listening(Backtest backtest, Progress progress, LongSupplier done) {
      this.backtest = backtest;
      this.progress = progress;
      this.done = done;
    }

    @Override
    public void decided(Event event, @Nullable String who, Decision fresh, @Nullable Decision old) {
      backtest.decided(event, who, fresh, old);
      progress.step(done.getAsLong());
    }

    @Override
    public void bad(BadLine line) {
      backtest.bad(line);
      if (++bad <= BAD_LINES_SHOWN) {
        progress.close();
        streams.err().println(source() + ": " + line);
      } else if (bad == BAD_LINES_SHOWN + 1) {
        streams.err().println(source() + ": further bad lines are counted, not shown");
      }
    }
  }

  private void write(BacktestReport report) throws InputProblem, IOException {
    String text = json ? ReportJson.of(report) : ReportText.of(report);
    if (output.equals("-")) {
      streams.print(text);
    } else {
      Files.writeString(checked(Path.of(output)), text);
    }
    if (html != null) {
      Files.writeString(checked(Objects.requireNonNull(html)), ReportPage.of(report));
    }
  }

  private static Path checked(Path file) throws InputProblem {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new InputProblem("`" + file + "` is a folder, expected a file to write to");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new InputProblem("the folder `" + folder + "` of `" + file + "` does not exist");
    }
    return file;
  }
}
