package dev.harrier.server.sink;

import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.JsonBytes;

/**
 * An effect as receivers get it.
 *
 * <pre>{@code
 * {"key": "…", "decision": "42", "source": "web", "event": "e-1", "time": "2026-11-23T17:00:00Z",
 *  "effect": {"enforce": {"action": "challenge", "entity": "User/7", "reasons": ["Burst"]}}}
 * }</pre>
 */
final class Payload {
  private Payload() {}

  /** One line of JSON, without its end; the same bytes every time. */
  static byte[] of(OutboxRow row) {
    JsonBytes json = new JsonBytes().beginObject();
    json.key("key").value(row.idempotencyKey());
    json.key("decision").value(Long.toString(row.sequence()));
    json.key("source").value(row.source());
    json.key("event").value(row.eventId());
    json.key("time").value(DecisionLines.time(row.timeMicros()));
    json.key("effect");
    DecisionLines.write(row.effect(), json);
    return json.endObject().toBytes();
  }
}
