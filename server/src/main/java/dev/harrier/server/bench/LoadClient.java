package dev.harrier.server.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection that asks, waits for the answer, and asks again: a client that costs as little as
 * one can, so that what is measured is the server. Owned by one thread.
 */
final class LoadClient implements AutoCloseable {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int OK_DIGIT = 9; // of "HTTP/1.1 200"

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];

  /** Requests that are not to be changed, each with the place of its event's number. */
  record Request(byte[] bytes, int number, int digits) {
    /**
     * @param path with the query
     * @param event one line; its {@code action_id} is replaced
     */
    static Request of(String path, String event) {
      String body =
          event.replaceFirst("\"action_id\": ?\"?\\d+\"?", "\"action_id\":\"000000000000\"");
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
              + content.length
              + "\r\n\r\n";
      byte[] start = head.getBytes(StandardCharsets.US_ASCII);
      byte[] all = Arrays.copyOf(start, start.length + content.length);
      System.arraycopy(content, 0, all, start.length, content.length);
      int digits = body.indexOf("000000000000");
      if (digits < 0) {
        throw new IllegalArgumentException("an event without `action_id`: " + event);
      }
      int before = body.substring(0, digits).getBytes(StandardCharsets.UTF_8).length;
      return new Request(all, start.length + before, 12);
    }

    private void write(long event, byte[] into) {
      System.arraycopy(bytes, 0, into, 0, bytes.length);
      long rest = event;
      for (int i = number + digits - 1; i >= number; i--) {
        into[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
  }

  /** What one connection saw: nanoseconds of each request, and how many were not answered 200. */
  record Seen(long[] nanos, long failed) {}

  LoadClient(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /**
   * Asks until the time is up.
   *
   * @param largest bytes of the largest request
   */
  Seen ask(List<Request> requests, int largest, AtomicLong events, long untilNanos)
      throws IOException {
    long[] nanos = new long[1 << 12];
    int count = 0;
    long failed = 0;
    byte[] sent = new byte[largest];
    long begun = System.nanoTime();
    while (begun - untilNanos < 0) {
      long event = events.incrementAndGet();
      Request request = requests.get((int) (event % requests.size()));
      request.write(event, sent);
      out.write(sent, 0, request.bytes().length);
      failed += answered() ? 0 : 1;
      long ended = System.nanoTime();
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = ended - begun;
      begun = ended;
    }
    return new Seen(Arrays.copyOf(nanos, count), failed);
  }

  /** Reads one answer; whether it is a 200. */
  private boolean answered() throws IOException {
    int size = 0;
    int bodyStart = -1;
    int end = Integer.MAX_VALUE;
    while (size < end) {
      int read = in.read(buffer, size, buffer.length - size);
      if (read <= 0) {
        throw new IOException("the server ended a connection");
      }
      size += read;
      if (bodyStart < 0) {
        bodyStart = bodyStart(size);
        if (bodyStart >= 0) {
          end = bodyStart + length(bodyStart);
        }
      }
    }
    return buffer[OK_DIGIT] == '2';
  }

  private int bodyStart(int size) {
    for (int i = 3; i < size; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int length(int headEnd) {
    for (int i = 0; i + LENGTH.length < headEnd; i++) {
      if (matches(i)) {
        int length = 0;
        for (int at = i + LENGTH.length; buffer[at] != '\r'; at++) {
          length = buffer[at] == ' ' ? length : 10 * length + buffer[at] - '0';
        }
        return length;
      }
    }
    return 0;
  }

  private boolean matches(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((buffer[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
