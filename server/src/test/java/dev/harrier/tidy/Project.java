package dev.harrier.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The project as its own tests see it: main classes of all modules, text files of the checkout. */
final class Project {

  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", ".harrier", ".idea", ".vscode");
  private static final long TEXT_BYTES_MAX = 4 << 20;

  private Project() {}

  /** The main classes of every module, without tests. */
  static JavaClasses classes() {
    return Classes.ALL;
  }

  /** Read once, when first asked for. */
  private static final class Classes {
    static final JavaClasses ALL = read();
  }

  private static JavaClasses read() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.harrier");
    assertThat(classes.size()).as("classes of the project").isGreaterThan(50);
    return classes;
  }

  /** Folder that holds the parent build file. */
  static Path root() {
    String given = System.getProperty("harrier.root");
    Path start = given == null ? Path.of("").toAbsolutePath() : Path.of(given);
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("server/pom.xml"))) {
        return folder;
      }
    }
    throw new AssertionError("no checkout at or above " + start);
  }

  /** Text of all files whose path, relative to the root and with slashes, is wanted. */
  static SortedMap<String, String> texts(Predicate<String> wanted) {
    SortedMap<String, String> texts = new TreeMap<>();
    Path root = root();
    try {
      Files.walkFileTree(root, new Reader(root, wanted, texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static final class Reader extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Predicate<String> wanted;
    private final SortedMap<String, String> texts;

    Reader(Path root, Predicate<String> wanted, SortedMap<String, String> texts) {
      this.root = root;
      this.wanted = wanted;
      this.texts = texts;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return NOT_OURS.contains(folder.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (attributes.isRegularFile() && attributes.size() <= TEXT_BYTES_MAX && wanted.test(path)) {
        text(file).ifPresent(text -> texts.put(path, text));
      }
      return FileVisitResult.CONTINUE;
    }

    private static Optional<String> text(Path file) throws IOException {
      try {
        return Optional.of(Files.readString(file));
      } catch (MalformedInputException e) {
        return Optional.empty(); // not text
      }
    }
  }
}
