package dev.harrier.server.cli;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.server.auth.KeyFile;
import dev.harrier.server.auth.KeyRing;
import dev.harrier.server.http.Limits;
import dev.harrier.server.http.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the engine as a service until it is told to end. */
@Command(
    name = "serve",
    description = {
      "Decides events that a platform sends by HTTP, and keeps what happened in a data folder.",
      "Without keys it listens on the loopback interface only; see `harrier keys`.",
      ""
    },
    footer = {"", "Ends on SIGTERM or Ctrl-C, having answered what it took."})
final class ServeCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "folder of the rule project")
  private Path project;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "folder in which everything is kept; made if there is none")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "port to listen on, 0 for any (default: ${DEFAULT-VALUE})")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "interface to listen on (default: ${DEFAULT-VALUE}); others than the loopback need keys"
      })
  private String host = "127.0.0.1";

  private final Streams streams;

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(told, ended), "harrier-shutdown"));
    Wiring wiring = Wiring.read(project, data);
    Options options = Options.DEFAULT.withOutbox(wiring.delivers());
    try (Harrier harrier = Harrier.open(data, options)) {
      activate(harrier);
      try (wiring) {
        wiring.connect(harrier);
        serve(harrier, wiring, told);
      }
      return CommandLineInterface.OK;
    } finally {
      ended.countDown();
    }
  }

  /** The process is to end: says so, and waits until everything is closed. */
  private static void tell(CountDownLatch told, CountDownLatch ended) {
    told.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void activate(Harrier harrier) throws InputProblem, IOException {
    switch (harrier.install(project, "served from " + project.getFileName())) {
      case Installation.Installed installed -> {
        harrier.activate(installed.bundle().version(), "harrier serve");
        streams
            .err()
            .println(
                Projects.counted(installed.bundle().rules(), "rule")
                    + " in force, "
                    + installed.bundle().version());
      }
      case Installation.Rejected rejected ->
          throw Projects.rejected(project, rejected.diagnostics());
      case Installation.NotAProject not -> throw new InputProblem(not.message());
    }
  }

  private void serve(Harrier harrier, Wiring wiring, CountDownLatch told)
      throws InputProblem, IOException {
    KeyFile file = new KeyFile(data);
    boolean keyless = file.keys().isEmpty();
    KeyRing keys = keyless ? KeyRing.open() : KeyRing.of(file);
    try (Service service = start(harrier, wiring, keys)) {
      if (keyless) {
        streams
            .err()
            .println(
                "no keys: only this machine may ask, and may ask anything; `harrier keys create`"
                    + " makes one");
      }
      streams.println("listening on " + service.address());
      streams.out().flush();
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Service start(Harrier harrier, Wiring wiring, KeyRing keys)
      throws InputProblem, IOException {
    try {
      return Service.start(
          harrier, wiring.connections(), new Service.Settings(host, port, keys, Limits.DEFAULT));
    } catch (IllegalArgumentException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new IOException(
          "port " + port + " cannot be listened on: " + e.getMessage() + "; choose another", e);
    }
  }
}
