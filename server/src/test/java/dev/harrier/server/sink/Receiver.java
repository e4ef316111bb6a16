package dev.harrier.server.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A platform's HTTP server that takes effects. */
public final class Receiver implements AutoCloseable {
  /** What was asked; header names as they come. */
  public record Request(Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.get(name).getFirst();
    }
  }

  /** What is answered: a status, and Retry-After where it is not empty. */
  public record Reply(int status, String retryAfter) {}

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Request> taken = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Reply> reply = request -> new Reply(200, "");

  /** Listens on the loopback interface. */
  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request = new Request(exchange.getRequestHeaders(), body);
    requests.add(request);
    Reply answer = reply.apply(request);
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    if (answer.status() < 300) {
      taken.add(request);
    }
    exchange.sendResponseHeaders(answer.status(), -1);
    exchange.close();
  }

  /** Where effects are to be sent. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/effects");
  }

  /** How requests are answered from now on. */
  public void reply(Function<Request, Reply> with) {
    reply = with;
  }

  /** All that was asked, in order. */
  public List<Request> requests() {
    return requests;
  }

  /** Bodies that were answered 2xx. */
  public List<String> taken() {
    return taken.stream().map(Request::body).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
