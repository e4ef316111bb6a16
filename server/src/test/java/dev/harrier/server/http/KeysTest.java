package dev.harrier.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Options;
import dev.harrier.server.auth.KeyFile;
import dev.harrier.server.auth.KeyRing;
import dev.harrier.server.auth.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with keys, asked with and without them. */
final class KeysTest {
  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> get(Service service, String path, String authorization)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private KeyFile.Made key(int perSecond, Scope... scopes) throws Exception {
    return new KeyFile(folder).create("test", Set.of(scopes), perSecond, Instant.EPOCH);
  }

  private Service service(Harrier harrier) throws Exception {
    return Service.start(
        harrier,
        new Service.Settings("127.0.0.1", 0, KeyRing.of(new KeyFile(folder)), Limits.DEFAULT));
  }

  @Test
  void aKeyAllowsWhatItsScopesName() throws Exception {
    String reader = "Bearer " + key(0, Scope.READ).text();
    String decider = "Bearer " + key(0, Scope.DECIDE).text();
    String admin = "Bearer " + key(0, Scope.ADMIN).text();
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT);
        Service service = service(harrier)) {
      assertThat(get(service, "/v1/bundles", reader).statusCode()).isEqualTo(200);
      assertThat(get(service, "/v1/bundles", admin).statusCode()).isEqualTo(200);
      assertThat(get(service, "/v1/bundles", decider).statusCode()).isEqualTo(403);
      HttpResponse<String> nobody = get(service, "/v1/bundles", "");
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      String wrong = reader.substring(0, reader.length() - 1) + (reader.endsWith("0") ? "1" : "0");
      assertThat(get(service, "/v1/bundles", wrong).statusCode()).isEqualTo(401);
      assertThat(get(service, "/v1/bundles", "Bearer x").statusCode()).isEqualTo(401);
      assertThat(get(service, "/health/live", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyRouteThatNeedsAScopeRefusesWhoHasNoKey() throws Exception {
    key(0, Scope.READ);
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT);
        Service service = service(harrier)) {
      for (Route route : Route.values()) {
        String path = route.path().replaceAll("\\{[a-z]+}", "x");
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(service.address() + path))
                .method(route.method(), HttpRequest.BodyPublishers.noBody())
                .build();
        int status = client.send(request, BodyHandlers.ofString()).statusCode();
        assertThat(status == 401).as(route.toString()).isEqualTo(route.scope() != null);
      }
    }
  }

  @Test
  void aKeyThatIsAskedTooOftenIsToldWhenToComeBack() throws Exception {
    String slow = "Bearer " + key(1, Scope.READ).text();
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT);
        Service service = service(harrier)) {
      HttpResponse<String> answer = get(service, "/v1/bundles", slow);
      for (int i = 0; i < 200 && answer.statusCode() == 200; i++) {
        answer = get(service, "/v1/bundles", slow);
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }
  }

  @Test
  void aRevokedKeyIsNoKey() throws Exception {
    KeyFile.Made made = key(0, Scope.READ);
    KeyFile file = new KeyFile(folder);
    assertThat(KeyRing.of(file).find("Bearer " + made.text())).contains(made.key());
    assertThat(file.revoke(made.key().id())).isTrue();
    assertThat(file.revoke(made.key().id())).isFalse();
    KeyRing empty = KeyRing.of(file);
    assertThat(empty.find("Bearer " + made.text())).isEmpty();
    assertThat(empty.asksForKeys()).isTrue();
  }

  @Test
  void theFileHoldsNoSecretAndIsItsOwnersAlone() throws Exception {
    KeyFile.Made made = key(0, Scope.READ);
    Path file = folder.resolve("keys.json");
    String secret = made.text().substring(made.text().lastIndexOf('_') + 1);
    assertThat(secret).hasSize(64);
    assertThat(Files.readString(file)).contains(made.key().id()).doesNotContain(secret);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void withoutKeysOnlyTheLoopbackInterfaceIsListenedOn() throws Exception {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      assertThatThrownBy(
              () ->
                  Service.start(
                      harrier, new Service.Settings("0.0.0.0", 0, KeyRing.open(), Limits.DEFAULT)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "`0.0.0.0` can be reached from elsewhere, which needs keys; `harrier keys create`"
                  + " makes one");
      key(0, Scope.READ);
      KeyRing keys = KeyRing.of(new KeyFile(folder));
      try (Service service =
          Service.start(harrier, new Service.Settings("0.0.0.0", 0, keys, Limits.DEFAULT))) {
        assertThat(service.port()).isPositive();
      }
    }
  }
}
