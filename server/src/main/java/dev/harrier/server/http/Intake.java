package dev.harrier.server.http;

import dev.harrier.server.http.Problem.Raised;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** Reads bodies: no larger than they may be, no slower, and not too many at once. */
final class Intake {
  /** Bodies up to this size are not counted: a connection costs more. */
  static final int SMALL = 1 << 20;

  private static final int UNIT = 1 << 10;
  private static final int FIRST = 1 << 13;

  private final Limits limits;
  private final Semaphore units;

  Intake(Limits limits) {
    this.limits = limits;
    this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, limits.bodyBytes() / UNIT));
  }

  /** What is done with a body. */
  interface Use {
    void with(byte[] body) throws Raised, IOException;
  }

  /** Reads a body of at most {@link #SMALL} bytes. */
  byte[] small(ServerRequest request) throws Raised {
    return read(request, SMALL);
  }

  /** Reads a body that may be large, and holds its part of the memory while it is used. */
  void large(ServerRequest request, int most, Use use) throws Raised, IOException {
    long announced = request.headers().contentLength().orElse(most);
    int wanted = (int) (Math.min(announced, most) / UNIT) + 1;
    if (wanted > SMALL / UNIT && !units.tryAcquire(wanted)) {
      throw new Raised(
          new Problem(503, "overloaded", "too many large bodies at the same time", 1L));
    }
    try {
      use.with(read(request, most));
    } finally {
      if (wanted > SMALL / UNIT) {
        units.release(wanted);
      }
    }
  }

  private byte[] read(ServerRequest request, int most) throws Raised {
    if (!request.content().hasEntity()) {
      throw Problem.raised(400, "empty", "the request has no body");
    }
    long announced = request.headers().contentLength().orElse(-1);
    if (announced > most) {
      throw tooLarge(most);
    }
    byte[] body = new byte[announced < 0 ? FIRST : (int) announced];
    int size = 0;
    long deadline = System.nanoTime() + limits.body().toNanos();
    // Not closed: closing would read what is left, however long that takes.
    InputStream in = request.content().inputStream();
    try {
      while (size != announced) {
        if (size == body.length) {
          body = Arrays.copyOf(body, Math.min(2 * size, most + 1));
        }
        int read = in.read(body, size, body.length - size);
        if (read < 0) {
          break;
        }
        size += read;
        if (size > most) {
          throw tooLarge(most);
        }
        if (System.nanoTime() - deadline > 0) {
          throw Problem.raised(
              408,
              "too_slow",
              "the body did not arrive within " + limits.body().toSeconds() + " s");
        }
      }
    } catch (IOException | RuntimeException e) { // the library's readers throw what they like
      throw Problem.raised(400, "bad_body", "the body ended early, or is not what was announced");
    }
    return size == body.length ? body : Arrays.copyOf(body, size);
  }

  private static Raised tooLarge(int most) {
    return Problem.raised(413, "too_large", "the body is larger than " + most + " bytes");
  }
}
