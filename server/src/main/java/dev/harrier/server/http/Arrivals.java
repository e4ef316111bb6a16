package dev.harrier.server.http;

import dev.harrier.server.output.JsonBytes;
import dev.harrier.server.source.Feed;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.SortedMap;

/** Where events come from besides HTTP, and how that goes. */
final class Arrivals {
  private final SortedMap<String, Feed> feeds;

  /**
   * @param feeds by the source's name
   */
  Arrivals(SortedMap<String, Feed> feeds) {
    this.feeds = feeds;
  }

  void sources(ServerRequest request, ServerResponse response) {
    JsonBytes json = new JsonBytes().beginObject().key("sources").beginArray();
    feeds.forEach(
        (name, feed) -> {
          json.beginObject().key("name").value(name);
          json.key("acknowledged").value(feed.acknowledged());
          json.key("refused").value(feed.refused());
          json.key("last_refused").value(feed.refusal());
          json.key("gaps").value(feed.gaps());
          json.key("last_gap").value(feed.gap());
          json.key("fault").value(feed.fault()).endObject();
        });
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.endArray().endObject().toBytes());
  }

  /** Metrics in the text format of Prometheus. */
  void metrics(StringBuilder text) {
    if (feeds.isEmpty()) {
      return;
    }
    family(text, "acknowledged_total", "counter", "Events taken, known ones included.");
    feeds.forEach((name, feed) -> line(text, "acknowledged_total", name, feed.acknowledged()));
    family(text, "refused_total", "counter", "Pieces of input that are no events.");
    feeds.forEach((name, feed) -> line(text, "refused_total", name, feed.refused()));
    family(text, "gaps_total", "counter", "Times that the input had lost something.");
    feeds.forEach((name, feed) -> line(text, "gaps_total", name, feed.gaps()));
    family(text, "failing", "gauge", "1 where nothing comes, for a reason that is known.");
    feeds.forEach((name, feed) -> line(text, "failing", name, feed.fault().isEmpty() ? 0 : 1));
  }

  private static void family(StringBuilder text, String name, String type, String help) {
    text.append("# HELP harrier_source_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE harrier_source_").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder text, String name, String source, long value) {
    text.append("harrier_source_").append(name).append("{source=\"");
    text.append(Bodies.escaped(source)).append("\"} ").append(value).append('\n');
  }
}
