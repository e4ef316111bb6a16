package dev.harrier.runtime.embed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process to be killed: opens the engine in a folder and sends events from several threads, each
 * answered durably before the next. Prints the identifier of every event that was answered.
 */
final class KilledEngine {
  static final int USERS = 150;
  private static final int SENDERS = 4;

  private KilledEngine() {}

  /** The event of an identifier: always the same. */
  static byte[] event(long id) {
    // All at one time: whatever order they come in, none is late, and each counts all before it.
    return ("{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"2026-01-01T00:00:00Z\","
            + "\"data\":{\"user\":\"u%d\"}}")
        .formatted(id, user(id))
        .getBytes(StandardCharsets.UTF_8);
  }

  static int user(long id) {
    return new Random(id * 31).nextInt(USERS);
  }

  static Options options() {
    return Options.DEFAULT.withBounds(1_000, 64, 50).withOutbox(true);
  }

  /** Folder, first identifier, seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Harrier harrier = Harrier.open(Path.of(arguments[0]), options());
    AtomicLong next = new AtomicLong(Long.parseLong(arguments[1]));
    for (int i = 0; i < SENDERS; i++) {
      Random random = new Random(Long.parseLong(arguments[2]) * SENDERS + i);
      Thread.ofPlatform().start(() -> send(harrier, next, random));
    }
    System.in.read(); // the parent never writes: when it ends, so does this
    System.exit(0);
  }

  private static void send(Harrier harrier, AtomicLong next, Random random) {
    while (true) {
      boolean again = random.nextInt(5) == 0 && next.get() > 0;
      long id = again ? (long) (random.nextDouble() * next.get()) : next.getAndIncrement();
      if (harrier.decide(event(id), "s", Ack.DURABLE) instanceof Answer.Decided) {
        synchronized (KilledEngine.class) {
          System.out.println(id);
          System.out.flush();
        }
      }
    }
  }
}
