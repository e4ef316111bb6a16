package dev.harrier.server.http;

import dev.harrier.runtime.embed.BundleInfo;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Metrics;
import dev.harrier.runtime.embed.Summary;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.JsonBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The live page, and the figures that it shows. */
final class Live implements AutoCloseable {
  private static final int RECENT = 14;
  private static final int RULES = 12;

  private final Harrier harrier;
  private final Pulse pulse;
  private final byte[] page;
  private final long startedNanos = System.nanoTime();

  Live(Harrier harrier) {
    this.harrier = harrier;
    this.pulse = new Pulse(harrier);
    this.page = resource("live.html");
    pulse.start();
  }

  /** A file that stands beside this class. */
  static byte[] resource(String name) {
    try (InputStream in = Live.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("`" + name + "` is not packaged");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One HTML page that fetches nothing but what this service says. Not to be changed. */
  byte[] page() {
    return page;
  }

  /** What is to be seen now. */
  JsonBytes figures(boolean ready) {
    Metrics metrics = harrier.metrics();
    JsonBytes json = new JsonBytes().beginObject();
    json.key("ready").value(ready);
    json.key("uptime_seconds").value((System.nanoTime() - startedNanos) / 1_000_000_000);
    bundle(harrier.active(), json);
    counts(metrics, json);
    json.key("per_second").beginArray();
    for (long events : pulse.perSecond()) {
      json.value(events);
    }
    json.endArray();
    tallies("verdicts", metrics.verdicts(), metrics.verdicts().size(), json);
    tallies("rules", metrics.rules(), RULES, json);
    tallies("effects", metrics.effects(), RULES, json);
    json.key("recent").beginArray();
    for (DecisionRecord record : harrier.recent(RECENT)) {
      DecisionLines.write(record, json);
    }
    json.endArray();
    return json.endObject();
  }

  private static void bundle(Optional<BundleInfo> active, JsonBytes json) {
    if (active.isPresent()) {
      json.key("bundle");
      Bodies.bundle(active.get(), json);
    }
  }

  private static void counts(Metrics metrics, JsonBytes json) {
    json.key("decided").value(metrics.decided());
    json.key("repeated").value(metrics.repeated());
    json.key("refused").value(metrics.refused());
    json.key("overloaded").value(metrics.overloaded());
    json.key("failed").value(metrics.failed());
    json.key("waiting").value(metrics.waiting());
    json.key("capacity").value(metrics.capacity());
    json.key("sequence").value(metrics.sequence());
    long commits = Math.max(1, metrics.batches());
    json.key("commit_micros").value(metrics.commitNanos() / commits / 1_000);
  }

  private static void tallies(String name, List<Summary.Tally> tallies, int most, JsonBytes json) {
    json.key(name).beginArray();
    for (Summary.Tally tally : tallies.subList(0, Math.min(most, tallies.size()))) {
      json.beginObject().key("name").value(tally.name());
      json.key("count").value(tally.count()).endObject();
    }
    json.endArray();
  }

  @Override
  public void close() {
    pulse.close();
  }
}
