package dev.harrier.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that only the source shows. */
class SourceStyleTest {

  /** Kinds of code, not subjects. */
  private static final Set<String> FORBIDDEN_NAMES =
      Set.of(
          "util",
          "utils",
          "impl",
          "model",
          "models",
          "service",
          "services",
          "dto",
          "helper",
          "helpers",
          "common",
          "misc");

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:(?:final|sealed|non-sealed|abstract|static|strictfp) )*(?:class|record|enum|interface|@interface) (\\w+)",
          Pattern.MULTILINE);

  /**
   * A path of somebody's machine: absolute, under one of the folders where people keep their work.
   */
  private static final Pattern LOCAL_PATH =
      Pattern.compile(
          "(?<![\\w.$})<~-])/(?:"
              + String.join("|", "tmp", "work", "root", "home", "Users")
              + ")/[\\w.]+");

  private static final SortedMap<String, String> MAIN_SOURCES =
      Project.texts(path -> path.contains("/src/main/java/") && path.endsWith(".java"));

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    List<String> faults = new ArrayList<>();
    for (String folder : folders(MAIN_SOURCES)) {
      String text = MAIN_SOURCES.getOrDefault(folder + "/package-info.java", "");
      packageInfoFaults(text).forEach(fault -> faults.add(folder + "/package-info.java: " + fault));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aBarePackageInfoIsSeen() {
    assertThat(packageInfoFaults("package dev.harrier.x;"))
        .containsExactly("no text", "not @NullMarked");
  }

  @Test
  void packagesAreNamedBySubject() {
    assertThat(folders(MAIN_SOURCES)).noneMatch(SourceStyleTest::namedByKind);
  }

  @Test
  void aPackageNamedByKindIsSeen() {
    assertThat(namedByKind("core/src/main/java/dev/harrier/util")).isTrue();
  }

  @Test
  void everyPublicTypeHasJavadoc() {
    List<String> bare = new ArrayList<>();
    MAIN_SOURCES.forEach(
        (path, text) -> typesWithoutJavadoc(text).forEach(name -> bare.add(path + ": " + name)));
    assertThat(bare).isEmpty();
  }

  @Test
  void aPublicTypeWithoutJavadocIsSeen() {
    assertThat(typesWithoutJavadoc("import a.B;\n\n@Deprecated\npublic final class Bare {}\n"))
        .containsExactly("Bare");
    assertThat(typesWithoutJavadoc("/** What it is. */\n@Deprecated\npublic final class Told {}\n"))
        .isEmpty();
  }

  @Test
  void noFileNamesAPathOfSomebodysMachine() {
    Pattern kinds =
        Pattern.compile(
            ".*\\.(java|md|xml|sml|ya?ml|txt|json|jsonl|properties|sh)|harrier|.ci/run|mvnw");
    List<String> found = new ArrayList<>();
    Project.texts(path -> kinds.matcher(path).matches())
        .forEach((path, text) -> localPaths(text).forEach(local -> found.add(path + ": " + local)));
    assertThat(found).isEmpty();
  }

  @Test
  void aLocalPathIsSeen() {
    assertThat(localPaths("see " + "/" + "home/ada/notes.txt")).containsExactly("/" + "home/ada");
    assertThat(localPaths("https://example.com/" + "home/ada")).isEmpty();
  }

  private static Set<String> folders(Map<String, String> sources) {
    Set<String> folders = new TreeSet<>();
    sources.keySet().forEach(path -> folders.add(path.substring(0, path.lastIndexOf('/'))));
    assertThat(folders).isNotEmpty();
    return folders;
  }

  private static boolean namedByKind(String folder) {
    return FORBIDDEN_NAMES.contains(folder.substring(folder.lastIndexOf('/') + 1));
  }

  private static List<String> packageInfoFaults(String text) {
    List<String> faults = new ArrayList<>();
    if (!text.contains("/**")) {
      faults.add("no text");
    }
    if (!text.contains("@NullMarked")) {
      faults.add("not @NullMarked");
    }
    return faults;
  }

  private static List<String> typesWithoutJavadoc(String text) {
    List<String> bare = new ArrayList<>();
    Matcher type = PUBLIC_TYPE.matcher(text);
    while (type.find()) {
      if (!endsWithJavadoc(text.substring(0, type.start()))) {
        bare.add(type.group(1));
      }
    }
    return bare;
  }

  /** True if a comment of documentation stands last, annotations aside. */
  private static boolean endsWithJavadoc(String before) {
    String rest = before.strip();
    int comment = rest.lastIndexOf("*/");
    if (comment < 0 || rest.lastIndexOf("/**") < rest.lastIndexOf("/* ")) {
      return false;
    }
    String after = rest.substring(comment + 2);
    return !after.contains(";") && (after.isBlank() || after.strip().startsWith("@"));
  }

  private static List<String> localPaths(String text) {
    List<String> found = new ArrayList<>();
    Matcher path = LOCAL_PATH.matcher(text);
    while (path.find()) {
      found.add(path.group());
    }
    return found;
  }
}
