package dev.harrier.server.cli;

import dev.harrier.json.JsonWriter;
import dev.harrier.learn.metric.Interval;
import dev.harrier.learn.metric.Intervals;
import dev.harrier.server.trial.Artefacts;
import dev.harrier.server.trial.BrigadeTrial;
import dev.harrier.server.trial.BrigadeTrial.Part;
import dev.harrier.server.trial.BrigadeTrial.Result;
import dev.harrier.sim.score.BrigadeScore.Outcome;
import dev.harrier.sim.truth.Episode;
import dev.harrier.sim.truth.Happening;
import dev.harrier.sim.world.EventLog;
import dev.harrier.sim.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes up worlds of people and attackers; measures detectors on them. */
@Command(
    name = "simulate",
    description = {
      "Makes up worlds of ordinary people, viral threads and brigades: writes one with --out, or",
      "measures the brigade detector on many with --brigade.",
      ""
    },
    footer = {
      "",
      "FOLDER gets events.jsonl (CloudEvents), truth.jsonl (an object an event) and episodes.jsonl.",
      "Worlds of the part `held_out` have families of attack that no threshold was fitted to.",
      "See docs/methods/brigade.md."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final double FOUND_TARGET = .9;
  private static final double FALSE_TARGET = .001;

  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  @Option(names = "--brigade", description = "measure the brigade detector")
  private boolean brigade;

  @Option(names = "--out", paramLabel = "FOLDER", description = "write one world")
  private @Nullable Path out;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "tune or held_out (default: held_out)")
  private Part part = Part.HELD_OUT;

  @Option(
      names = "--worlds",
      paramLabel = "N",
      description = "with --brigade: number of worlds (default: 20)")
  private int worlds = 20;

  @Option(
      names = "--world",
      paramLabel = "N",
      description = "with --out: which world, from 0 (default: 0)")
  private int world;

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "people of a world, 200 at least (default: 2500)")
  private int people = World.Size.STANDARD.people();

  @Option(names = "--json", description = "print a JSON object a figure")
  private boolean json;

  private final Streams streams;

  SimulateCommand(Streams streams) {
    this.streams = streams;
  }

  /**
   * One line of the report.
   *
   * @param target NaN if the figure is only told
   */
  private record Figure(
      String name, String measure, double value, double low, double high, long of, double target) {}

  @Override
  public Integer call() throws IOException {
    if (brigade == (out != null)) {
      throw new ParameterException(spec.commandLine(), "give one of `--brigade` and `--out`");
    }
    if (people < 200 || worlds < 1 || world < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "`--people` is at least 200, `--worlds` at least 1, `--world` at least 0");
    }
    if (out != null) {
      write(out, part.world(world, size()));
    } else {
      measure();
    }
    return CommandLineInterface.OK;
  }

  private World.Size size() {
    World.Size standard = World.Size.STANDARD;
    int threads = Math.max(1, standard.threads() * people / standard.people());
    int brigades = Math.max(1, standard.brigades() * people / standard.people());
    return new World.Size(people, threads, brigades);
  }

  private static void write(Path folder, World world) throws IOException {
    Files.createDirectories(folder);
    try (PrintWriter events = writer(folder, "events.jsonl");
        PrintWriter truth = writer(folder, "truth.jsonl")) {
      for (Happening happening : world.happenings()) {
        events.print(EventLog.line(happening) + "\n");
        truth.print(EventLog.truth(happening) + "\n");
      }
    }
    try (PrintWriter episodes = writer(folder, "episodes.jsonl")) {
      for (Episode episode : world.episodes()) {
        JsonWriter line = new JsonWriter().object().name("episode").number(episode.number());
        line.name("name").text(episode.name()).name("sort").text(lower(episode.sort()));
        episodes.print(line.name("receiver").text(episode.receiver()).end() + "\n");
      }
    }
  }

  private static PrintWriter writer(Path folder, String name) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8));
  }

  private void measure() throws IOException {
    for (Figure figure : artefacts()) {
      print(figure);
    }
    BrigadeTrial trial = BrigadeTrial.prepare(part, size());
    Result result = trial.run(worlds, this::progress);
    for (Figure figure : figures(result)) {
      print(figure);
    }
  }

  private void progress(int done) {
    if (streams.terminal()) {
      streams.err().print("\r" + done + " of " + worlds + " worlds" + (done < worlds ? "" : "\n"));
      streams.err().flush();
    }
  }

  private List<Figure> artefacts() {
    int audited = Math.max(2, worlds);
    Artefacts.Audit audit = Artefacts.audit(number -> part.world(number, size()), audited);
    List<Figure> figures = new ArrayList<>();
    String name = "artefacts/";
    figures.add(betrayed(name + "all fields", audit.together(), audited));
    audit.single().forEach((field, auroc) -> figures.add(betrayed(name + field, auroc, audited)));
    return figures;
  }

  private static Figure betrayed(String name, double auroc, long worlds) {
    return new Figure(name, "AUROC", auroc, Double.NaN, Double.NaN, worlds, Artefacts.AUROC_MOST);
  }

  private static Figure told(String name, String measure, double value, long of) {
    return new Figure(name, measure, value, Double.NaN, Double.NaN, of, Double.NaN);
  }

  private static List<Figure> figures(Result result) {
    List<Figure> figures = new ArrayList<>();
    figures.add(told("text model", "AUROC", result.textAuroc(), 1));
    Map<String, List<Outcome>> brigades = byName(result, Episode.Sort.BRIGADE);
    brigades.forEach(
        (name, outcomes) -> figures.add(found("brigade/" + name, outcomes, Double.NaN)));
    List<Outcome> all = all(brigades);
    figures.add(found("brigade/all", all, FOUND_TARGET));
    figures.addAll(delays(all));
    Map<String, List<Outcome>> friendly = byName(result, Episode.Sort.FRIENDLY);
    friendly.forEach(
        (name, outcomes) -> figures.add(limited("friendly/" + name, outcomes, Double.NaN)));
    figures.add(limited("friendly/all", all(friendly), FALSE_TARGET));
    byName(result, Episode.Sort.CRITICISM)
        .forEach((name, outcomes) -> figures.add(limited("criticism", outcomes, Double.NaN)));
    figures.add(told("outside all episodes", "limits", result.elsewhere(), result.events()));
    return figures;
  }

  private static Map<String, List<Outcome>> byName(Result result, Episode.Sort sort) {
    Map<String, List<Outcome>> byName = new TreeMap<>();
    for (Outcome outcome : result.outcomes()) {
      if (outcome.episode().sort() == sort) {
        byName.computeIfAbsent(outcome.episode().name(), name -> new ArrayList<>()).add(outcome);
      }
    }
    return byName;
  }

  private static List<Outcome> all(Map<String, List<Outcome>> byName) {
    return byName.values().stream().flatMap(List::stream).toList();
  }

  private static Figure found(String name, List<Outcome> outcomes, double target) {
    long hits = outcomes.stream().filter(Outcome::inTime).count();
    return share(name, "found in time", hits, outcomes.size(), target);
  }

  private static Figure limited(String name, List<Outcome> outcomes, double target) {
    long hits = outcomes.stream().filter(Outcome::limited).count();
    return share(name, "limited", hits, outcomes.size(), target);
  }

  private static Figure share(String name, String measure, long hits, long of, double target) {
    Interval interval = Intervals.wilson(hits, of);
    return new Figure(
        name, measure, (double) hits / of, interval.low(), interval.high(), of, target);
  }

  /** Times and hostile words until brigades are found; one that is not counts as endless. */
  private static List<Figure> delays(List<Outcome> outcomes) {
    double[] seconds = outcomes.stream().mapToDouble(Outcome::seconds).sorted().toArray();
    double[] words = outcomes.stream().mapToDouble(Outcome::hostileBefore).sorted().toArray();
    double[] shares =
        outcomes.stream()
            .mapToDouble(outcome -> (double) outcome.hostileBefore() / outcome.hostile())
            .sorted()
            .toArray();
    long ever = Arrays.stream(seconds).filter(Double::isFinite).count();
    List<Figure> figures = new ArrayList<>();
    figures.add(share("brigade/all", "found ever", ever, outcomes.size(), Double.NaN));
    for (double quantile : new double[] {.5, .9}) {
      int at = (int) (quantile * (seconds.length - 1));
      String suffix = " p" + Math.round(100 * quantile);
      figures.add(told("brigade/all", "seconds" + suffix, seconds[at], outcomes.size()));
      figures.add(told("brigade/all", "hostile words" + suffix, words[at], outcomes.size()));
      figures.add(told("brigade/all", "share delivered" + suffix, shares[at], outcomes.size()));
    }
    return figures;
  }

  private void print(Figure figure) throws IOException {
    streams.println(json ? object(figure) : line(figure));
    streams.out().flush();
  }

  private static String line(Figure figure) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "%-28s %-20s %9.4f", figure.name(), figure.measure(), figure.value()));
    if (!Double.isNaN(figure.low())) {
      line.append(String.format(Locale.ROOT, "  [%.4f, %.4f]", figure.low(), figure.high()));
    }
    line.append("  of ").append(figure.of());
    if (!Double.isNaN(figure.target())) {
      line.append(String.format(Locale.ROOT, "  target %.3f ", figure.target()));
      line.append(reached(figure) ? "reached" : "missed");
    }
    return line.toString();
  }

  private static boolean reached(Figure figure) {
    boolean wanted = figure.measure().startsWith("found");
    return wanted ? figure.value() >= figure.target() : figure.value() <= figure.target();
  }

  private static String object(Figure figure) {
    JsonWriter object = new JsonWriter().object().name("name").text(figure.name());
    object.name("metric").text(figure.measure()).name("value").number(figure.value());
    object.name("low").number(figure.low()).name("high").number(figure.high());
    object.name("of").number(figure.of()).name("target").number(figure.target());
    return object.end().toString();
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
