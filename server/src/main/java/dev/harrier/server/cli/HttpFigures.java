package dev.harrier.server.cli;

import dev.harrier.server.bench.HttpBenchmark.Phase;
import dev.harrier.server.bench.HttpBenchmark.Result;
import dev.harrier.server.bench.Machine;
import dev.harrier.server.output.JsonBytes;
import java.util.Locale;

/** What {@code harrier bench --http} says. */
final class HttpFigures {
  private HttpFigures() {}

  static String text(Result result, int clients) {
    return Machine.description()
        + "\n\n"
        + "%,d rules, five counters, %,d connections, clients and servers on this machine\n\n"
            .formatted(result.rules(), clients)
        + "                         requests/s    ratio      p50       p99   processor time a request\n"
        + row("empty handler", result.empty(), 1)
        + row("decide, ack=decided", result.decided(), result.decidedRatio())
        + row("decide, ack=durable", result.durable(), result.durableRatio())
        + String.format(
            Locale.ROOT,
            "%nanother bundle under load: checked and kept in %,.0f ms, in force %,.1f ms after"
                + " that was asked;%n%,d requests meanwhile, %,d failed%n",
            result.installMillis(),
            result.swapMillis(),
            result.swapRequests(),
            result.swapFailed());
  }

  private static String row(String name, Phase phase, double ratio) {
    String failed = phase.failed() == 0 ? "" : "   " + phase.failed() + " failed";
    return String.format(
        Locale.ROOT,
        "%-22s %,12.0f %7.0f%% %6.2f ms %6.2f ms %16.1f µs%s%n",
        name,
        phase.requestsPerSecond(),
        100 * ratio,
        phase.p50Micros() / 1_000,
        phase.p99Micros() / 1_000,
        phase.cpuMicros(),
        failed);
  }

  static String json(Result result) {
    JsonBytes json = new JsonBytes().beginObject();
    phase("empty", result.empty(), json);
    phase("decided", result.decided(), json);
    phase("durable", result.durable(), json);
    json.key("decidedRatio").value(result.decidedRatio());
    json.key("durableRatio").value(result.durableRatio());
    json.key("installMillis").value(result.installMillis());
    json.key("swapMillis").value(result.swapMillis());
    json.key("swapRequests").value(result.swapRequests());
    json.key("swapFailed").value(result.swapFailed());
    return json.endObject().newline().toString();
  }

  private static void phase(String name, Phase phase, JsonBytes json) {
    json.key(name).beginObject();
    json.key("requestsPerSecond").value(phase.requestsPerSecond());
    json.key("p50Micros").value(phase.p50Micros()).key("p99Micros").value(phase.p99Micros());
    json.key("cpuMicros").value(phase.cpuMicros()).key("failed").value(phase.failed());
    json.endObject();
  }
}
