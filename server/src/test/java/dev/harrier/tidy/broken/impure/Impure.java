package dev.harrier.tidy.broken.impure;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;

/** One way each to be impure; {@code PurityTest} must see every one. */
public final class Impure {
  private Impure() {}

  static final class WallClock {
    static long read() {
      return System.currentTimeMillis();
    }
  }

  static final class Nanos {
    static long read() {
      return System.nanoTime();
    }
  }

  static final class Now {
    static Instant read() {
      return Instant.now();
    }
  }

  static final class UnseededRandom {
    static int draw() {
      return new Random().nextInt();
    }
  }

  static final class MathRandom {
    static double draw() {
      return Math.random();
    }
  }

  static final class RandomId {
    static UUID draw() {
      return UUID.randomUUID();
    }
  }

  static final class OwnThread {
    static void start() {
      new Thread(() -> {}).start();
    }
  }

  static final class ReadsFile {
    static byte[] read() throws IOException {
      return Files.readAllBytes(Path.of("x"));
    }
  }

  static final class AsksNetwork {
    static InetAddress ask() throws IOException {
      return InetAddress.getByName("localhost");
    }
  }

  static final class Prints {
    static void print() {
      System.out.println("x");
    }
  }

  /** What is allowed: a seed makes it repeatable. */
  static final class SeededRandom {
    static int draw(long seed) {
      return new Random(seed).nextInt() + new HashSet<>().size();
    }
  }
}
