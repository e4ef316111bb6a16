package dev.harrier.runtime.bundle;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.learn.modelfile.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a project's folder.
 *
 * <p>Rules are all {@code *.sml} at any depth, configuration is {@code config.yaml} and {@code
 * config/*.yaml}, lists are {@code lists/*.yaml}, models are {@code models/*.model}, tests are
 * {@code tests/*.test.yaml}. Folders whose name begins with a dot are passed over; symbolic links
 * are followed.
 */
public final class ProjectFolder {
  /** Bytes of all files of a project together; no hand-written one comes near. */
  public static final long MAX_BYTES = 64L << 20;

  /** Bytes of all models of a project together. */
  public static final long MAX_MODEL_BYTES = ModelFile.LARGEST;

  /** Files of a project; a folder with more is not what its user meant. */
  public static final int MAX_FILES = 100_000;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Path root;
  private final SortedMap<String, SourceFile> rules = new TreeMap<>();
  private final SortedMap<String, SourceFile> config = new TreeMap<>();
  private final SortedMap<String, SourceFile> lists = new TreeMap<>();
  private final SortedMap<String, SourceFile> tests = new TreeMap<>();
  private final SortedMap<String, byte[]> models = new TreeMap<>();
  private long bytes;
  private long modelBytes;
  private int files;

  private ProjectFolder(Path root) {
    this.root = root;
  }

  /**
   * What a folder holds.
   *
   * @param tests {@code tests/*.test.yaml}, which are no part of the program
   */
  public record Content(Sources sources, SortedMap<String, SourceFile> tests) {}

  /**
   * Reads the folder.
   *
   * @throws ProjectException it does not exist, is no folder, has no {@code main.sml}, is too
   *     large, or a file is not UTF-8 or may not be read
   * @throws IOException the disk failed
   */
  public static Content read(Path folder) throws ProjectException, IOException {
    if (!Files.exists(folder)) {
      throw new ProjectException("`" + folder + "` does not exist, expected a project's folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new ProjectException(
          "`" + folder + "` is a file, expected the folder that holds `" + Sources.ENTRY + "`");
    }
    ProjectFolder project = new ProjectFolder(folder);
    project.walk();
    if (!project.rules.containsKey(Sources.ENTRY)) {
      throw new ProjectException(project.noEntry());
    }
    return new Content(
        new Sources(project.rules, project.config, project.lists, project.models), project.tests);
  }

  private String noEntry() {
    String found =
        rules.isEmpty()
            ? "no `*.sml` file"
            : rules.size() + " `*.sml` files, such as `" + rules.firstKey() + "`,";
    String where =
        rules.keySet().stream()
            .filter(path -> path.endsWith("/" + Sources.ENTRY))
            .findFirst()
            .map(
                path ->
                    "; `"
                        + root.resolve(
                            path.substring(0, path.length() - Sources.ENTRY.length() - 1))
                        + "` has one")
            .orElse("");
    return "`" + root + "` is not a project: found " + found + " but no `main.sml`" + where;
  }

  private void walk() throws ProjectException, IOException {
    Visitor visitor = new Visitor();
    Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    if (visitor.problem != null) {
      throw visitor.problem;
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private @Nullable ProjectException problem;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && name(folder).startsWith(".")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      try {
        take(file);
        return FileVisitResult.CONTINUE;
      } catch (ProjectException e) {
        problem = e;
        return FileVisitResult.TERMINATE;
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
      if (cause instanceof FileSystemLoopException) {
        problem = new ProjectException("`" + file + "` is a link to a folder that contains it");
      } else if (cause instanceof AccessDeniedException) {
        problem = new ProjectException("`" + file + "` may not be read: permission denied");
      } else if (kind(path(file)) == null && !isModel(path(file))) {
        return FileVisitResult.CONTINUE;
      } else {
        throw cause;
      }
      return FileVisitResult.TERMINATE;
    }
  }

  private void take(Path file) throws ProjectException, IOException {
    String path = path(file);
    SortedMap<String, SourceFile> kind = kind(path);
    if (isModel(path)) {
      count();
      models.put(path, model(file));
      return;
    }
    if (kind == null) {
      if (path.matches("config\\.yml|(config|lists)/[^/]+\\.yml|tests/.+\\.test\\.yml")) {
        throw new ProjectException(
            "`" + file + "` is not read: its name must end with `.yaml`, not `.yml`");
      }
      return;
    }
    count();
    kind.put(path, new SourceFile(path, text(file)));
  }

  private void count() throws ProjectException {
    if (++files > MAX_FILES) {
      throw new ProjectException(
          "`" + root + "` holds more than " + MAX_FILES + " files of a project");
    }
  }

  private static boolean isModel(String path) {
    return path.matches("models/[^/]+\\.model");
  }

  private byte[] model(Path file) throws ProjectException, IOException {
    byte[] content = bytes(file, MAX_MODEL_BYTES - modelBytes);
    modelBytes += content.length;
    if (modelBytes > MAX_MODEL_BYTES) {
      throw new ProjectException(
          "`"
              + root
              + "` is too large: the models of a project have at most "
              + (MAX_MODEL_BYTES >> 20)
              + " MiB");
    }
    return content;
  }

  /** A file; of a longer one than {@code most} that many bytes and one. */
  private static byte[] bytes(Path file, long most) throws ProjectException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes((int) most + 1);
    } catch (AccessDeniedException e) {
      throw new ProjectException("`" + file + "` may not be read: permission denied");
    }
  }

  private @Nullable SortedMap<String, SourceFile> kind(String path) {
    if (path.endsWith(".sml")) {
      return rules;
    } else if (path.equals("config.yaml") || path.matches("config/[^/]+\\.yaml")) {
      return config;
    } else if (path.matches("lists/[^/]+\\.yaml")) {
      return lists;
    } else if (path.startsWith("tests/") && path.endsWith(".test.yaml")) {
      return tests;
    }
    return null;
  }

  private String path(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static String name(Path folder) {
    Path name = folder.getFileName();
    return name == null ? "" : name.toString();
  }

  private String text(Path file) throws ProjectException, IOException {
    byte[] content = bytes(file, MAX_BYTES - bytes);
    bytes += content.length;
    if (bytes > MAX_BYTES) {
      throw new ProjectException(
          "`" + root + "` is too large: a project has at most " + (MAX_BYTES >> 20) + " MiB");
    }
    String text = decoded(file, content);
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static String decoded(Path file, byte[] content) throws ProjectException {
    CharBuffer text = CharBuffer.allocate(content.length);
    ByteBuffer in = ByteBuffer.wrap(content);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
    if (result.isError()) {
      text.flip();
      long line = 1 + text.chars().filter(c -> c == '\n').count();
      throw new ProjectException(
          "`%s` is not UTF-8: found byte 0x%02x in line %d"
              .formatted(file, content[in.position()] & 0xff, line));
    }
    return text.flip().toString();
  }
}
