package dev.harrier.detect.contact;

import dev.harrier.event.Event;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes logs of acts. */
public final class Acts {
  public static final long START = 1_700_000_000_000_000L;
  public static final long SECOND = 1_000_000;

  private final List<Event> events = new ArrayList<>();

  public Acts act(double second, String type, String sender, String receiver) {
    return act(second, type, sender, receiver, "", Double.NaN);
  }

  public Acts act(
      double second, String type, String sender, String receiver, String object, double score) {
    return add(second, type, sender, receiver, object, "", score);
  }

  public Acts say(double second, String sender, String receiver, String text, double score) {
    return add(second, "reply", sender, receiver, "post", text, score);
  }

  private Acts add(
      double second,
      String type,
      String sender,
      String receiver,
      String object,
      String text,
      double score) {
    JsonWriter data = new JsonWriter().object().name("sender").text(sender);
    data.name("receiver").text(receiver).name("object").text(object);
    data.name("text").text(text);
    data.name("text_score").number(score).end();
    try {
      var document = JsonParser.parse(data.toString().getBytes(StandardCharsets.UTF_8));
      long time = START + Math.round(second * SECOND);
      events.add(new Event("test", "e" + events.size(), type, time, document, 0, Event.ABSENT));
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  public List<Event> events() {
    return events;
  }
}
