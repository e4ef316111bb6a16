package dev.harrier.server.cli;

import dev.harrier.server.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs command lines in this process, as {@code ./harrier} would, and writes small projects for
 * them.
 */
final class Cli {
  private Cli() {}

  /** What a command line left behind. */
  record Result(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  static Result run(String... arguments) {
    return run(InputStream.nullInputStream(), arguments);
  }

  static Result run(InputStream in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(arguments, in, out, err, false);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path folder, String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A project in which posts longer than ten characters are held and their author is labelled. */
  static String project(Path folder) {
    write(
        folder,
        "main.sml",
        """
        User: Entity[str] = EntityJson(type='User', path='$.user')
        Text: str = JsonData(path='$.text')
        Length = StringLength(s=Text)
        Long = Rule(when_all=[Length > 10], description=f'{Length} characters')
        WhenRules(
          rules_any=[Long],
          then=[LabelAdd(entity=User, label='wordy'), DeclareVerdict(verdict='hold')],
        )
        """);
    write(folder, "config/project.yaml", "dialect: strict\n");
    write(
        folder,
        "config/labels.yaml",
        "labels: {wordy: {valid_for: [User], connotation: neutral, description: d}}\n");
    return folder.toString();
  }

  static String post(int id, String text) {
    return "{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"2026-09-01T10:40:00\",\"data\":{\"user\":\"u%d\",\"text\":\"%s\"}}\n"
        .formatted(id, id, text);
  }

  static Path home() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("server/pom.xml"))) {
        return folder;
      }
    }
    throw new AssertionError("no checkout at or above " + start);
  }

  static String example(String name) {
    return home().resolve("examples").resolve(name).toString();
  }

  static Path shared() {
    return Path.of(System.getProperty("harrier.shared", "../../shared"));
  }
}
