package dev.harrier.runtime.bundle;

import dev.harrier.detect.contact.TextScore;
import dev.harrier.detect.score.RawRow;
import dev.harrier.detect.score.RowScorer;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonKind;
import dev.harrier.json.JsonParser;
import dev.harrier.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's events tell who did what to whom, so that the machines of contacts and brigades
 * can follow them. Immutable.
 */
public final class Interactions {
  private final Map<String, Reading> readings;
  private final @Nullable RowScorer hostility;

  /**
   * How one type of event is read.
   *
   * @param kind what it is to the machines, such as {@code reply}
   * @param paths names of members, by what they hold: {@code sender} and {@code receiver}, and
   *     where told {@code object}, {@code text}, {@code text_score}
   */
  record Reading(String kind, Map<String, List<String>> paths) {
    Reading {
      paths = new LinkedHashMap<>(paths);
    }
  }

  Interactions(Map<String, Reading> readings, @Nullable RowScorer hostility) {
    this.readings = new LinkedHashMap<>(readings);
    this.hostility = hostility;
  }

  /**
   * The event as machines read it: an act with its kind as the type, of the same source, identifier
   * and time; null if it is none.
   */
  public @Nullable Event act(Event event) {
    Reading reading = readings.get(event.type());
    if (reading == null || event.data() == Event.ABSENT) {
      return null;
    }
    JsonDocument document = event.document();
    JsonWriter data = new JsonWriter().object();
    boolean whole = true;
    for (Map.Entry<String, List<String>> path : reading.paths.entrySet()) {
      int node = node(document, event.data(), path.getValue());
      if (node != JsonDocument.NONE && plain(document.kind(node))) {
        data.name(path.getKey());
        value(document, node, path.getKey(), data);
      } else {
        whole &= !path.getKey().equals("sender") && !path.getKey().equals("receiver");
      }
    }
    return whole ? event(event, reading.kind, data.end()) : null;
  }

  private static int node(JsonDocument document, int from, List<String> names) {
    int node = from;
    for (String name : names) {
      if (node == JsonDocument.NONE || document.kind(node) != JsonKind.OBJECT) {
        return JsonDocument.NONE;
      }
      node = document.member(node, name);
    }
    return node;
  }

  private static boolean plain(JsonKind kind) {
    return kind == JsonKind.STRING || kind == JsonKind.INT || kind == JsonKind.FLOAT;
  }

  /** Identifiers are texts, whatever they are in the event. */
  private static void value(JsonDocument document, int node, String name, JsonWriter data) {
    switch (document.kind(node)) {
      case STRING -> data.text(document.stringValue(node));
      case FLOAT -> data.number(document.doubleValue(node));
      default -> {
        String digits =
            new String(
                document.bytes(),
                document.start(node),
                document.end(node) - document.start(node),
                StandardCharsets.US_ASCII);
        if (name.equals("text_score")) {
          data.json(digits);
        } else {
          data.text(digits);
        }
      }
    }
  }

  private static Event event(Event cause, String kind, JsonWriter data) {
    try {
      JsonDocument document = JsonParser.parse(data.toString().getBytes(StandardCharsets.UTF_8));
      return new Event(
          cause.source(),
          cause.id(),
          kind,
          cause.timeMicros(),
          document,
          document.root(),
          Event.ABSENT);
    } catch (JsonException e) {
      throw new AssertionError("an object that was just written", e);
    }
  }

  /** Tells how hostile words are; for one thread. */
  public TextScore hostility() {
    RowScorer scorer = hostility;
    if (scorer == null) {
      return TextScore.NONE;
    }
    RowScorer.Scratch scratch = scorer.scratch();
    RawRow row = new RawRow(1);
    return text -> (float) scorer.score(row.clear().set(0, text), scratch).probability();
  }

  /** Share of hostile words where the probabilities of {@link #hostility} hold. */
  public double baseRate() {
    if (hostility == null) {
      return STANDARD_RATE;
    }
    var data = hostility.model().parts().data();
    return data.rows() == 0
        ? STANDARD_RATE
        : Math.clamp((double) data.ones() / data.rows(), .005, .5);
  }

  private static final double STANDARD_RATE = .1;
}
