package dev.harrier.server.cli;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Options;
import dev.harrier.runtime.embed.Replay;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.Observation;
import dev.harrier.server.output.JsonBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides a log again and compares. */
@Command(
    name = "replay",
    description = {
      "Decides the log of a data folder again, from an empty memory and with the rules that were in",
      "force at the time, and compares every decision and every value that the rules read.",
      ""
    },
    footer = {"", "Exits with 1 if a decision differs."})
final class ReplayCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Mixin private HelpOption help;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "data folder of an engine that is not running")
  private Path data;

  @Option(
      names = "--from",
      paramLabel = "ID",
      description = "first decision that is compared; those before it are decided all the same")
  private long from = 1;

  @Option(names = "--to", paramLabel = "ID", description = "last decision that is compared")
  private long to = Long.MAX_VALUE;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Streams streams;

  ReplayCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    if (!Files.isDirectory(data)) {
      throw new InputProblem("`" + data + "` is no data folder: it does not exist");
    }
    long started = System.nanoTime();
    Replay.Result result = replayed();
    double seconds = (System.nanoTime() - started) / NANOS;
    if (json) {
      streams.println(json(result, seconds));
    } else {
      print(result, seconds);
    }
    return result.differing() == 0 ? CommandLineInterface.OK : CommandLineInterface.INPUT_WRONG;
  }

  private Replay.Result replayed() {
    try (Harrier harrier = Harrier.open(data, Options.DEFAULT);
        Progress progress =
            new Progress(streams, "events", Math.min(to, harrier.metrics().sequence()))) {
      return harrier.replay(from, to, progress::step);
    }
  }

  private void print(Replay.Result result, double seconds) throws IOException {
    streams.println(
        "%,d events decided again, %,d decisions compared, %,d differ; %.1f s, %,.0f events a second"
            .formatted(
                result.events(),
                result.compared(),
                result.differing(),
                seconds,
                result.events() / seconds));
    for (Replay.Difference difference : result.first()) {
      streams.println("decision " + difference.stored().id() + " differs");
      Map<String, String> then = text(difference.stored());
      Map<String, String> again = text(difference.again());
      for (String name : then.keySet()) {
        if (!String.valueOf(then.get(name)).equals(again.get(name))) {
          streams.println("  " + name + " then  " + then.get(name));
          streams.println("  " + name + " again " + again.get(name));
        }
      }
    }
  }

  /** What can differ, by name, in the order in which it matters. */
  private static Map<String, String> text(DecisionRecord record) {
    List<String> seen = new ArrayList<>();
    for (Observation observation : record.observations()) {
      seen.add(String.valueOf(observation));
    }
    Map<String, String> text = new LinkedHashMap<>();
    text.put("verdicts", String.valueOf(record.decision().verdicts()));
    text.put("fired", String.valueOf(record.decision().fired()));
    text.put("effects", String.valueOf(record.decision().effects()));
    text.put("features", String.valueOf(record.decision().features()));
    text.put("failures", String.valueOf(record.decision().failures()));
    text.put("observations", String.join(", ", seen));
    text.put("bundle", record.bundle());
    return text;
  }

  private static String json(Replay.Result result, double seconds) {
    JsonBytes json = new JsonBytes();
    json.beginObject();
    json.key("events").value(result.events());
    json.key("compared").value(result.compared());
    json.key("differing").value(result.differing());
    json.key("seconds").value(seconds);
    json.key("differences").beginArray();
    for (Replay.Difference difference : result.first()) {
      json.beginObject().key("id").value(difference.stored().id());
      json.key("then").any(text(difference.stored()));
      json.key("again").any(text(difference.again())).endObject();
    }
    json.endArray().endObject();
    return json.toString();
  }
}
