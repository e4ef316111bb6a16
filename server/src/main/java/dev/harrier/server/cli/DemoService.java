package dev.harrier.server.cli;

import dev.harrier.lang.source.Sources;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.server.http.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service on an engine in a temporary folder, which it deletes in the end. */
final class DemoService implements AutoCloseable {
  /** Between two events that people may watch: thirty to five hundred a second, in waves. */
  private static final int SHORTEST_MILLIS = 2;

  private static final int WAVE = 90;

  private final Path folder;
  private final Harrier harrier;
  private final Service service;
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::endAndWait, "harrier-shutdown");

  private DemoService(Path folder, Harrier harrier, Service service) {
    this.folder = folder;
    this.harrier = harrier;
    this.service = service;
  }

  /**
   * Starts on a free port.
   *
   * @param project a sound rule project
   */
  static DemoService start(Sources project) throws IOException, ProjectException {
    Path folder = Files.createTempDirectory("harrier-demo-");
    Harrier harrier = Harrier.open(folder, Options.DEFAULT);
    if (!(harrier.install(project, "demo") instanceof Installation.Installed made)) {
      harrier.close();
      Folders.delete(folder);
      throw new ProjectException("the project of the demo is not sound");
    }
    harrier.activate(made.bundle().version(), "harrier demo");
    DemoService service = new DemoService(folder, harrier, Service.start(harrier, 0));
    Runtime.getRuntime().addShutdownHook(service.hook);
    return service;
  }

  /** All decisions so far, oldest first. */
  List<DecisionRecord> decisions() {
    return harrier.recent(Integer.MAX_VALUE).reversed();
  }

  String address() {
    return service.address();
  }

  /** Asks whoever feeds it to end. */
  void end() {
    told.countDown();
  }

  boolean ending() {
    return told.getCount() == 0;
  }

  /** Lets some time pass before the next event; false if there is to be none. */
  boolean pause(int event) throws InterruptedException {
    double wave = 1 + Math.sin(event / (double) WAVE);
    long millis = SHORTEST_MILLIS + Math.round(8 * wave * wave);
    return !told.await(millis, TimeUnit.MILLISECONDS);
  }

  private void endAndWait() {
    end();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      service.close();
      harrier.close();
      Folders.delete(folder);
    } finally {
      ended.countDown();
      forgetHook();
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends: the hook has run.
    }
  }
}
