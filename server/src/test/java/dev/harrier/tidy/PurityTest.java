package dev.harrier.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No clock, no randomness, no thread, no input or output in core, learn, detect and lang. */
class PurityTest {

  /** A class is impure that so much as names one of these, or anything in one of these packages. */
  private static final List<String> FORBIDDEN_TYPES =
      List.of(
          "java.io.Console",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.net.DatagramSocket",
          "java.net.HttpURLConnection",
          "java.net.InetAddress",
          "java.net.ServerSocket",
          "java.net.Socket",
          "java.net.URL",
          "java.net.URLConnection",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Timer",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.ExecutorService",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ThreadLocalRandom");

  private static final List<String> FORBIDDEN_PACKAGES =
      List.of("java.net.http", "java.nio.channels", "java.nio.file", "java.sql", "javax.net");

  private static final Set<String> FORBIDDEN_MEMBERS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.err",
          "java.lang.System.getenv",
          "java.lang.System.in",
          "java.lang.System.nanoTime",
          "java.lang.System.out",
          "java.util.UUID.randomUUID");

  @ParameterizedTest
  @ValueSource(strings = {"json", "event", "label", "decision", "rule", "lang", "learn", "detect"})
  void corePackagesAndTheLanguageArePure(String name) {
    assertThat(impurities(Project.classes(), "dev.harrier." + name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WallClock",
        "Nanos",
        "Now",
        "UnseededRandom",
        "MathRandom",
        "RandomId",
        "OwnThread",
        "ReadsFile",
        "AsksNetwork",
        "Prints"
      })
  void everyKindOfImpurityIsSeen(String culprit) {
    assertThat(impuritiesOfFixture(culprit)).isNotEmpty();
  }

  @Test
  void aSeededGeneratorIsPure() {
    assertThat(impuritiesOfFixture("SeededRandom")).isEmpty();
  }

  private static List<String> impuritiesOfFixture(String name) {
    String home = "dev.harrier.tidy.broken.impure";
    JavaClasses broken = new ClassFileImporter().importPackages(home);
    return impurities(List.of(broken.get(home + ".Impure$" + name)));
  }

  private static List<String> impurities(JavaClasses classes, String home) {
    Predicate<JavaClass> within =
        type -> type.getPackageName().equals(home) || type.getPackageName().startsWith(home + ".");
    List<JavaClass> chosen = classes.stream().filter(within).toList();
    assertThat(chosen).as("classes of %s", home).isNotEmpty();
    return impurities(chosen);
  }

  private static List<String> impurities(Collection<JavaClass> classes) {
    List<String> found = new ArrayList<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        if (forbiddenType(dependency.getTargetClass())) {
          found.add(dependency.getDescription());
        }
      }
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (forbiddenMember(access.getTarget())) {
          found.add(access.getDescription());
        }
      }
    }
    return found;
  }

  private static boolean forbiddenType(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    return FORBIDDEN_TYPES.contains(name)
        || FORBIDDEN_PACKAGES.stream().anyMatch(home -> name.startsWith(home + "."));
  }

  private static boolean forbiddenMember(AccessTarget target) {
    String owner = target.getOwner().getName();
    return FORBIDDEN_MEMBERS.contains(owner + "." + target.getName())
        || owner.startsWith("java.time.") && target.getName().equals("now")
        || owner.equals("java.util.Random") && isConstructorWithoutSeed(target);
  }

  private static boolean isConstructorWithoutSeed(AccessTarget target) {
    return target instanceof AccessTarget.ConstructorCallTarget made
        && made.getRawParameterTypes().isEmpty();
  }
}
