package dev.harrier.server.http;

import dev.harrier.runtime.dispatch.Dispatcher;
import dev.harrier.runtime.embed.Harrier;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The engine behind HTTP, on the loopback interface: whoever can reach it may ask anything, so that
 * nobody else's machine may. Does not own the engine.
 */
public final class Service implements AutoCloseable {
  /** Largest body of a request: a batch of events, a project. */
  private static final long BODY_MAX = 64L << 20;

  private static final int CONNECTIONS_MAX = 20_000;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration SHUTDOWN = Duration.ofSeconds(10);

  /** Kept, so that its level is; what it says of its start is said by the command. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private final WebServer server;
  private final Api api;

  private Service(WebServer server, Api api) {
    this.server = server;
    this.api = api;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any that is free
   * @throws IllegalStateException the port is taken
   */
  public static Service start(Harrier harrier, int port) {
    return start(harrier, null, port);
  }

  /**
   * Starts to listen.
   *
   * @param dispatcher delivers effects; null if nobody does
   * @param port 0 for any that is free
   * @throws IllegalStateException the port is taken
   */
  public static Service start(Harrier harrier, @Nullable Dispatcher dispatcher, int port) {
    HELIDON.setLevel(Level.WARNING);
    Api api = new Api(harrier);
    WebServer server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(BODY_MAX)
            .maxTcpConnections(CONNECTIONS_MAX)
            .idleConnectionTimeout(IDLE)
            .shutdownGracePeriod(SHUTDOWN)
            .connectionOptions(socket -> socket.tcpNoDelay(true))
            .routing(routing -> route(routing, api, dispatcher))
            .build()
            .start();
    return new Service(server, api);
  }

  private static void route(HttpRouting.Builder routing, Api api, @Nullable Dispatcher dispatcher) {
    if (dispatcher != null) {
      new Deliveries(dispatcher).route(routing);
    }
    api.route(routing); // the last: it answers to whatever is left
  }

  public int port() {
    return server.port();
  }

  /** Address for people. */
  public String address() {
    return "http://127.0.0.1:" + port();
  }

  /** Takes no more requests, and answers those that are being served. */
  @Override
  public void close() {
    api.close();
    server.stop();
  }
}
