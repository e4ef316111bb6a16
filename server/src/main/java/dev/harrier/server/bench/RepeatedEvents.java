package dev.harrier.server.bench;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.runtime.ingress.BadEventException;
import dev.harrier.runtime.ingress.EventParser;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.server.output.JsonBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A long stream made of a short one: its events again and again, each time with identifiers of
 * their own and later by the length of the stream. Lines that are no events are left out.
 */
public final class RepeatedEvents {
  private static final long MICROS = 1_000_000;

  private RepeatedEvents() {}

  private record Line(String id, String type, long timeMicros, byte[] payloads) {}

  /**
   * Writes SML actions, one a line.
   *
   * @param lines the short stream, held in memory
   * @param times how often
   * @return number of events written
   */
  public static long write(byte[] lines, int times, OutputStream out) throws IOException {
    List<Line> events = events(lines);
    long first = events.stream().mapToLong(Line::timeMicros).min().orElse(0);
    long last = events.stream().mapToLong(Line::timeMicros).max().orElse(0);
    JsonBytes json = new JsonBytes();
    for (int round = 0; round < times; round++) {
      for (Line event : events) {
        long time = event.timeMicros() + round * (last - first + MICROS);
        json.clear()
            .beginObject()
            .key("action_id")
            .value(round == 0 ? event.id() : event.id() + "-" + round);
        json.key("action_name").value(event.type()).key("timestamp");
        json.value(
            Instant.ofEpochSecond(Math.floorDiv(time, MICROS), 1_000 * Math.floorMod(time, MICROS))
                .toString());
        json.drainTo(out);
        out.write(event.payloads());
      }
    }
    return (long) times * events.size();
  }

  private static List<Line> events(byte[] lines) {
    List<Line> events = new ArrayList<>();
    EventParser parser = new EventParser(Shape.AUTO, null);
    int from = 0;
    for (int at = 0; at <= lines.length; at++) {
      if (at == lines.length || lines[at] == '\n') {
        if (at > from) {
          try {
            events.add(line(parser.parse(lines, from, at)));
          } catch (BadEventException left) {
            // As told: a line that is no event is left out.
          }
        }
        from = at + 1;
      }
    }
    return events;
  }

  /** The rest of the line, after the time. */
  private static Line line(Event event) {
    StringBuilder rest = new StringBuilder();
    payload(",\"data\":", event.document(), event.data(), rest);
    payload(",\"secret_data\":", event.document(), event.secretData(), rest);
    byte[] bytes = rest.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    return new Line(event.id(), event.type(), event.timeMicros(), bytes);
  }

  private static void payload(String key, JsonDocument json, int node, StringBuilder rest) {
    if (node != Event.ABSENT) {
      int length = json.end(node) - json.start(node);
      rest.append(key)
          .append(new String(json.bytes(), json.start(node), length, StandardCharsets.UTF_8));
    }
  }
}
