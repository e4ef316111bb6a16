package dev.harrier.runtime.embed;

import dev.harrier.runtime.embed.Task.Control;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tasks on their way to the writer, and the writer's thread: whatever waits, up to a bound, is done
 * and committed together, so that a commit is shared by more events the longer commits take.
 */
final class Intake implements AutoCloseable {
  /** After how long what nobody waits for is made to survive a power cut. */
  private static final long SYNC_AFTER_MILLIS = 500;

  /** What is told to those that are turned away: when the queue has likely moved on. */
  static final long RETRY_AFTER_MILLIS = 100;

  private final Writer writer;
  private final int capacity;
  private final int together;
  private final BlockingQueue<Task> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger weight = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean ended;

  Intake(Writer writer, int capacity, int together) {
    this.writer = writer;
    this.capacity = capacity;
    this.together = together;
    this.thread = new Thread(this::run, "harrier-writer");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  int waiting() {
    return weight.get();
  }

  /** Hands a task in; false if more than may wait does. A single task that is larger may wait. */
  boolean admit(Task task) {
    if (closing) {
      refuse(task);
      return true;
    }
    int mine = task.weight();
    int now = weight.addAndGet(mine);
    if (now > capacity && now > mine && !(task instanceof Control)) {
      weight.addAndGet(-mine);
      return false;
    }
    waiting.add(task);
    if (ended) {
      refuseAll();
    }
    return true;
  }

  private void run() {
    try {
      List<Task> group = new ArrayList<>();
      boolean open = true;
      while (open) {
        Task task = next();
        if (task != null) {
          open = gather(task, group);
        }
      }
    } finally {
      ended = true;
      refuseAll();
    }
  }

  /** The next task; null if none came in time and what was committed has been made durable. */
  private @Nullable Task next() {
    try {
      if (!writer.unsynced()) {
        return waiting.take();
      }
      Task task = waiting.poll(SYNC_AFTER_MILLIS, TimeUnit.MILLISECONDS);
      if (task == null) {
        writer.syncQuietly();
      }
      return task;
    } catch (InterruptedException e) {
      throw new AssertionError("the writer's thread belongs to the engine", e);
    }
  }

  /** Does the task and what waits behind it; false once the engine is closed. */
  private boolean gather(Task first, List<Task> group) {
    group.clear();
    int size = 0;
    @Nullable Task task = first;
    while (task != null && !(task instanceof Control) && !(task instanceof Task.Close)) {
      group.add(task);
      size += task.weight();
      task = size < together ? waiting.poll() : null;
    }
    if (!group.isEmpty()) {
      int done = size;
      writer.process(List.copyOf(group), () -> weight.addAndGet(-done));
    }
    if (task instanceof Control control) {
      writer.control(control, weight::decrementAndGet);
    }
    return !(task instanceof Task.Close);
  }

  private void refuseAll() {
    for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
      refuse(task);
    }
  }

  private static void refuse(Task task) {
    String message = "the engine is closing";
    switch (task) {
      case Task.Events events ->
          events
              .answers()
              .complete(Collections.nCopies(events.events().size(), new Answer.Failed(message)));
      case Task.Label label -> label.answer().complete(new LabelAnswer.Failed(message));
      case Control control ->
          control.done().completeExceptionally(new IllegalStateException(message));
      case Task.Close close -> {}
    }
  }

  /** Does what waits, then ends; what comes later is refused. */
  @Override
  public void close() {
    closing = true;
    waiting.add(new Task.Close());
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // what waits is owed an answer first
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
