package dev.harrier.server.cli;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.bundle.ProjectFolder;
import dev.harrier.runtime.dispatch.Dispatcher;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.server.http.Connections;
import dev.harrier.server.sink.ActionRoutes;
import dev.harrier.server.sink.Sinks;
import dev.harrier.server.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a service is connected to, as its project says. Connections are those of its start. */
final class Wiring implements AutoCloseable {
  private final Path data;
  private final SortedMap<String, SourceFile> config;
  private @Nullable Dispatcher dispatcher;
  private @Nullable Sources sources;

  private Wiring(Path data, SortedMap<String, SourceFile> config) {
    this.data = data;
    this.config = config;
  }

  static Wiring read(Path project, Path data) throws InputProblem, IOException {
    try {
      return new Wiring(data, ProjectFolder.read(project).sources().config());
    } catch (ProjectException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    }
  }

  /** Whether somebody delivers what the rules ask for. */
  boolean delivers() throws InputProblem {
    try {
      return Sinks.any(config);
    } catch (ProjectException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    }
  }

  /** Begins to deliver, and to listen. */
  void connect(Harrier harrier) throws InputProblem {
    deliver(harrier);
    try {
      sources = Sources.start(config, data, harrier, System.in, new Random());
    } catch (ProjectException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    }
  }

  private void deliver(Harrier harrier) throws InputProblem {
    try {
      Sinks sinks = Sinks.open(config, data, System.getenv(), InstantSource.system());
      if (sinks.sinks().isEmpty()) {
        return;
      }
      Dispatcher made =
          new Dispatcher(
              harrier.outbox(),
              sinks.sinks(),
              new ActionRoutes(harrier, sinks.byDefault()),
              sinks::policy,
              steadyMicros(),
              new Random());
      harrier.onEffects(made::wake);
      made.start();
      dispatcher = made;
    } catch (ProjectException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    }
  }

  /** The time since the epoch, by a clock that nobody can set back while the process runs. */
  private static LongSupplier steadyMicros() {
    long start = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long startNanos = System.nanoTime();
    return () -> start + (System.nanoTime() - startNanos) / 1_000;
  }

  /** What there is to tell of. */
  Connections connections() {
    return new Connections(dispatcher, sources == null ? Map.of() : sources.feeds());
  }

  @Override
  public void close() {
    if (sources != null) {
      sources.close();
    }
    if (dispatcher != null) {
      dispatcher.close();
    }
  }
}
