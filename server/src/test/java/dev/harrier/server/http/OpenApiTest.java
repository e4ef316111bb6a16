package dev.harrier.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.server.auth.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what the code does: each route, and what real calls answer. */
final class OpenApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode DOCUMENT = document();

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private static JsonNode document() {
    try {
      return MAPPER.readTree(Live.resource("openapi.json"));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedRouteExists() {
    Set<String> documented = new TreeSet<>();
    DOCUMENT
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        call ->
                            documented.add(
                                line(
                                    call.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    call.getValue().at("/operationId").asText(),
                                    call.getValue().at("/x-harrier-scope").asText("")))));
    Set<String> served = new TreeSet<>();
    for (Route route : Route.values()) {
      Scope scope = route.scope();
      String id = route.name().toLowerCase(Locale.ROOT);
      served.add(line(route.method(), route.path(), id, scope == null ? "" : scope.word()));
    }
    assertThat(documented).isEqualTo(served);
  }

  private static String line(String method, String path, String id, String scope) {
    return method + " " + path + " " + id + " " + scope;
  }

  @Test
  void everyVariablePartOfAPathIsDescribed() {
    for (Route route : Route.values()) {
      Set<String> described = new TreeSet<>();
      operation(route)
          .path("parameters")
          .forEach(
              parameter -> {
                if (parameter.get("in").asText().equals("path")) {
                  described.add("{" + parameter.get("name").asText() + "}");
                }
              });
      Set<String> needed = new TreeSet<>();
      for (String part : route.path().split("/")) {
        if (part.startsWith("{")) {
          needed.add(part);
        }
      }
      assertThat(described).as(route.toString()).isEqualTo(needed);
    }
  }

  private static JsonNode operation(Route route) {
    return DOCUMENT.get("paths").get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
  }

  private record Call(Route route, String path, String body, int status) {
    Call(Route route, String body, int status) {
      this(route, route.path(), body, status);
    }
  }

  @Test
  void realAnswersAreAsDocumented() throws Exception {
    Files.createDirectories(folder.resolve("lists"));
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("lists/bad.yaml"), "- spam\n");
    Files.writeString(
        folder.resolve("config/labels.yaml"),
        "dialect: strict\nlabels:\n  busy: {valid_for: [User], connotation: neutral, description: d}\n");
    Files.writeString(
        folder.resolve("main.sml"),
        """
        UserId: Entity[str] = EntityJson(type='User', path='$.actor.id')
        Posts: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[])
        Busy = Rule(when_all=[Posts >= 1], description='busy')
        WhenRules(
          rules_any=[Busy],
          then=[LabelAdd(entity=UserId, label='busy'), DeclareVerdict(verdict='limit')],
        )
        """);
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      Installation.Installed made = (Installation.Installed) harrier.install(folder, "test");
      String version = made.bundle().version();
      harrier.activate(version, "test");
      try (Service service = Service.start(harrier, 0)) {
        for (Call call : calls(version)) {
          check(call, service.address());
        }
      }
    }
  }

  private static List<Call> calls(String version) {
    String event =
        "{\"action_id\":\"1\",\"action_name\":\"post\",\"timestamp\":\"2026-01-01T00:00:00Z\","
            + "\"data\":{\"actor\":{\"id\":\"u1\"}}}";
    String label =
        "{\"id\":\"l\",\"entity\":\"User/u1\",\"label\":\"busy\",\"status\":\"removed\",\"who\":\"ada\",\"why\":\"w\"}";
    List<Call> calls = new ArrayList<>();
    calls.add(new Call(Route.DECIDE, event, 200));
    calls.add(new Call(Route.DECIDE, "{", 422));
    calls.add(new Call(Route.DECIDE, "", 400));
    calls.add(new Call(Route.DECISION, "/v1/decisions/2", "", 200));
    calls.add(new Call(Route.DECISION, "/v1/decisions/99", "", 404));
    calls.add(new Call(Route.REDERIVE, "/v1/decisions/2/rederive", "", 200));
    calls.add(new Call(Route.LABEL, label, 200));
    calls.add(new Call(Route.LABEL, "{}", 422));
    calls.add(new Call(Route.ENTITY, "/v1/entities/User/u1", "", 200));
    calls.add(
        new Call(
            Route.QUERY, "{\"query\":\"Posts > 0\",\"by_seconds\":60,\"top\":\"UserId\"}", 200));
    calls.add(new Call(Route.BUNDLES, "", 200));
    calls.add(new Call(Route.SOURCES, "", 200));
    calls.add(new Call(Route.INSTALL, "no archive", 422));
    calls.add(new Call(Route.ACTIVATE, "/v1/bundles/" + version + "/activate", "", 200));
    calls.add(
        new Call(
            Route.EDIT_LIST,
            "/v1/lists/bad",
            "{\"add\":[\"scam\"],\"who\":\"ada\",\"why\":\"w\"}",
            200));
    calls.add(new Call(Route.LIST, "/v1/lists/bad", "", 200));
    calls.add(new Call(Route.ROLL_BACK, "", 200));
    calls.add(new Call(Route.FIGURES, "", 200));
    calls.add(new Call(Route.ALIVE, "", 200));
    calls.add(new Call(Route.READY, "", 200));
    calls.add(new Call(Route.OPENAPI, "", 200));
    return calls;
  }

  private void check(Call call, String address) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + call.path()));
    if (call.route().method().equals("POST")) {
      request.POST(BodyPublishers.ofString(call.body()));
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(call.status());
    JsonNode response =
        resolved(operation(call.route()).get("responses").path(String.valueOf(call.status())));
    String type = answer.headers().firstValue("Content-Type").orElse("");
    JsonNode content = response.path("content").path(type);
    assertThat(content.isMissingNode()).as("%s answers %s", call, type).isFalse();
    List<String> faults = new ArrayList<>();
    validate(MAPPER.readTree(answer.body()), content.get("schema"), "$", faults);
    assertThat(faults).as("%s: %s", call, answer.body()).isEmpty();
  }

  private static JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : DOCUMENT.at(reference.asText().substring(1));
  }

  /** The part of JSON Schema that the document uses. */
  private static void validate(JsonNode value, JsonNode stated, String at, List<String> faults) {
    JsonNode schema = resolved(stated);
    String type = schema.path("type").asText("");
    boolean fits =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          case "" -> true;
          default -> throw new AssertionError("a type that this test does not know: " + type);
        };
    if (!fits) {
      faults.add(at + " is no " + type);
      return;
    }
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                faults.add(at + " lacks " + name);
              }
            });
    if (value.isArray()) {
      value.forEach(one -> validate(one, schema.path("items"), at + "[]", faults));
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode known = schema.path("properties").path(member.getKey());
      JsonNode others = schema.path("additionalProperties");
      if (!known.isMissingNode()) {
        validate(member.getValue(), known, at + "." + member.getKey(), faults);
      } else if (others.isObject()) {
        validate(member.getValue(), others, at + ".*", faults);
      } else if (others.isBoolean() && !others.asBoolean()) {
        faults.add(at + " has `" + member.getKey() + "`, which is not documented");
      }
    }
  }
}
