package dev.harrier.server.source;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A WebSocket server (RFC 6455) that sends every connection the frames from its cursor on, a given
 * number of them, and cuts the connection then.
 */
final class FrameServer implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> frames = new CopyOnWriteArrayList<>();
  private final int perConnection;
  private volatile boolean closed;

  FrameServer(int perConnection) throws IOException {
    this.perConnection = perConnection;
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("ws://127.0.0.1:" + socket.getLocalPort() + "/subscribe?wantedCollections=a");
  }

  /** Frames for the connections that are made from now on. */
  void add(List<String> more) {
    frames.addAll(more);
  }

  /** Request lines of the connections so far. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        continue; // the server is closed
      }
    }
  }

  /** A client that opens a connection and says nothing keeps no other one waiting. */
  private void serve(Socket connection) {
    try (connection) {
      answer(connection);
    } catch (IOException e) {
      return; // the client has gone
    }
  }

  private void answer(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    String request = in.readLine();
    if (request == null) {
      return; // it has said nothing
    }
    String key = "";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
        key = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    OutputStream out = connection.getOutputStream();
    out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept(key)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    requests.add(request);
    int at = request.indexOf("cursor=");
    long cursor = at < 0 ? 0 : Long.parseLong(request.substring(at + 7).replaceAll("\\D.*", ""));
    int sent = 0;
    for (String frame : frames) {
      if (sent < perConnection && time(frame) >= cursor) {
        out.write(encoded(frame));
        sent++;
      }
    }
    out.flush();
  }

  private static long time(String frame) {
    return !frame.contains("time_us")
        ? Long.MAX_VALUE
        : Long.parseLong(frame.replaceAll(".*\"time_us\":(\\d+).*", "$1"));
  }

  private static byte[] encoded(String frame) {
    byte[] text = frame.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0x81); // whole text
    if (text.length < 126) { // the shortest form is the only one that is allowed
      bytes.write(text.length);
    } else {
      bytes.write(126);
      bytes.write(text.length >> 8);
      bytes.write(text.length);
    }
    bytes.writeBytes(text);
    return bytes.toByteArray();
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
  }
}
