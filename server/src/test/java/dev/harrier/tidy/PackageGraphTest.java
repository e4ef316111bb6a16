package dev.harrier.tidy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom: no cycles between packages, modules and core's packages in one direction. */
class PackageGraphTest {

  /** The packages of learn and core, then the modules: each knows only those before it. */
  private static final List<String> ORDER =
      List.of(
          "dev.harrier.json..",
          "dev.harrier.learn..",
          "dev.harrier.event..",
          "dev.harrier.feature..",
          "dev.harrier.label..",
          "dev.harrier.decision..",
          "dev.harrier.enforce..",
          "dev.harrier.rule..",
          "dev.harrier.engine..",
          "dev.harrier.sim..",
          "dev.harrier.detect..",
          "dev.harrier.lang..",
          "dev.harrier.runtime..",
          "dev.harrier.server..");

  private static final JavaClasses PROJECT = Project.classes();

  @Test
  void noTwoPackagesDependOnEachOther() {
    assertThat(violations(noCycles("dev.harrier.(**)"), PROJECT)).isEmpty();
  }

  @Test
  void aCycleOfPackagesIsSeen() {
    JavaClasses cycle = new ClassFileImporter().importPackages("dev.harrier.tidy.broken.cycle");

    assertThat(violations(noCycles("dev.harrier.(**)"), cycle)).isNotEmpty();
  }

  @Test
  void everyPackageKnowsOnlyThoseBeneathIt() {
    for (int lower = 0; lower < ORDER.size(); lower++) {
      assertThat(
              violations(
                  knowsNone(ORDER.get(lower), ORDER.subList(lower + 1, ORDER.size())), PROJECT))
          .isEmpty();
    }
  }

  /** Measured on a simulator that knows them, detectors find what they were made to find. */
  @Test
  void theSimulatorKnowsEventsAndNothingElse() {
    ArchRule alone =
        noClasses()
            .that()
            .resideInAPackage("dev.harrier.sim..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.harrier..")
                    .and(not(resideInAnyPackage("dev.harrier.sim..", "dev.harrier.json.."))));

    assertThat(violations(alone, PROJECT)).isEmpty();
  }

  @Test
  void aPackageThatKnowsOneAboveItIsSeen() {
    ArchRule upsideDown = knowsNone("dev.harrier.rule..", List.of("dev.harrier.decision.."));

    assertThat(violations(upsideDown, PROJECT)).isNotEmpty();
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    List<String> roots = ORDER.stream().map(name -> name.replace("..", "")).toList();

    assertThat(PROJECT)
        .allSatisfy(
            type -> assertThat(roots).anyMatch(root -> type.getPackageName().startsWith(root)));
  }

  private static ArchRule noCycles(String pattern) {
    return slices().matching(pattern).should().beFreeOfCycles();
  }

  private static ArchRule knowsNone(String lower, List<String> higher) {
    return noClasses()
        .that()
        .resideInAPackage(lower)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(higher.toArray(String[]::new))
        .allowEmptyShould(true);
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }
}
