package dev.harrier.server.http;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.server.auth.KeyRing;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The engine behind HTTP. Without keys it listens on the loopback interface: whoever can reach it
 * may ask anything, so that nobody else's machine may. Does not own the engine.
 */
public final class Service implements AutoCloseable {
  /** Largest body of a request: a batch of events, a project. */
  private static final long BODY_MAX = 64L << 20;

  private static final Duration SHUTDOWN = Duration.ofSeconds(10);

  /**
   * Kept, so that its level is. What it says of its start is said by the command; what it says of
   * broken connections and of noise would let any caller fill the disk.
   */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private final WebServer server;
  private final Api api;

  private final InetAddress address;

  private Service(WebServer server, Api api, InetAddress address) {
    this.server = server;
    this.api = api;
    this.address = address;
  }

  /**
   * Where to listen, and to whom.
   *
   * @param host name or address of an interface of this machine
   * @param port 0 for any that is free
   */
  public record Settings(String host, int port, KeyRing keys, Limits limits) {
    /** Any caller on this machine. */
    public static Settings loopback(int port) {
      return new Settings("127.0.0.1", port, KeyRing.open(), Limits.DEFAULT);
    }
  }

  /** Starts to listen on the loopback interface, without keys. */
  public static Service start(Harrier harrier, int port) {
    return start(harrier, Settings.loopback(port));
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalArgumentException there are no keys, and the host is not the loopback interface;
   *     or there is no such host
   * @throws IllegalStateException the port is taken
   */
  public static Service start(Harrier harrier, Settings settings) {
    return start(harrier, Connections.NONE, settings);
  }

  /**
   * Starts to listen.
   *
   * @param connections told of by the service, owned by its caller
   * @throws IllegalArgumentException as above
   * @throws IllegalStateException the port is taken
   */
  public static Service start(Harrier harrier, Connections connections, Settings settings) {
    HELIDON.setLevel(Level.OFF);
    InetAddress address = address(settings);
    Limits limits = settings.limits();
    Api api = new Api(harrier, connections, settings.keys(), limits);
    WebServer server =
        WebServer.builder()
            .address(address)
            .port(settings.port())
            .shutdownHook(false)
            .useNio(false) // channels know no time-outs of reads
            .maxPayloadSize(BODY_MAX)
            .maxTcpConnections(limits.connections())
            .idleConnectionTimeout(limits.idle())
            .shutdownGracePeriod(SHUTDOWN)
            .connectionOptions(socket -> socket.tcpNoDelay(true).readTimeout(limits.silence()))
            .routing(api::route)
            .build()
            .start();
    return new Service(server, api, address);
  }

  private static InetAddress address(Settings settings) {
    try {
      InetAddress address = InetAddress.getByName(settings.host());
      if (!address.isLoopbackAddress() && !settings.keys().asksForKeys()) {
        throw new IllegalArgumentException(
            "`"
                + settings.host()
                + "` can be reached from elsewhere, which needs keys; `harrier keys create` makes one");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("there is no host `" + settings.host() + "`", e);
    }
  }

  public int port() {
    return server.port();
  }

  /** Address for people. */
  public String address() {
    String host = address.isLoopbackAddress() ? "127.0.0.1" : address.getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** Takes no more requests, and answers those that are being served. */
  @Override
  public void close() {
    api.close();
    server.stop();
  }
}
