package dev.harrier.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.server.auth.KeyRing;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers that begin a request and do not end it. {@code -Dharrier.slow=9000} opens that many
 * connections instead of a few hundred; each takes two file descriptors of the test's process.
 */
final class SlowCallersTest {
  private static final int CALLERS = Integer.getInteger("harrier.slow", 400);

  private static final String[] BEGINNINGS = {
    "",
    "POST /v1/dec",
    "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{\"action_id\":",
  };

  @TempDir Path folder;

  private static byte[] event(int number) {
    return ("{\"action_id\":\""
            + number
            + "\",\"action_name\":\"post\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":{}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Harrier harrier() throws Exception {
    Files.createDirectories(folder.resolve("project"));
    Files.writeString(
        folder.resolve("project/main.sml"),
        "Post = Rule(when_all=[GetActionName() == 'post'], description='a post')\n");
    Harrier harrier = Harrier.inMemory(Options.DEFAULT);
    Installation.Installed made =
        (Installation.Installed) harrier.install(folder.resolve("project"), "test");
    harrier.activate(made.bundle().version(), "test");
    return harrier;
  }

  private static Service service(Harrier harrier, Limits limits) {
    return Service.start(harrier, new Service.Settings("127.0.0.1", 0, KeyRing.open(), limits));
  }

  private static HttpResponse<String> decide(Service service, int number) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.address() + "/v1/decide"))
            .POST(BodyPublishers.ofByteArray(event(number)))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void callersThatDoNotEndTheirRequestsHoldNobodyUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (Harrier harrier = harrier();
        Service service = service(harrier, Limits.DEFAULT)) {
      try {
        for (int i = 0; i < CALLERS; i++) {
          slow.add(begun(service, BEGINNINGS[i % BEGINNINGS.length]));
        }
        for (int i = 0; i < 20; i++) {
          assertThat(decide(service, i).statusCode()).isEqualTo(200);
        }
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  private static Socket begun(Service service, String beginning) throws IOException {
    Socket socket = new Socket("127.0.0.1", service.port());
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Whatever is said before the end. */
  private static boolean ended(InputStream in) throws IOException {
    try {
      while (in.read() >= 0) {
        // to the end
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Test
  void aBodyThatTricklesInIsNotWaitedFor() throws Exception {
    Limits limits = Limits.DEFAULT.withBody(Duration.ZERO);
    try (Harrier harrier = harrier();
        Service service = service(harrier, limits);
        Socket socket = begun(service, BEGINNINGS[3])) {
      socket.setSoTimeout(10_000);
      byte[] start = socket.getInputStream().readNBytes(12);
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  void anOversizedBodyIsRefusedUnread() throws Exception {
    String announced =
        "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\n\r\n{";
    try (Harrier harrier = harrier();
        Service service = service(harrier, Limits.DEFAULT);
        Socket socket = begun(service, announced)) {
      socket.setSoTimeout(10_000);
      byte[] start = socket.getInputStream().readNBytes(12);
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void whatIsNoHttpEndsItsConnectionOnly() throws Exception {
    try (Harrier harrier = harrier();
        Service service = service(harrier, Limits.DEFAULT)) {
      for (String noise :
          new String[] {
            "\u0016\u0003\u0001\r\n\r\n",
            "GET\r\n\r\n",
            "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
            "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nA: " + "b".repeat(100_000) + "\r\n\r\n",
            "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          }) {
        try (Socket socket = begun(service, noise)) {
          socket.shutdownOutput();
          socket.setSoTimeout(10_000);
          assertThat(ended(socket.getInputStream())).as(noise).isTrue();
        } catch (java.net.SocketException reset) {
          // ended even sooner
        }
        assertThat(decide(service, 1).statusCode()).isEqualTo(200);
      }
    }
  }
}
