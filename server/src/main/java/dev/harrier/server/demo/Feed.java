package dev.harrier.server.demo;

import dev.harrier.decision.Verdict;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends evenings to a service, as a platform would. Owned by one thread. */
public final class Feed implements AutoCloseable {
  /** Events of the first minutes, which are asked about one by one; the others go in batches. */
  private static final int ONE_BY_ONE = 200;

  private static final int BATCH = 500;

  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Is told what was decided. */
  public interface Listener {
    void decided(String event, Verdict verdict, List<String> fired);
  }

  /**
   * @param address of the service, such as {@code http://127.0.0.1:8080}
   */
  public Feed(String address) {
    this.address = address;
  }

  /** Sends a whole evening, in order, as fast as it is answered. */
  public void send(Platform.Evening evening, String source, Listener listener)
      throws IOException, InterruptedException {
    List<String> lines = lines(evening);
    int batched = Math.min(ONE_BY_ONE, lines.size());
    for (String line : lines.subList(0, batched)) {
      ask(line, source, listener);
    }
    for (int from = batched; from < lines.size(); from += BATCH) {
      List<String> some = lines.subList(from, Math.min(lines.size(), from + BATCH));
      String answers = post("/v1/events", source, String.join("\n", some));
      for (String answer : answers.split("\n")) {
        tell(answer, listener);
      }
    }
  }

  /** The events of an evening, one a line. */
  public static List<String> lines(Platform.Evening evening) {
    return new String(evening.lines(), StandardCharsets.UTF_8).lines().toList();
  }

  /** Asks about one event. */
  public void ask(String line, String source, Listener listener)
      throws IOException, InterruptedException {
    tell(post("/v1/decide", source, line), listener);
  }

  private String post(String path, String source, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path + "?ack=decided&source=" + source))
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  private static void tell(String answer, Listener listener) throws IOException {
    try {
      JsonDocument json = JsonParser.parse(answer.getBytes(StandardCharsets.UTF_8));
      int decision = json.member(json.root(), "decision");
      if (decision == JsonDocument.NONE) {
        throw new IOException("the service refused an event of the demo: " + answer);
      }
      String event = json.stringValue(json.member(decision, "id"));
      Verdict verdict = Verdict.valueOf(json.stringValue(json.member(decision, "verdict")));
      int fired = json.member(json.member(decision, "rules"), "fired");
      List<String> rules = new ArrayList<>();
      for (int rule = json.firstChild(fired); rules.size() < json.size(fired); ) {
        rules.add(json.stringValue(rule));
        rule = json.nextSibling(rule);
      }
      listener.decided(event, verdict, rules);
    } catch (JsonException e) {
      throw new IOException("the service answered no JSON: " + answer, e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
