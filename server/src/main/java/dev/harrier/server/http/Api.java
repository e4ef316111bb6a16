package dev.harrier.server.http;

import dev.harrier.event.EntityKey;
import dev.harrier.runtime.dispatch.Dispatcher;
import dev.harrier.runtime.embed.Ack;
import dev.harrier.runtime.embed.Answer;
import dev.harrier.runtime.embed.BundleInfo;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.LabelAnswer;
import dev.harrier.runtime.embed.Rederived;
import dev.harrier.runtime.embed.Subscription;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.ManualLabel;
import dev.harrier.server.auth.KeyRing;
import dev.harrier.server.http.Problem.Raised;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.JsonBytes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is answered to requests. Called by many threads. */
final class Api {
  /** Events of one batch that are decided together. */
  private static final int CHUNK = 512;

  /** Decisions that may wait for one reader of the stream. */
  private static final int STREAMED = 1 << 12;

  /** How long a stream without decisions is silent: a reader that has gone is found out then. */
  private static final Duration WAKE = Duration.ofSeconds(1);

  /** Problems that are found before the body is read. */
  private static final Set<Integer> UNREAD = Set.of(401, 403, 408, 413, 429);

  /** Largest batch of events, and largest project. */
  private static final int LARGEST = 64 << 20;

  private static final String JSON = "application/json";

  /** The page brings all it needs, and talks to nobody but this service. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final System.Logger LOG = System.getLogger(Api.class.getName());

  private final Harrier harrier;
  private final Gate gate;
  private final Intake intake;
  private final Lists lists;
  private final Questions questions;
  private final Live live;
  private final Arrivals arrivals;
  private final @Nullable Deliveries deliveries;
  private final byte[] openApi = Live.resource("openapi.json");
  private volatile boolean closing;

  Api(Harrier harrier, Connections connections, KeyRing keys, Limits limits) {
    Dispatcher dispatcher = connections.dispatcher();
    this.arrivals = new Arrivals(connections.feeds());
    this.deliveries = dispatcher == null ? null : new Deliveries(dispatcher);
    this.harrier = harrier;
    this.gate = new Gate(keys);
    this.intake = new Intake(limits);
    this.lists = new Lists(harrier, intake);
    this.questions = new Questions(harrier, intake);
    this.live = new Live(harrier);
  }

  /** Ends what would not end by itself. */
  void close() {
    closing = true;
    questions.close();
    live.close();
  }

  void route(HttpRouting.Builder routing) {
    for (Route route : Route.values()) {
      routing.route(Method.create(route.method()), route.path(), handled(route, endpoint(route)));
    }
    routing.any(handled(null, this::unknown));
  }

  private Endpoint endpoint(Route route) {
    return switch (route) {
      case DECIDE -> this::decide;
      case EVENTS -> this::events;
      case DECISION -> this::decision;
      case REDERIVE -> this::rederive;
      case ENTITY -> this::entity;
      case QUERY -> questions::answer;
      case LABEL -> this::label;
      case LIST -> lists::show;
      case EDIT_LIST -> lists::edit;
      case BUNDLES -> this::bundles;
      case INSTALL -> this::install;
      case ACTIVATE -> this::activate;
      case ROLL_BACK -> this::rollBack;
      case SOURCES -> arrivals::sources;
      case SINKS -> delivery(Deliveries::sinks);
      case DEAD_LETTERS -> delivery(Deliveries::letters);
      case REDRIVE_ALL -> delivery(Deliveries::redriveAll);
      case REDRIVE_ONE -> delivery(Deliveries::redrive);
      case STREAM -> this::stream;
      case FIGURES -> this::figures;
      case PAGE -> this::page;
      case ALIVE -> this::alive;
      case READY -> this::ready;
      case METRICS -> this::metrics;
      case OPENAPI -> this::openApi;
    };
  }

  private interface Delivery {
    void handle(Deliveries deliveries, ServerRequest request, ServerResponse response);
  }

  private Endpoint delivery(Delivery delivery) {
    return (request, response) -> {
      if (deliveries == null) {
        throw problem(404, "no_sinks", "this service delivers no effects");
      }
      delivery.handle(deliveries, request, response);
    };
  }

  interface Endpoint {
    void handle(ServerRequest request, ServerResponse response) throws Raised, IOException;
  }

  private Handler handled(@Nullable Route route, Endpoint endpoint) {
    return (request, response) -> {
      try {
        if (route != null) {
          gate.admit(route, request);
        }
        endpoint.handle(request, response);
      } catch (Raised raised) {
        send(raised.problem(), response);
      } catch (UncheckedIOException | CloseConnectionException gone) {
        throw gone; // the caller's connection broke
      } catch (RuntimeException fault) {
        LOG.log(Level.ERROR, "a fault of harrier itself, please report it", fault);
        send(Problem.of(500, "fault", "a fault of harrier itself; its log says more"), response);
      }
    };
  }

  static void send(Problem problem, ServerResponse response) {
    response.status(Status.create(problem.status()));
    response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    Long seconds = problem.retryAfterSeconds();
    if (seconds != null) {
      response.header(HeaderNames.RETRY_AFTER, Long.toString(seconds));
    }
    if (problem.status() == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (UNREAD.contains(problem.status())) {
      response.header(HeaderNames.CONNECTION, "close"); // what is left of the body is not read
    }
    response.send(problem.toBytes());
  }

  static void send(int status, JsonBytes json, ServerResponse response) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, JSON);
    response.send(json.toBytes());
  }

  private static Raised problem(int status, String code, String detail) {
    return Problem.raised(status, code, detail);
  }

  private static Ack ack(ServerRequest request) throws Raised {
    String word = request.query().first("ack").orElse("durable");
    return switch (word) {
      case "durable" -> Ack.DURABLE;
      case "decided" -> Ack.DECIDED;
      default ->
          throw problem(400, "bad_query", "`ack` is `" + word + "`, expected durable or decided");
    };
  }

  private static String source(ServerRequest request) {
    return request.query().first("source").orElse("http");
  }

  // Deciding.

  private void decide(ServerRequest request, ServerResponse response) throws Raised {
    Answer answer = harrier.decide(intake.small(request), source(request), ack(request));
    if (!(answer instanceof Answer.Decided)) {
      throw new Raised(problem(answer));
    }
    JsonBytes json = new JsonBytes();
    Bodies.answer(answer, json);
    send(200, json, response);
  }

  private static Problem problem(Answer answer) {
    return switch (answer) {
      case Answer.Refused refused ->
          Problem.of(
              refused.code().equals("too_large") ? 413 : 422,
              refused.code(),
              refused.column() > 0
                  ? refused.message() + " (at byte " + refused.column() + ")"
                  : refused.message());
      case Answer.Overloaded overloaded ->
          new Problem(
              503,
              "overloaded",
              "too many events are waiting",
              Math.ceilDiv(overloaded.retryAfterMillis(), 1_000));
      case Answer.Failed failed -> new Problem(503, "failed", failed.message(), 1L);
      case Answer.Decided decided -> throw new AssertionError(decided);
    };
  }

  /** One line of answer for each that is not blank, in order. */
  private void events(ServerRequest request, ServerResponse response) throws Raised, IOException {
    Ack ack = ack(request);
    String source = source(request);
    intake.large(
        request,
        LARGEST,
        body -> {
          List<byte[]> lines = lines(body);
          gate.charge(request, lines.size() - 1);
          events(lines, source, ack, response);
        });
  }

  private void events(List<byte[]> lines, String source, Ack ack, ServerResponse response)
      throws IOException {
    response.header(HeaderNames.CONTENT_TYPE, "application/x-ndjson");
    JsonBytes json = new JsonBytes();
    try (OutputStream out = response.outputStream()) {
      List<byte[]> chunk = new ArrayList<>();
      for (byte[] line : lines) {
        chunk.add(line);
        if (chunk.size() == CHUNK) {
          decide(chunk, source, ack, json, out);
        }
      }
      decide(chunk, source, ack, json, out);
    }
  }

  private void decide(List<byte[]> events, String source, Ack ack, JsonBytes json, OutputStream out)
      throws IOException {
    if (events.isEmpty()) {
      return;
    }
    for (Answer answer : harrier.decideAll(events, source, ack)) {
      Bodies.answer(answer, json);
      json.newline();
    }
    events.clear();
    json.drainTo(out);
  }

  private static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        byte[] line = Arrays.copyOfRange(body, start, i);
        if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
          lines.add(line);
        }
        start = i + 1;
      }
    }
    return lines;
  }

  // Asking.

  private void decision(ServerRequest request, ServerResponse response) throws Raised {
    String id = request.path().pathParameters().get("id");
    DecisionRecord record =
        harrier
            .decision(id)
            .orElseThrow(() -> problem(404, "no_decision", "there is no decision `" + id + "`"));
    JsonBytes json = new JsonBytes();
    Bodies.record(record, json);
    send(200, json, response);
  }

  private void rederive(ServerRequest request, ServerResponse response) throws Raised {
    String id = request.path().pathParameters().get("id");
    Rederived rederived =
        harrier
            .rederive(id)
            .orElseThrow(() -> problem(404, "no_decision", "there is no decision `" + id + "`"));
    JsonBytes json = new JsonBytes();
    json.beginObject().key("equal").value(rederived.equal()).key("stored");
    Bodies.record(rederived.stored(), json);
    json.endObject();
    send(200, json, response);
  }

  private void entity(ServerRequest request, ServerResponse response) {
    EntityKey entity =
        new EntityKey(
            request.path().pathParameters().get("type"), request.path().pathParameters().get("id"));
    JsonBytes json = new JsonBytes();
    Bodies.entity(harrier.entity(entity), json);
    send(200, json, response);
  }

  // Labels by people.

  private void label(ServerRequest request, ServerResponse response) throws Raised {
    LabelAnswer answer = harrier.setLabel(wish(intake.small(request)));
    switch (answer) {
      case LabelAnswer.Failed failed ->
          throw new Raised(new Problem(503, "failed", failed.message(), 1L));
      case LabelAnswer.Done done -> {
        JsonBytes json = new JsonBytes();
        json.beginObject().key("repeated").value(done.repeated());
        json.key("dropped").beginArray();
        done.dropped().forEach(dropped -> json.value(dropped.refusal().name()));
        json.endArray().key("labels");
        Bodies.labels(done.labels(), json);
        json.endObject();
        send(200, json, response);
      }
    }
  }

  private static ManualLabel wish(byte[] body) throws Raised {
    Wish wish = Wish.of(body, "id, entity, label, status, who, why");
    String[] entity = wish.text("entity").split("/", 2);
    if (entity.length != 2 || entity[0].isEmpty() || entity[1].isEmpty()) {
      throw problem(422, "bad_entity", "`entity` is expected as Type/id, such as User/u1");
    }
    String status = wish.text("status");
    if (!status.equals("added") && !status.equals("removed")) {
      throw problem(
          422, "bad_status", "`status` is `" + status + "`, expected `added` or `removed`");
    }
    return new ManualLabel(
        wish.text("id"),
        new EntityKey(entity[0], entity[1]),
        wish.text("label"),
        status.equals("added"),
        wish.text("who"),
        wish.text("why"),
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
        until(wish));
  }

  private static @Nullable Long until(Wish wish) throws Raised {
    if (!wish.has("until")) {
      return null;
    }
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(wish.text("until")));
    } catch (DateTimeException e) {
      throw problem(
          422, "bad_time", "`until` is expected as a time such as `2026-01-31T12:00:00Z`");
    }
  }

  // Bundles.

  private void bundles(ServerRequest request, ServerResponse response) {
    JsonBytes json = new JsonBytes();
    json.beginArray();
    harrier.bundles().forEach(bundle -> Bodies.bundle(bundle, json));
    json.endArray();
    send(200, json, response);
  }

  private void install(ServerRequest request, ServerResponse response) throws Raised, IOException {
    String comment = request.query().first("comment").orElse("");
    intake.large(request, LARGEST, zip -> send(harrier.install(zip, comment), 201, response));
  }

  /** What came of a new version of the rules. */
  static void send(Installation made, int status, ServerResponse response) throws Raised {
    JsonBytes json = new JsonBytes();
    switch (made) {
      case Installation.Installed installed -> {
        json.beginObject().key("bundle");
        Bodies.bundle(installed.bundle(), json);
        json.key("warnings");
        Bodies.diagnostics(installed.warnings(), json);
        json.endObject();
        send(status, json, response);
      }
      case Installation.Rejected rejected -> {
        json.beginObject().key("diagnostics");
        Bodies.diagnostics(rejected.diagnostics(), json);
        json.endObject();
        send(422, json, response);
      }
      case Installation.NotAProject not -> throw problem(422, "not_a_project", not.message());
    }
  }

  private void activate(ServerRequest request, ServerResponse response) throws Raised {
    String version = request.path().pathParameters().get("version");
    BundleInfo active =
        harrier
            .activate(version, who(request))
            .orElseThrow(() -> problem(404, "no_bundle", "there is no bundle `" + version + "`"));
    sendBundle(active, response);
  }

  private void rollBack(ServerRequest request, ServerResponse response) throws Raised {
    Optional<BundleInfo> before = harrier.rollBack(who(request));
    sendBundle(
        before.orElseThrow(
            () -> problem(409, "no_bundle_before", "no bundle was in force before this one")),
        response);
  }

  private static String who(ServerRequest request) {
    return request.query().first("who").orElse("");
  }

  private static void sendBundle(BundleInfo bundle, ServerResponse response) {
    JsonBytes json = new JsonBytes();
    Bodies.bundle(bundle, json);
    send(200, json, response);
  }

  // Watching.

  private void page(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    response.header(HeaderNames.create("Content-Security-Policy"), PAGE_POLICY);
    response.send(live.page());
  }

  private void openApi(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, JSON);
    response.send(openApi);
  }

  private void figures(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    send(200, live.figures(ready()), response);
  }

  /** Decisions a second that the reader of a stream wants; 0 for all. */
  private static int most(ServerRequest request) throws Raised {
    String most = request.query().first("most").orElse("0");
    if (!most.matches("[0-9]{1,6}")) {
      throw problem(400, "bad_query", "`most` is `" + most + "`, expected decisions a second");
    }
    return Integer.parseInt(most);
  }

  private void stream(ServerRequest request, ServerResponse response) throws Raised, IOException {
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    JsonBytes json = new JsonBytes();
    Pace pace = new Pace(most(request));
    try (Subscription decisions = harrier.subscribe(STREAMED);
        OutputStream out = response.outputStream()) {
      out.write(": decisions as they are made\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (!closing) {
        Optional<DecisionRecord> next = decisions.next(WAKE);
        if (next.isPresent() && !pace.admits(System.nanoTime())) {
          continue;
        }
        if (next.isPresent()) {
          DecisionLines.write(next.get(), json);
          out.write(("id: " + next.get().id() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
          json.drainTo(out);
          out.write("\n\n".getBytes(StandardCharsets.UTF_8));
        } else {
          out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void alive(ServerRequest request, ServerResponse response) {
    send(200, new JsonBytes().beginObject().key("live").value(true).endObject(), response);
  }

  private void ready(ServerRequest request, ServerResponse response) {
    boolean ready = ready();
    send(
        ready ? 200 : 503,
        new JsonBytes().beginObject().key("ready").value(ready).endObject(),
        response);
  }

  private boolean ready() {
    return !closing && harrier.active().isPresent();
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
    StringBuilder text = new StringBuilder(Bodies.metrics(harrier.metrics()));
    arrivals.metrics(text);
    if (deliveries != null) {
      deliveries.metrics(text);
    }
    response.send(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void unknown(ServerRequest request, ServerResponse response) throws Raised {
    throw problem(
        404,
        "no_such_path",
        "`"
            + request.prologue().method().text()
            + " "
            + request.path().path()
            + "` is not served; docs/service.md lists what is");
  }
}
