package dev.harrier.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents tell people to type works, by the shell and curl themselves. */
final class DocumentedCallsTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");

  /** A command that begins with curl, until the line that ends outside of quotes. */
  private static final Pattern CURL = Pattern.compile("(?m)^curl (?:[^'\\n]|'[^']*')*$");

  private static final String DOCUMENTED = "http://127.0.0.1:8080";

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/service.md"})
  void everyCallIsAnswered(String page) throws Exception {
    assumeCurl();
    List<String> calls = calls(page);
    assertThat(calls).as(page).isNotEmpty();
    try (Harrier harrier = social();
        Service service = Service.start(harrier, 0)) {
      for (String call : calls) {
        assertThat(call).contains(DOCUMENTED);
        String answer = shell(call.replace(DOCUMENTED, service.address()));
        assertThat(new ObjectMapper().readTree(answer).isContainerNode()).as(answer).isTrue();
        assertThat(answer).as(call).doesNotContain("urn:harrier:");
      }
    }
  }

  @Test
  void theFirstCallOfThePageIsChallenged() throws Exception {
    assumeCurl();
    try (Harrier harrier = social();
        Service service = Service.start(harrier, 0)) {
      String call = calls("docs/service.md").getFirst().replace(DOCUMENTED, service.address());
      JsonNode answer = new ObjectMapper().readTree(shell(call));
      assertThat(answer.at("/decision/verdict").asText()).isEqualTo("CHALLENGE");
      assertThat(answer.at("/decision/rules/fired/0").asText()).isEqualTo("ScamOffer");
    }
  }

  private static void assumeCurl() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0,
        "skipped: there is no curl");
  }

  private static Harrier social() throws IOException {
    Harrier harrier = Harrier.inMemory(Options.DEFAULT);
    Installation.Installed made =
        (Installation.Installed) harrier.install(home().resolve("examples/social"), "test");
    harrier.activate(made.bundle().version(), "test");
    return harrier;
  }

  private static List<String> calls(String page) throws IOException {
    List<String> calls = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(home().resolve(page)));
    while (block.find()) {
      Matcher curl = CURL.matcher(block.group(1));
      while (curl.find()) {
        calls.add(curl.group());
      }
    }
    return calls;
  }

  private static String shell(String line) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("server/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
