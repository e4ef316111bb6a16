package dev.harrier.learn.data;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs independent tasks on the calling thread and on helpers of an executor that the caller owns.
 *
 * <p>Which thread runs a task is left to chance, so a task must write to places of its own only;
 * then results do not depend on the number of threads.
 *
 * @param executor runs helpers; each call hands it {@code threads − 1} of them
 * @param threads how many work at once, the caller included
 */
public record Parallel(Executor executor, int threads) {
  /** The calling thread alone. */
  public static final Parallel NONE = new Parallel(Runnable::run, 1);

  public Parallel {
    if (threads < 1) {
      throw new DataException(threads + " threads, expected at least 1");
    }
  }

  /** Runs tasks 0..tasks−1 and returns when all are done; the first failure is thrown. */
  public void run(int tasks, IntConsumer task) {
    int helpers = Math.min(threads, tasks) - 1;
    if (helpers <= 0) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(helpers);
    Runnable drain = () -> drain(next, tasks, task, failure);
    for (int i = 0; i < helpers; i++) {
      executor.execute(
          () -> {
            try {
              drain.run();
            } finally {
              done.countDown();
            }
          });
    }
    drain.run();
    await(done);
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private static void drain(
      AtomicInteger next, int tasks, IntConsumer task, AtomicReference<@Nullable Throwable> fail) {
    for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
      try {
        task.accept(i);
      } catch (RuntimeException | Error e) {
        fail.compareAndSet(null, e);
        next.set(tasks);
      }
    }
  }

  private static void await(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while tasks were running", e);
    }
  }
}
