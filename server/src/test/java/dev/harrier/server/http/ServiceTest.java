package dev.harrier.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server, asked by a real client. */
final class ServiceTest {
  private static final String RULES =
      """
      UserId: Entity[str] = EntityJson(type='User', path='$.actor.id')
      PostsHour: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[])
      Busy = Rule(when_all=[PostsHour >= 3], description=f'{UserId} posts a lot')
      WhenRules(
        rules_any=[Busy],
        then=[LabelAdd(entity=UserId, label='busy'), DeclareVerdict(verdict='limit')],
      )
      """;

  @TempDir Path folder;

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private Harrier harrier;
  private Service service;

  @BeforeEach
  void start() throws Exception {
    harrier = Harrier.open(folder.resolve("data"), Options.DEFAULT);
    Installation.Installed installed =
        (Installation.Installed) harrier.install(project(RULES), "first");
    harrier.activate(installed.bundle().version(), "test");
    service = Service.start(harrier, 0);
  }

  @AfterEach
  void stop() {
    service.close();
    harrier.close();
  }

  private Path project(String rules) throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(project.resolve("config"));
    Files.writeString(project.resolve("main.sml"), rules);
    Files.writeString(
        project.resolve("config/labels.yaml"),
        "dialect: strict\nlabels:\n  busy:\n    valid_for: [User]\n    connotation: neutral\n    description: posts a lot\n");
    return project;
  }

  private static byte[] event(int number, String user) {
    return "{\"action_id\":\"%d\",\"action_name\":\"create_post\",\"timestamp\":\"2026-01-01T00:00:%02dZ\",\"data\":{\"actor\":{\"id\":\"%s\"}}}"
        .formatted(number, number, user)
        .getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<String> post(String path, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(service.address() + path))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
        BodyHandlers.ofString());
  }

  private JsonNode json(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return mapper.readTree(response.body());
  }

  @Test
  void eventsAreDecidedRememberedAndExplained() throws Exception {
    for (int i = 1; i <= 3; i++) {
      JsonNode answer = json(post("/v1/decide", event(i, "u1")), 200);
      assertThat(answer.at("/decision/verdict").asText()).isEqualTo(i == 3 ? "LIMIT" : "ALLOW");
      assertThat(answer.at("/repeated").asBoolean()).isFalse();
    }
    JsonNode again = json(post("/v1/decide?ack=decided", event(3, "u1")), 200);
    assertThat(again.at("/repeated").asBoolean()).isTrue();
    String id = again.at("/decision_id").asText();
    JsonNode decision = json(get("/v1/decisions/" + id), 200);
    assertThat(decision.at("/decision/rules/fired/0").asText()).isEqualTo("Busy");
    assertThat(decision.at("/observations/0/feature").asText()).isEqualTo("PostsHour");
    assertThat(decision.at("/observations/0/value").asInt()).isEqualTo(3);
    JsonNode rederived = json(post("/v1/decisions/" + id + "/rederive", new byte[0]), 200);
    assertThat(rederived.at("/equal").asBoolean()).isTrue();
    JsonNode entity = json(get("/v1/entities/User/u1"), 200);
    assertThat(entity.at("/labels/busy/status").asText()).isEqualTo("added");
    assertThat(entity.at("/features/0/value").asInt()).isEqualTo(3);
    assertThat(entity.at("/recent")).hasSize(3);
  }

  @Test
  void eachLineOfABatchHasItsAnswer() throws Exception {
    String body =
        new String(event(1, "u1"), StandardCharsets.UTF_8)
            + "\n\nnot json\n"
            + new String(event(2, "u1"), StandardCharsets.UTF_8);
    HttpResponse<String> response = post("/v1/events", body.getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(200);
    String[] lines = response.body().strip().split("\n");
    assertThat(lines).hasSize(3);
    assertThat(mapper.readTree(lines[0]).at("/decision/id").asText()).isEqualTo("1");
    assertThat(mapper.readTree(lines[1]).at("/error/code").asText()).isEqualTo("not_json");
    assertThat(mapper.readTree(lines[2]).at("/decision/id").asText()).isEqualTo("2");
  }

  @Test
  void badRequestsSayWhatIsWrong() throws Exception {
    JsonNode json = json(post("/v1/decide", "{\"a\":".getBytes(StandardCharsets.UTF_8)), 422);
    assertThat(json.at("/type").asText()).isEqualTo("urn:harrier:not_json");
    assertThat(json.at("/detail").asText()).contains("at byte");
    assertThat(json(post("/v1/decide", new byte[0]), 400).at("/type").asText())
        .isEqualTo("urn:harrier:empty");
    assertThat(json(post("/v1/decide?ack=soon", event(1, "u")), 400).at("/detail").asText())
        .isEqualTo("`ack` is `soon`, expected durable or decided");
    assertThat(json(get("/v1/decisions/99"), 404).at("/detail").asText())
        .isEqualTo("there is no decision `99`");
    assertThat(json(get("/v1/nothing"), 404).at("/detail").asText())
        .startsWith("`GET /v1/nothing` is not served");
    byte[] large = new byte[(1 << 20) + 2];
    java.util.Arrays.fill(large, (byte) ' ');
    large[0] = '{';
    large[large.length - 1] = '}';
    assertThat(json(post("/v1/decide", large), 413).at("/type").asText())
        .isEqualTo("urn:harrier:too_large");
  }

  @Test
  void aPersonsLabelOutranksTheRules() throws Exception {
    byte[] wish =
        ("{\"id\":\"w1\",\"entity\":\"User/u1\",\"label\":\"busy\",\"status\":\"removed\","
                + "\"who\":\"ada\",\"why\":\"a newsroom\"}")
            .getBytes(StandardCharsets.UTF_8);
    JsonNode done = json(post("/v1/labels", wish), 200);
    assertThat(done.at("/labels/busy/status").asText()).isEqualTo("manually_removed");
    for (int i = 1; i <= 3; i++) {
      json(post("/v1/decide", event(i, "u1")), 200);
    }
    assertThat(json(get("/v1/entities/User/u1"), 200).at("/labels/busy/status").asText())
        .isEqualTo("manually_removed");
    assertThat(
            json(post("/v1/labels", "{}".getBytes(StandardCharsets.UTF_8)), 422)
                .at("/detail")
                .asText())
        .contains("is expected as a string");
  }

  @Test
  void aBadBundleIsRefusedAndAGoodOneCanBeRolledBack() throws Exception {
    JsonNode bad = json(post("/v1/bundles", zip("A = Nothing + 1\n")), 422);
    assertThat(bad.at("/diagnostics")).isNotEmpty();
    assertThat(bad.at("/diagnostics/0/line").asInt()).isEqualTo(1);
    JsonNode made =
        json(post("/v1/bundles?comment=second", zip(RULES.replace(">= 3", ">= 1"))), 201);
    String version = made.at("/bundle/version").asText();
    assertThat(
            json(post("/v1/bundles/" + version + "/activate", new byte[0]), 200)
                .at("/active")
                .asBoolean())
        .isTrue();
    assertThat(json(post("/v1/decide", event(1, "u9")), 200).at("/decision/verdict").asText())
        .isEqualTo("LIMIT");
    assertThat(json(get("/v1/bundles"), 200)).hasSize(2);
    json(post("/v1/rollback", new byte[0]), 200);
    assertThat(json(post("/v1/decide", event(2, "u8")), 200).at("/decision/verdict").asText())
        .isEqualTo("ALLOW");
  }

  private static byte[] zip(String rules) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("main.sml"));
      zip.write(rules.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("config/labels.yaml"));
      zip.write(
          "dialect: strict\nlabels:\n  busy:\n    valid_for: [User]\n    connotation: neutral\n    description: posts a lot\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void healthAndMetricsAreServed() throws Exception {
    assertThat(json(get("/health/live"), 200).at("/live").asBoolean()).isTrue();
    assertThat(json(get("/health/ready"), 200).at("/ready").asBoolean()).isTrue();
    json(post("/v1/decide", event(1, "u1")), 200);
    assertThat(get("/metrics").body())
        .contains("harrier_events_decided_total 1\n")
        .contains("harrier_verdicts_total{verdict=\"ALLOW\"} 1\n");
  }

  @Test
  void decisionsAreStreamedAsTheyAreMade() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", service.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (!line.startsWith(": decisions")) {
        line = lines.readLine();
      }
      json(post("/v1/decide", event(1, "u1")), 200);
      while (!line.startsWith("data: ")) {
        line = lines.readLine();
      }
      assertThat(mapper.readTree(line.substring(6)).at("/id").asText()).isEqualTo("1");
    }
  }

  @Test
  void aListIsEditedWithHistory() throws Exception {
    Path project = folder.resolve("project");
    Files.createDirectories(project.resolve("lists"));
    Files.writeString(project.resolve("lists/bad.yaml"), "- spam\n");
    Installation.Installed installed =
        (Installation.Installed) harrier.install(project, "with a list");
    harrier.activate(installed.bundle().version(), "test");
    byte[] edit =
        bytes("{\"add\":[\"scam\"],\"remove\":[\"spam\"],\"who\":\"ada\",\"why\":\"new\"}");
    JsonNode made = json(post("/v1/lists/bad", edit), 200);
    assertThat(made.at("/bundle/active").asBoolean()).isTrue();
    JsonNode list = json(get("/v1/lists/bad"), 200);
    assertThat(list.at("/yaml").asText()).isEqualTo("- scam\n");
    assertThat(list.at("/history/0/who").asText()).isEqualTo("ada");
    assertThat(list.at("/history/0/bundle").asText())
        .isEqualTo(made.at("/bundle/version").asText());
    assertThat(json(get("/v1/lists/none"), 404).at("/type").asText())
        .isEqualTo("urn:harrier:no_list");
    assertThat(json(post("/v1/lists/bad", bytes("{\"add\":[1]}")), 422).at("/detail").asText())
        .isEqualTo("`add` is expected as an array of strings");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void pastDecisionsAreSearched() throws Exception {
    for (int i = 1; i <= 5; i++) {
      json(post("/v1/decide", event(i, "u1")), 200);
    }
    JsonNode found =
        json(
            post(
                "/v1/query",
                bytes(
                    "{\"query\":\"PostsHour >= 3\",\"rows\":2,\"top\":\"UserId\",\"by_seconds\":60}")),
            200);
    assertThat(found.at("/searched").asInt()).isEqualTo(5);
    assertThat(found.at("/found").asInt()).isEqualTo(3);
    assertThat(found.at("/rows")).hasSize(2);
    assertThat(found.at("/over_time/0/found").asInt()).isEqualTo(3);
    assertThat(found.at("/top/0/found").asInt()).isEqualTo(3);
    JsonNode newest =
        json(post("/v1/query", bytes("{\"query\":\"PostsHour >= 1\",\"decisions\":2}")), 200);
    assertThat(newest.at("/found").asInt()).isEqualTo(2);
    assertThat(
            json(post("/v1/query", bytes("{\"query\":\"PostsHour >\"}")), 422).at("/type").asText())
        .isEqualTo("urn:harrier:bad_query");
    json(post("/v1/query", bytes("{\"query\":\"PostsHour > 1\",\"rows\":100000}")), 422);
  }

  @Test
  void thePageBringsAllItNeeds() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("<title>Harrier, live</title>");
    assertThat(page.body().replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
    json(post("/v1/decide", event(1, "u1")), 200);
    JsonNode figures = json(get("/v1/live"), 200);
    assertThat(figures.at("/decided").asInt()).isEqualTo(1);
    assertThat(figures.at("/recent/0/id").asText()).isEqualTo("1");
    assertThat(figures.at("/ready").asBoolean()).isTrue();
  }

  /** A page that a browser shows may not ask in its user's name. */
  @Test
  void requestsOfOtherOriginsAreTurnedAway() throws Exception {
    HttpRequest foreign =
        HttpRequest.newBuilder(URI.create(service.address() + "/v1/bundles"))
            .header("Origin", "https://elsewhere.example")
            .build();
    assertThat(client.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    HttpRequest own =
        HttpRequest.newBuilder(URI.create(service.address() + "/v1/bundles"))
            .header("Origin", service.address())
            .build();
    assertThat(client.send(own, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    try (Socket socket = new Socket("127.0.0.1", service.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(bytes("GET /v1/bundles HTTP/1.1\r\nHost: rebound.example\r\n\r\n"));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).contains("403");
    }
  }
}
