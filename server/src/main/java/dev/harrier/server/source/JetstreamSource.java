package dev.harrier.server.source;

import dev.harrier.runtime.ingress.BadEventException;
import dev.harrier.runtime.ingress.EventParser;
import dev.harrier.runtime.ingress.Shape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a Jetstream v1 server over a WebSocket. The cursor is the {@code time_us} of the last
 * frame that the engine has acknowledged; it is kept in a file, and a connection begins a few
 * seconds before it, because frames of one moment may come in another order from another server.
 */
final class JetstreamSource implements Source {
  private static final long REWIND_MICROS = 5_000_000;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 60_000;
  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** Frames that may wait for the engine; the server is asked for no more meanwhile. */
  private static final int WAITING = 1_024;

  /** A connection on which nothing comes for so long is taken to be dead. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final URI address;
  private final Position position;
  private final Feed feed;
  private final RandomGenerator random;
  private final EventParser parser = new EventParser(Shape.JETSTREAM, null);
  private volatile boolean closed;
  private volatile @Nullable Listener open;

  /**
   * The frames of a connection as they come; an empty one is its end. The server is asked for as
   * many as may wait, and then for as many as were taken: the socket's thread never waits for room.
   */
  private static final class Listener implements WebSocket.Listener {
    private static final byte[] END = new byte[0];
    private final LinkedBlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile boolean ended;
    private volatile String why = "";

    @Override
    public void onOpen(WebSocket socket) {
      socket.request(WAITING);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        frames.add(partial.toString().getBytes(StandardCharsets.UTF_8));
        partial.setLength(0);
      } else {
        socket.request(1);
      }
      return null;
    }

    private void end(String reason) {
      why = reason;
      ended = true;
      frames.add(END);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      end("the server closed the connection: " + status + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end("the connection broke off: " + error);
    }
  }

  /**
   * @param address of {@code /subscribe}, with whatever it is asked for except the cursor
   * @param random for the jitter of waits
   */
  JetstreamSource(URI address, Position position, Feed feed, RandomGenerator random) {
    this.address = address;
    this.position = position;
    this.feed = feed;
    this.random = random;
  }

  @Override
  public void run() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    try {
      int failures = 0;
      while (!closed) {
        failures = listen(client) ? 0 : failures + 1;
        if (!closed) {
          feed.pause(waitMillis(failures));
        }
      }
    } finally {
      client.shutdownNow(); // and not close, which waits for the connections to end
    }
  }

  private long waitMillis(int failures) {
    long whole = FIRST_WAIT_MILLIS << Math.min(failures, 10);
    return (long) (Math.min(whole, LONGEST_WAIT_MILLIS) * (1 - random.nextDouble() / 2));
  }

  /** One connection, to its end; returns whether anything came. */
  private boolean listen(HttpClient client) throws IOException, InterruptedException {
    Listener listener = new Listener();
    open = listener;
    CompletableFuture<WebSocket> opening =
        client.newWebSocketBuilder().connectTimeout(CONNECT).buildAsync(resumed(), listener);
    try {
      return drain(opening.get(), listener);
    } catch (ExecutionException e) {
      feed.fault(address.getHost() + " cannot be listened to: " + e.getCause());
      return false;
    } finally {
      opening.thenAccept(WebSocket::abort);
    }
  }

  private URI resumed() throws IOException {
    OptionalLong cursor = position.read();
    if (cursor.isEmpty()) {
      return address;
    }
    String query = address.getRawQuery() == null ? "?" : "&";
    return URI.create(address + query + "cursor=" + (cursor.getAsLong() - REWIND_MICROS));
  }

  private boolean drain(WebSocket socket, Listener listener)
      throws IOException, InterruptedException {
    List<byte[]> frames = new ArrayList<>();
    boolean came = false;
    while (!closed) {
      byte[] first = listener.frames.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (first == null || first.length == 0) {
        feed.fault(first == null ? "nothing came for " + SILENCE.toSeconds() + " s" : listener.why);
        return came;
      }
      frames.add(first);
      listener.frames.drainTo(frames, Feed.BATCH - 1);
      frames.removeIf(frame -> frame.length == 0);
      feed.decide(frames.stream().map(this::piece).toList());
      keep(frames);
      came = true;
      socket.request(frames.size());
      frames.clear();
      if (listener.ended && listener.frames.isEmpty()) {
        feed.fault(listener.why);
        return true;
      }
    }
    return came;
  }

  private Piece piece(byte[] frame) {
    String begin = new String(frame, 0, Math.min(frame.length, 120), StandardCharsets.UTF_8);
    return new Piece(
        frame, "a frame of " + address.getHost() + " that begins `" + begin + "`", null);
  }

  private void keep(List<byte[]> frames) throws IOException {
    long newest = position.read().orElse(0);
    long before = newest;
    for (byte[] frame : frames) {
      try {
        newest = Math.max(newest, parser.parse(frame, 0, frame.length).timeMicros());
      } catch (BadEventException e) {
        continue; // refused, and counted, by the engine
      }
    }
    if (newest > before) {
      position.write(newest);
    }
  }

  @Override
  public void close() {
    closed = true;
    Listener listening = open;
    if (listening != null) {
      listening.end("closed");
    }
  }
}
