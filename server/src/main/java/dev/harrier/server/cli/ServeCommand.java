package dev.harrier.server.cli;

import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.runtime.store.StoreException;
import dev.harrier.server.http.Service;
import java.io.IOException;
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
      "Listens on the loopback interface only.",
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

  private final Streams streams;

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    try (Harrier harrier = Harrier.open(data, Options.DEFAULT)) {
      activate(harrier);
      serve(harrier);
      return CommandLineInterface.OK;
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
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
          throw new InputProblem(
              "the rules in `"
                  + project
                  + "` have errors\n"
                  + DiagnosticPrinter.print(rejected.diagnostics()));
      case Installation.NotAProject not -> throw new InputProblem(not.message());
    }
  }

  private void serve(Harrier harrier) throws IOException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              told.countDown();
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "harrier-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Service service = start(harrier)) {
      streams.println("listening on " + service.address());
      streams.out().flush();
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      harrier.close();
      ended.countDown();
    }
  }

  private Service start(Harrier harrier) throws IOException {
    try {
      return Service.start(harrier, port);
    } catch (IllegalStateException | java.io.UncheckedIOException e) {
      throw new IOException(
          "port " + port + " cannot be listened on: " + e.getMessage() + "; choose another", e);
    }
  }
}
