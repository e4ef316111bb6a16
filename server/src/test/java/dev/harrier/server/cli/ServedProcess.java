package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.server.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code harrier serve} in a process of its own, which may be killed. */
final class ServedProcess {
  private final Path folder;
  private final Process process;

  private ServedProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts a service.
   *
   * @param folder with the folders {@code project} and {@code data}
   */
  static ServedProcess start(Path folder) throws IOException {
    return new ServedProcess(
        folder,
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve",
                folder.resolve("project").toString(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0")
            .redirectError(folder.resolve("errors.txt").toFile())
            .start());
  }

  /** Where it listens, once it does. */
  String address() throws IOException {
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(line)
        .as(Files.readString(folder.resolve("errors.txt")))
        .startsWith("listening on http");
    return line.replace("listening on ", "");
  }

  /** SIGKILL. Any thread. */
  void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns once it has been killed, and not before. */
  void awaitKilled() throws InterruptedException {
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("killed while it works").isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 9);
  }
}
