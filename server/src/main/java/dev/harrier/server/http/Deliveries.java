package dev.harrier.server.http;

import dev.harrier.runtime.dispatch.DeadLetter;
import dev.harrier.runtime.dispatch.Dispatcher;
import dev.harrier.runtime.dispatch.LaneMetrics;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.JsonBytes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.ToLongFunction;

/** What becomes of effects: the sinks' state, dead letters, their second chance. */
final class Deliveries {
  private static final int SHOWN = 1_000;

  /** Beyond it the depth is a bound: counting reads the store. */
  private static final int DEPTH_MAX = 100_000;

  private final Dispatcher dispatcher;

  Deliveries(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  private static void send(JsonBytes json, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.toBytes());
  }

  void sinks(ServerRequest request, ServerResponse response) {
    JsonBytes json = new JsonBytes().beginObject();
    json.key("depth").value(dispatcher.depth(DEPTH_MAX));
    json.key("store_fault").value(dispatcher.storeFault());
    json.key("sinks").beginArray();
    for (LaneMetrics lane : dispatcher.metrics()) {
      json.beginObject().key("name").value(lane.sink());
      json.key("down").value(lane.down());
      json.key("held").value(lane.held());
      json.key("under_way").value(lane.underWay());
      if (lane.oldestMicros() != Long.MAX_VALUE) {
        json.key("oldest").value(DecisionLines.time(lane.oldestMicros()));
      }
      json.key("waited_seconds").value(lane.waitedMicros() / 1_000_000);
      json.key("delivered").value(lane.delivered());
      json.key("retries").value(lane.retries());
      json.key("dead").value(lane.dead());
      json.key("last_fault").value(lane.lastFault()).endObject();
    }
    send(json.endArray().endObject(), response);
  }

  void letters(ServerRequest request, ServerResponse response) {
    JsonBytes json = new JsonBytes().beginObject().key("dead_letters").beginArray();
    for (DeadLetter letter : dispatcher.deadLetters(SHOWN)) {
      json.beginObject().key("key").value(letter.row().idempotencyKey());
      json.key("sink").value(letter.sink());
      json.key("reason").value(letter.reason());
      json.key("attempts").value(letter.attempts());
      json.key("at").value(DecisionLines.time(letter.atMicros()));
      json.key("decision").value(Long.toString(letter.row().sequence()));
      json.key("event").value(letter.row().eventId());
      json.key("effect");
      DecisionLines.write(letter.row().effect(), json);
      json.endObject();
    }
    send(json.endArray().endObject(), response);
  }

  void redriveAll(ServerRequest request, ServerResponse response) {
    redriven(dispatcher.redrive(null), response);
  }

  void redrive(ServerRequest request, ServerResponse response) {
    String key = request.path().pathParameters().get("key");
    int count = dispatcher.redrive(key);
    if (count == 0) {
      Api.send(
          Problem.of(404, "unknown", "there is no dead letter with the key `" + key + "`"),
          response);
    } else {
      redriven(count, response);
    }
  }

  private static void redriven(int count, ServerResponse response) {
    send(new JsonBytes().beginObject().key("redriven").value(count).endObject(), response);
  }

  /** Metrics in the text format of Prometheus. */
  void metrics(StringBuilder text) {
    text.append("# HELP harrier_outbox_depth Effects that wait in the store.\n");
    text.append("# TYPE harrier_outbox_depth gauge\n");
    text.append("harrier_outbox_depth ").append(dispatcher.depth(DEPTH_MAX)).append('\n');
    List<LaneMetrics> lanes = dispatcher.metrics();
    family(text, lanes, "held", "gauge", "Effects in memory.", LaneMetrics::held);
    family(text, lanes, "under_way", "gauge", "Being delivered.", LaneMetrics::underWay);
    family(text, lanes, "down", "gauge", "1 if taken to be down.", lane -> lane.down() ? 1 : 0);
    family(text, lanes, "delivered_total", "counter", "Effects taken.", LaneMetrics::delivered);
    family(text, lanes, "retries_total", "counter", "Failed tries.", LaneMetrics::retries);
    family(text, lanes, "dead_total", "counter", "Effects given up.", LaneMetrics::dead);
    family(
        text,
        lanes,
        "oldest_seconds",
        "gauge",
        "How long the first effect has waited.",
        lane -> lane.waitedMicros() / 1_000_000);
  }

  private static void family(
      StringBuilder text,
      List<LaneMetrics> lanes,
      String name,
      String type,
      String help,
      ToLongFunction<LaneMetrics> value) {
    text.append("# HELP harrier_sink_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE harrier_sink_").append(name).append(' ').append(type).append('\n');
    for (LaneMetrics lane : lanes) {
      text.append("harrier_sink_").append(name).append("{sink=\"");
      text.append(Bodies.escaped(lane.sink())).append("\"} ");
      text.append(value.applyAsLong(lane)).append('\n');
    }
  }
}
