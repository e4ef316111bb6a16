package dev.harrier.server.source;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;

/**
 * How far a source has been read: one number in a file. Replaced as a whole, so that a crash leaves
 * the old number or the new one.
 */
record Position(Path file) {
  /** The number; empty if none was kept. */
  OptionalLong read() throws IOException {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!text.matches("\\d{1,18}")) {
      throw new IOException(
          "`" + file + "` holds `" + text + "`, expected a number; delete it to begin anew");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  void write(long number) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    // No channel: an interrupt closes one in the middle of its work, and an interrupt is how a
    // source is told to end.
    try (FileOutputStream out = new FileOutputStream(next.toFile())) {
      out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
      out.getFD().sync();
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
