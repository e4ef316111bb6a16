package dev.harrier.server.cli;

import dev.harrier.decision.Verdict;
import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram.RuleInfo;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.bundle.ProjectFolder;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.server.demo.DemoModels;
import dev.harrier.server.demo.Feed;
import dev.harrier.server.demo.Group;
import dev.harrier.server.demo.Platform;
import dev.harrier.server.demo.Scoreboard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the engine at work on a made-up platform. */
@Command(
    name = "demo",
    description = {
      "Makes up an evening on a small platform, sends its events to a service with the rules of",
      "`examples/social`, and shows what was caught, by which rule, what was left alone, and how fast.",
      "The service listens on a free port of the loopback interface and keeps its data in a temporary",
      "folder, which is deleted in the end.",
      ""
    },
    footer = {
      "",
      "The same seed makes the same evening. The events know nothing of the rules, nor do they say",
      "who is who: that is known to the table only. --write keeps them, to try `harrier run` on."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int WARM_PASSES = 5;
  private static final String HEADING = "%-20s %9s %11s   %19s   %s";

  @Mixin private HelpOption help;

  @Option(names = "--seed", paramLabel = "N", description = "seed of the evening (default: 1)")
  private long seed = 1;

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "number of ordinary people, 50 to 1000000 (default: 1000)")
  private int people = 1_000;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "rule project (default: examples/social)")
  private @Nullable Path rules;

  @Option(names = "--write", paramLabel = "FILE", description = "write the events to FILE as well")
  private @Nullable Path write;

  @Option(
      names = "--stay",
      negatable = true,
      description = {
        "keep the service and its live page open after the table, fed with further evenings",
        "(default: on a terminal)"
      })
  private @Nullable Boolean stay;

  private final Streams streams;

  DemoCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, ProjectException, IOException, InterruptedException {
    if (people < 50 || people > 1_000_000) {
      throw new InputProblem("--people is " + people + ", expected 50 to 1000000");
    }
    Platform.Evening evening = Platform.evening(people, seed);
    if (write != null) {
      Files.write(write, evening.lines());
    }
    Path folder = rules == null ? examples() : rules;
    long started = System.nanoTime();
    Sources project = ProjectFolder.read(folder).sources();
    if (rules == null) {
      project = DemoModels.extend(project, seed);
    }
    double trainSeconds = (System.nanoTime() - started) / 1e9;
    started = System.nanoTime();
    Bundle bundle = Projects.compile(project, folder, null, Backend.COMPILED);
    double compileSeconds = (System.nanoTime() - started) / 1e9;
    try (DemoService service = DemoService.start(project);
        Feed feed = new Feed(service.address())) {
      if (staying()) {
        streams.println("live page " + service.address() + "/");
        streams.println("");
        streams.out().flush();
      }
      Scoreboard board = new Scoreboard(evening);
      started = System.nanoTime();
      feed.send(evening, "evening", board::add);
      double firstSeconds = (System.nanoTime() - started) / 1e9;
      print(folder, bundle, board, service.decisions());
      if (rules == null) {
        streams.println("");
        for (String line : DemoScores.of(service.decisions(), evening)) {
          streams.println(line);
        }
      }
      speed(bundle, evening, board, compileSeconds, firstSeconds);
      if (rules == null) {
        streams.println(
            "          models trained on an evening of last week in %.1f s"
                .formatted(trainSeconds));
      }
      next(folder);
      if (staying()) {
        stay(service, feed);
      } else {
        streams.println("");
        streams.println(
            "the live page was at " + service.address() + "/; `harrier demo --stay` keeps it open");
      }
    }
    return CommandLineInterface.OK;
  }

  private boolean staying() {
    return stay == null ? streams.terminal() && System.console() != null : stay;
  }

  /** More evenings, at a pace that can be watched, until somebody ends it. */
  private void stay(DemoService service, Feed feed) throws IOException, InterruptedException {
    streams.println("");
    streams.println(
        "live page "
            + service.address()
            + "/ shows further evenings as they happen; Enter or Ctrl-C ends it");
    streams.out().flush();
    Thread keys = Thread.ofVirtual().start(() -> awaitEnter(service));
    for (int day = 1; !service.ending(); day++) {
      String source = "evening-" + day;
      List<String> lines = Feed.lines(Platform.evening(people, seed + day, day));
      for (int i = 0; i < lines.size() && service.pause(i); i++) {
        feed.ask(lines.get(i), source, (event, verdict, fired) -> {});
      }
    }
    keys.interrupt();
    streams.println("ended, having answered what was asked");
    streams.out().flush();
  }

  /** A closed standard input is nobody's Enter. */
  private void awaitEnter(DemoService service) {
    try {
      int key = streams.in().read();
      while (key >= 0 && key != '\n') {
        key = streams.in().read();
      }
      if (key == '\n') {
        service.end();
      }
    } catch (IOException e) {
      service.end();
    }
  }

  private void next(Path folder) throws IOException {
    streams.println("");
    streams.println(
        "next: read the rules in "
            + folder
            + ", run its tests with `harrier test "
            + folder
            + "`,");
    streams.println(
        "      or decide on your own events: `harrier run --rules PROJECT --input FILE`");
  }

  /** The examples lie in the checkout, which the launcher names. */
  private static Path examples() throws InputProblem {
    Path home = Path.of(System.getProperty("harrier.home", ""));
    Path folder = home.resolve("examples").resolve("social");
    if (!Files.isDirectory(folder)) {
      throw new InputProblem(
          "`" + folder + "` does not exist; start harrier from its checkout, or name --rules");
    }
    Path here = Path.of("").toAbsolutePath();
    return folder.isAbsolute() && folder.startsWith(here) ? here.relativize(folder) : folder;
  }

  /** Decides the evening in this thread, without a service. */
  private static void pass(Bundle bundle, Platform.Evening evening) throws IOException {
    Engine engine = new Engine(new BundleHolder(bundle), FeatureMode.USED, StateFacts.inMemory());
    try (EventReader reader =
        EventReader.of(new ByteArrayInputStream(evening.lines()), Shape.SML, bundle.input())) {
      while (reader.next()) {
        Event event = reader.event();
        if (event == null) {
          throw new AssertionError("the demo made a bad line: " + reader.badLine());
        }
        engine.decide(event);
      }
    }
  }

  private void print(Path folder, Bundle bundle, Scoreboard board, List<DecisionRecord> decisions)
      throws IOException {
    int accounts = 0;
    for (Group group : Group.values()) {
      accounts += board.row(group).accounts();
    }
    streams.println("AN EVENING ON A MADE-UP PLATFORM (seed " + seed + ")");
    streams.println(
        "%,d events of %,d accounts, decided one by one by the %d rules in %s"
            .formatted(board.events(), accounts, bundle.program().rules().size(), folder));
    streams.println("");
    streams.println(
        HEADING.formatted(
            "attackers", "accounts", "caught", "events caught", "by which rule (events)"));
    groups(board, true);
    streams.println("");
    streams.println(
        HEADING.formatted(
            "innocents",
            "accounts",
            "left alone",
            "events left alone",
            "stopped by mistake (events)"));
    groups(board, false);
    rules(bundle, board, decisions);
    verdicts(board);
  }

  private void groups(Scoreboard board, boolean attackers) throws IOException {
    for (Group group : Group.values()) {
      if (group.attacker() == attackers) {
        group(group, board.row(group));
      }
    }
  }

  private void group(Group group, Scoreboard.Row row) throws IOException {
    boolean attacker = group.attacker();
    long accounts = attacker ? row.stoppedAccounts() : row.accounts() - row.stoppedAccounts();
    long events = attacker ? row.stopped() : row.events() - row.stopped();
    List<String> rules = new ArrayList<>();
    for (Map.Entry<String, Long> rule : row.rules()) {
      rules.add("%s %,d".formatted(rule.getKey(), rule.getValue()));
    }
    String line =
        "  %-18s %,9d %,11d   %14s %4s   %s"
            .formatted(
                group.title(),
                row.accounts(),
                accounts,
                "%,d of %,d".formatted(events, row.events()),
                share(events, row.events()),
                String.join(", ", rules));
    streams.println(line.stripTrailing());
    streams.println("    " + group.story());
  }

  /** Never rounds to all or nothing what is not. */
  private static String share(long part, long whole) {
    double percent = whole == 0 ? 0 : 100.0 * part / whole;
    if (percent > 99 && part < whole || percent < 1 && part > 0) {
      return "%.1f%%".formatted(Math.clamp(percent, 0.1, 99.9));
    }
    return "%.0f%%".formatted(percent);
  }

  private void rules(Bundle bundle, Scoreboard board, List<DecisionRecord> decisions)
      throws IOException {
    streams.println("");
    streams.println("rules                    fired      on attackers   on innocents   where");
    for (RuleInfo rule : bundle.program().rules()) {
      long found = DemoScores.found(decisions, rule.name());
      if (found > 0) {
        streams.println(
            "  %-18s %,9d   on what machines found   %5s %s:%d"
                .formatted(rule.name(), found, "", rule.path(), rule.line()));
        continue;
      }
      long attackers = 0;
      long innocents = 0;
      for (Map.Entry<Group, Long> hits :
          board.rules().getOrDefault(rule.name(), none()).entrySet()) {
        if (hits.getKey().attacker()) {
          attackers += hits.getValue();
        } else {
          innocents += hits.getValue();
        }
      }
      streams.println(
          "  %-18s %,9d %,17d %,14d   %s:%d"
              .formatted(
                  rule.name(),
                  attackers + innocents,
                  attackers,
                  innocents,
                  rule.path(),
                  rule.line()));
    }
  }

  private static EnumMap<Group, Long> none() {
    return new EnumMap<>(Group.class);
  }

  private void verdicts(Scoreboard board) throws IOException {
    List<String> verdicts = new ArrayList<>();
    for (Map.Entry<Verdict, Long> verdict : board.verdicts().entrySet()) {
      verdicts.add("%s %,d".formatted(verdict.getKey(), verdict.getValue()));
    }
    streams.println("");
    streams.println("verdicts  " + String.join(" · ", verdicts));
  }

  private void speed(
      Bundle bundle,
      Platform.Evening evening,
      Scoreboard board,
      double compileSeconds,
      double firstSeconds)
      throws IOException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < WARM_PASSES; i++) {
      long started = System.nanoTime();
      pass(bundle, evening);
      best = Math.min(best, System.nanoTime() - started);
    }
    streams.println(
        "speed     rules compiled in %.1f s; the evening sent, decided and kept over HTTP in %.2f s (%,.0f events a second),"
            .formatted(compileSeconds, firstSeconds, board.events() / firstSeconds));
    streams.println(
        "          decided in %.2f s (%,.0f a second) once warm: one thread, from bytes to decision"
            .formatted(best / 1e9, board.events() * 1e9 / best));
  }
}
