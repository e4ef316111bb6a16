package dev.harrier.server.http;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.server.http.Problem.Raised;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.JsonBytes;
import dev.harrier.server.query.DecisionTable;
import dev.harrier.server.query.LedgerDecisions;
import dev.harrier.server.query.Query;
import dev.harrier.server.query.StoredDecisions;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Questions about past decisions. One at a time, on a thread of their own, over the newest so many
 * decisions as of now, within a time: the writer never waits for them.
 */
final class Questions implements AutoCloseable {
  private static final long MOST_DECISIONS = 1_000_000;
  private static final long DECISIONS = 100_000;
  private static final long MOST_ROWS = 1_000;
  private static final long ROWS = 20;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Harrier harrier;
  private final Intake intake;
  private final Semaphore one = new Semaphore(1);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("harrier-query").unstarted(task));

  Questions(Harrier harrier, Intake intake) {
    this.harrier = harrier;
    this.intake = intake;
  }

  /** It took too long. */
  private static final class Late extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private record Question(String text, long decisions, long rows, long bySeconds, String top) {}

  void answer(ServerRequest request, ServerResponse response) throws Raised, IOException {
    Wish wish = Wish.of(intake.small(request), "query; decisions, rows, by_seconds, top");
    Question question =
        new Question(
            wish.text("query"),
            wish.number("decisions", 1, MOST_DECISIONS, DECISIONS),
            wish.number("rows", 0, MOST_ROWS, ROWS),
            wish.number("by_seconds", 1, Integer.MAX_VALUE, 0),
            wish.has("top") ? wish.text("top") : "");
    if (!one.tryAcquire()) {
      throw new Raised(new Problem(503, "overloaded", "another query is being answered", 2L));
    }
    try {
      Future<JsonBytes> answer = thread.submit(() -> ask(question));
      Api.send(200, answer.get(), response);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Raised raised -> throw raised;
        case Late late ->
            throw Problem.raised(
                422, "too_long", "not answered within 30 s; ask for fewer `decisions`");
        case IOException world -> throw world;
        case null, default -> throw new AssertionError(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      one.release();
    }
  }

  private JsonBytes ask(Question question) throws Raised, IOException {
    long newest = harrier.metrics().sequence();
    long from = Math.max(1, newest - question.decisions() + 1);
    long deadline = System.nanoTime() + LONGEST.toNanos();
    StoredDecisions all = new LedgerDecisions(harrier.ledger(), from, newest);
    StoredDecisions timed =
        each ->
            all.forEach(
                decision -> {
                  if (System.nanoTime() - deadline > 0) {
                    throw new Late();
                  }
                  each.decision(decision);
                });
    try (DecisionTable table = DecisionTable.load(timed)) {
      return switch (Query.of(question.text(), table)) {
        case Query.Ready ready -> answer(question, ready.query(), table);
        case Query.Rejected rejected ->
            throw Problem.raised(
                422, "bad_query", String.valueOf(rejected.diagnostics().getFirst().message()));
      };
    }
  }

  private static JsonBytes answer(Question question, Query query, DecisionTable table)
      throws Raised, IOException {
    JsonBytes json = new JsonBytes().beginObject();
    json.key("searched").value(table.rows()).key("found").value(query.count());
    json.key("features").texts(query.features()).key("rows").beginArray();
    for (Query.Row row : query.rows(question.rows())) {
      json.beginObject().key("id").value(row.id()).key("time").value(row.time());
      json.key("type").value(row.type()).key("verdict").value(row.verdict());
      json.key("values").any(row.values()).endObject();
    }
    json.endArray();
    if (question.bySeconds() > 0) {
      overTime(question, query, json);
    }
    if (!question.top().isEmpty()) {
      top(question, query, json);
    }
    return json.endObject();
  }

  private static void overTime(Question question, Query query, JsonBytes json) throws IOException {
    json.key("over_time").beginArray();
    for (Query.Bucket bucket : query.countBy(Duration.ofSeconds(question.bySeconds()))) {
      json.beginObject().key("from").value(DecisionLines.time(bucket.fromMicros()));
      json.key("found").value(bucket.decisions()).endObject();
    }
    json.endArray();
  }

  private static void top(Question question, Query query, JsonBytes json)
      throws Raised, IOException {
    if (!query.knows(question.top())) {
      throw Problem.raised(
          422, "no_feature", "no decision carries a feature `" + question.top() + "`");
    }
    json.key("top").beginArray();
    for (Query.Value value : query.top(question.top(), Math.max(1, question.rows()))) {
      json.beginObject().key("value").any(value.value());
      json.key("found").value(value.decisions()).endObject();
    }
    json.endArray();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
