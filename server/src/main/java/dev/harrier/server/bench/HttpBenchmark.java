package dev.harrier.server.bench;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.server.http.Service;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code POST /v1/decide} on the loopback interface against a handler of the same server library
 * that reads the body and answers nothing, by the same clients with the same requests, in turns.
 * Clients and servers share the machine: figures are to be read as ratios.
 */
public final class HttpBenchmark {
  /** Five counters of one actor, beside the rules. */
  private static final String COUNTERS =
      """
      BenchActor: Entity[str] = EntityJson(type='BenchActor', path='$.actor.id')
      BenchMinute: int = Count(key=[BenchActor], window=TimeDelta(minutes=1), when_all=[])
      BenchHour: int = Count(key=[BenchActor], window=TimeDelta(hours=1), when_all=[])
      BenchHours: int = Count(key=[BenchActor], window=TimeDelta(hours=6), when_all=[])
      BenchDay: int = Count(key=[BenchActor], window=TimeDelta(days=1), when_all=[])
      BenchWeek: int = Count(key=[BenchActor], window=TimeDelta(days=7), when_all=[])
      BenchBusy = Rule(
        when_all=[BenchMinute + BenchHour + BenchHours + BenchDay + BenchWeek >= 1000000],
        description='never',
      )
      WhenRules(rules_any=[BenchBusy], then=[DeclareVerdict(verdict='hold')])
      """;

  private static final String COUNTERS_FILE = "rules/bench_counters.sml";
  private static final String MAIN = "main.sml";

  private final List<LoadClient.Request> decided = new ArrayList<>();
  private final List<LoadClient.Request> durable = new ArrayList<>();
  private final Setup setup;
  private final AtomicLong events = new AtomicLong();

  /**
   * What to measure.
   *
   * @param lines events, one a line
   * @param folder where the engine keeps its data; to be empty
   * @param clients connections that ask at the same time
   * @param seconds of each phase of a round
   */
  public record Setup(
      Sources sources, List<String> lines, Path folder, int clients, double seconds, int rounds) {}

  /** What one kind of request did, of its middle round. */
  public record Phase(
      double requestsPerSecond,
      double p50Micros,
      double p99Micros,
      double cpuMicros,
      long failed) {}

  /**
   * What was measured.
   *
   * @param swapMillis from the request for another bundle to the answer that it is in force, while
   *     events are decided; {@code installMillis} to check and keep it before
   * @param swapFailed requests that failed meanwhile
   */
  public record Result(
      int rules,
      Phase empty,
      Phase decided,
      Phase durable,
      double decidedRatio,
      double durableRatio,
      double installMillis,
      double swapMillis,
      long swapRequests,
      long swapFailed) {}

  /** The rules are no sound project. */
  public static final class Unsound extends Exception {
    private static final long serialVersionUID = 1L;

    Unsound(String message) {
      super(message);
    }
  }

  private HttpBenchmark(Setup setup) {
    this.setup = setup;
    for (String line : setup.lines()) {
      decided.add(LoadClient.Request.of("/v1/decide?ack=decided&source=bench", line));
      durable.add(LoadClient.Request.of("/v1/decide?ack=durable&source=bench", line));
    }
  }

  /** Measures. */
  public static Result measure(Setup setup)
      throws Unsound, IOException, InterruptedException, ExecutionException {
    return new HttpBenchmark(setup).measure();
  }

  private Result measure() throws Unsound, IOException, InterruptedException, ExecutionException {
    WebServer nothing = emptyServer();
    try (Harrier harrier = Harrier.open(setup.folder(), Options.DEFAULT)) {
      Installation.Installed made = install(harrier, withCounters(setup.sources(), ""));
      harrier.activate(made.bundle().version(), "bench");
      try (Service service = Service.start(harrier, 0)) {
        return measure(harrier, made.bundle().rules(), nothing.port(), service.port());
      }
    } finally {
      nothing.stop();
    }
  }

  private static WebServer emptyServer() {
    return WebServer.builder()
        .address(InetAddress.getLoopbackAddress())
        .port(0)
        .useNio(false) // as the service
        .shutdownHook(false)
        .connectionOptions(socket -> socket.tcpNoDelay(true))
        .routing(
            routing ->
                routing.post(
                    "/v1/decide",
                    (request, response) -> {
                      request.content().as(byte[].class);
                      response.send();
                    }))
        .build()
        .start();
  }

  private Result measure(Harrier harrier, int rules, int nothing, int service)
      throws Unsound, IOException, InterruptedException, ExecutionException {
    List<Phase> empties = new ArrayList<>();
    List<Phase> decideds = new ArrayList<>();
    List<Phase> durables = new ArrayList<>();
    for (int round = -1; round < setup.rounds(); round++) {
      Phase one = phase(nothing, decided);
      Phase two = phase(service, decided);
      Phase three = phase(service, durable);
      if (round >= 0) { // the first warms up
        empties.add(one);
        decideds.add(two);
        durables.add(three);
      }
    }
    Phase base = middle(empties);
    Phase fast = middle(decideds);
    Phase safe = middle(durables);
    Swap swap = swapUnderLoad(harrier, service);
    return new Result(
        rules,
        base,
        fast,
        safe,
        fast.requestsPerSecond() / base.requestsPerSecond(),
        safe.requestsPerSecond() / base.requestsPerSecond(),
        swap.installMillis(),
        swap.swapMillis(),
        swap.load().requests(),
        swap.load().failed());
  }

  private static Phase middle(List<Phase> phases) {
    List<Phase> sorted = new ArrayList<>(phases);
    sorted.sort((a, b) -> Double.compare(a.requestsPerSecond(), b.requestsPerSecond()));
    return sorted.get(sorted.size() / 2);
  }

  private record Load(long requests, long failed, long[] sortedNanos, double seconds) {}

  private Phase phase(int port, List<LoadClient.Request> requests)
      throws IOException, InterruptedException, ExecutionException {
    long cpu = cpuNanos();
    Load load = load(port, requests, () -> {});
    cpu = cpuNanos() - cpu;
    return new Phase(
        load.requests() / load.seconds(),
        percentile(load.sortedNanos(), 0.5),
        percentile(load.sortedNanos(), 0.99),
        cpu / 1e3 / Math.max(1, load.requests()),
        load.failed());
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private Load load(int port, List<LoadClient.Request> requests, Runnable meanwhile)
      throws IOException, InterruptedException, ExecutionException {
    int largest = requests.stream().mapToInt(request -> request.bytes().length).max().orElse(0);
    long started = System.nanoTime();
    long until = started + (long) (setup.seconds() * 1e9);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LoadClient.Seen>> running = new ArrayList<>();
      for (int i = 0; i < setup.clients(); i++) {
        Callable<LoadClient.Seen> client =
            () -> {
              try (LoadClient connection = new LoadClient(port)) {
                return connection.ask(requests, largest, events, until);
              }
            };
        running.add(threads.submit(client));
      }
      meanwhile.run();
      List<long[]> all = new ArrayList<>();
      long failed = 0;
      for (Future<LoadClient.Seen> one : running) {
        all.add(one.get().nanos());
        failed += one.get().failed();
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      return new Load(sorted.length, failed, sorted, seconds);
    }
  }

  private record Swap(double installMillis, double swapMillis, Load load) {}

  /** Another bundle is installed and put in force while events are decided. */
  private Swap swapUnderLoad(Harrier harrier, int port)
      throws Unsound, IOException, InterruptedException, ExecutionException {
    double[] millis = new double[2];
    String[] fault = {""};
    Load load =
        load(
            port,
            decided,
            () -> {
              try {
                long started = System.nanoTime();
                Installation.Installed made =
                    install(harrier, withCounters(setup.sources(), "# another version\n"));
                long installed = System.nanoTime();
                harrier.activate(made.bundle().version(), "bench");
                millis[0] = (installed - started) / 1e6;
                millis[1] = (System.nanoTime() - installed) / 1e6;
              } catch (Unsound e) {
                fault[0] = String.valueOf(e.getMessage());
              }
            });
    if (!fault[0].isEmpty()) {
      throw new Unsound(fault[0]);
    }
    return new Swap(millis[0], millis[1], load);
  }

  private static Installation.Installed install(Harrier harrier, Sources sources) throws Unsound {
    return switch (harrier.install(sources, "bench")) {
      case Installation.Installed installed -> installed;
      case Installation.Rejected rejected ->
          throw new Unsound("the rules with five counters have errors: " + rejected.diagnostics());
      case Installation.NotAProject not -> throw new Unsound(not.message());
    };
  }

  private static Sources withCounters(Sources sources, String comment) throws Unsound {
    SortedMap<String, SourceFile> rules = new TreeMap<>(sources.rules());
    SourceFile main = rules.get(MAIN);
    if (main == null) {
      throw new Unsound("the project has no `" + MAIN + "`");
    }
    String required = main.text() + "\nRequire(rule='" + COUNTERS_FILE + "')\n";
    rules.put(MAIN, new SourceFile(MAIN, required));
    rules.put(COUNTERS_FILE, new SourceFile(COUNTERS_FILE, comment + COUNTERS));
    return new Sources(rules, sources.config(), sources.lists(), sources.models());
  }
}
