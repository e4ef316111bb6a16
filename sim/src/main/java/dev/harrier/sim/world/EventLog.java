package dev.harrier.sim.world;

import dev.harrier.json.JsonWriter;
import dev.harrier.sim.truth.Happening;

/** Writes what happened as a platform would tell it, and the truth as nobody would. */
public final class EventLog {
  private EventLog() {}

  /** The event's data: who, to whom, what about, in which words. */
  public static String data(Happening happening) {
    JsonWriter data = new JsonWriter().object();
    data.name("sender").text(happening.sender()).name("receiver").text(happening.receiver());
    if (!happening.object().isEmpty()) {
      data.name("object").text(happening.object());
    }
    if (!happening.text().isEmpty()) {
      data.name("text").text(happening.text());
    }
    return data.end().toString();
  }

  /** One line of an event log, a CloudEvent of version 1.0. */
  public static String line(Happening happening) {
    JsonWriter line = new JsonWriter().object().name("specversion").text("1.0");
    line.name("id").text(happening.id()).name("source").text("/sim");
    line.name("type").text(happening.type()).name("time").text(time(happening.timeMicros()));
    return line.name("data").json(data(happening)).end().toString();
  }

  private static String time(long micros) {
    return java.time.Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L)
        .toString();
  }

  /** One line of the sealed truth. */
  public static String truth(Happening happening) {
    JsonWriter line = new JsonWriter().object().name("id").text(happening.id());
    line.name("hostile").flag(happening.hostile());
    return line.name("episode").number(happening.episode()).end().toString();
  }
}
