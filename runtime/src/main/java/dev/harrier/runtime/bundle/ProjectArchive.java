package dev.harrier.runtime.bundle;

import dev.harrier.lang.source.Sources;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Reads a project out of a zip archive: its files at the root, or in the one folder there. */
public final class ProjectArchive {
  private ProjectArchive() {}

  /**
   * Reads the archive; the bounds of {@link ProjectFolder} hold for what it unpacks to.
   *
   * @throws ProjectException it is no archive, or holds no project
   * @throws IOException the disk failed
   */
  public static Sources read(byte[] zip) throws ProjectException, IOException {
    if (zip.length < 4 || zip[0] != 'P' || zip[1] != 'K') {
      throw new ProjectException("the project is not a zip archive");
    }
    Path file = Files.createTempFile("harrier-project", ".zip");
    try {
      Files.write(file, zip);
      return read(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Sources read(Path file) throws ProjectException, IOException {
    try (FileSystem archive = FileSystems.newFileSystem(file)) {
      return ProjectFolder.read(root(archive.getPath("/"))).sources();
    } catch (ZipException damaged) {
      throw new ProjectException("the zip archive cannot be read: " + damaged.getMessage());
    }
  }

  private static Path root(Path top) throws IOException {
    try (Stream<Path> entries = Files.list(top)) {
      List<Path> all = entries.toList();
      return all.size() == 1 && Files.isDirectory(all.getFirst()) ? all.getFirst() : top;
    }
  }
}
