package dev.harrier.server.cli;

import dev.harrier.detect.score.RowScorer;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.modelfile.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads and a progress bar while models are fitted. */
final class ModelWork implements AutoCloseable {
  private final ExecutorService helpers;
  private final Parallel parallel;
  private final Progress progress;

  ModelWork(Streams streams, int models) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    helpers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "train");
              thread.setDaemon(true);
              return thread;
            });
    parallel = new Parallel(helpers, threads);
    progress = new Progress(streams, "models", models);
  }

  Parallel parallel() {
    return parallel;
  }

  void fitted(int models) {
    progress.now(models);
  }

  /** A model file with its derivation. */
  static RowScorer scorer(Path file) throws IOException, ModelFileException {
    try {
      return RowScorer.read(Files.readAllBytes(file));
    } catch (ModelFileException e) {
      throw new ModelFileException("`" + file + "`: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    progress.close();
    helpers.shutdownNow();
  }
}
