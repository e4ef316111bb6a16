package dev.harrier.lang.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.trial.Trials;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.rule.Facts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every function promises: it is documented, its examples hold, and it is total and typed. */
final class FunctionContractTest {
  private static final int TRIALS = 150;

  @TestFactory
  Stream<DynamicTest> everyExampleHoldsInBothBackends() {
    return StandardFunctions.list().stream()
        .flatMap(function -> function.examples().stream())
        .map(
            example ->
                dynamicTest(
                    example.call(),
                    () -> {
                      for (Backend backend : Backend.values()) {
                        String found = ExampleProject.evaluated(example.call(), backend);
                        boolean none = found.equals("None") && example.result().equals("fails");
                        assertThat(none ? "fails" : found).isEqualTo(example.result());
                      }
                    }));
  }

  @Test
  void everyFunctionWithAPlainResultHasAnExample() {
    assertThat(StandardFunctions.list())
        .filteredOn(f -> !f.form() && f.returns() != Type.Special.EFFECT)
        .allSatisfy(f -> assertThat(f.examples()).as(f.name()).isNotEmpty());
  }

  @Test
  void everyFunctionSaysWhatItReturnsAndCosts() {
    assertThat(StandardFunctions.list())
        .allSatisfy(
            f -> {
              assertThat(f.doc()).as(f.name()).matches("(?s)[A-Z].*\\.");
              assertThat(f.costNanos()).as(f.name()).isPositive();
              assertThat(f.parameters())
                  .allSatisfy(
                      p -> assertThat(p.doc()).as(f.name()).doesNotEndWith(".").isNotBlank());
            });
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionIsTotalAndTyped() {
    return StandardFunctions.list().stream()
        .filter(function -> !function.form())
        .map(
            function ->
                dynamicTest(
                    function.name(),
                    () -> Trials.run(TRIALS, 1, seed -> call(function, new RandomValues(seed)))));
  }

  private static void call(Function function, RandomValues random) throws Throwable {
    List<@Nullable Object> arguments = new ArrayList<>();
    if (function.needsContext()) {
      arguments.add(
          new Context(ExampleProject.event(), new ExampleProject.ExampleFacts(), new Scoring()));
    }
    Function.Preparation preparation = function.preparation();
    if (preparation != null) {
      try {
        arguments.add(preparation.prepare(constants(function, random), random.site()));
      } catch (BadArgument e) {
        assertThat(e.problems()).allSatisfy(p -> assertThat(p.message()).doesNotEndWith("."));
        return;
      }
    }
    for (Parameter parameter : function.parameters()) {
      if (!parameter.constant()) {
        arguments.add(random.value(parameter.type()));
      }
    }
    if (function.extraKeywords()) {
      arguments.add(Map.of("control", List.of(true), "b", List.of(false)));
    }
    try {
      Object result = function.handle().invokeWithArguments(arguments);
      assertThat(RandomValues.isOf(result, function.returns()))
          .as("%s%s = %s", function.name(), arguments, result)
          .isTrue();
    } catch (NodeFailure failure) {
      assertThat(failure.silent() || !String.valueOf(failure.getMessage()).isEmpty()).isTrue();
    }
  }

  private static Map<String, @Nullable Object> constants(Function function, RandomValues random) {
    Map<String, @Nullable Object> constants = new LinkedHashMap<>();
    for (Parameter parameter : function.parameters()) {
      if (parameter.constant()) {
        constants.put(parameter.name(), random.constant(parameter));
      }
    }
    return constants;
  }

  private record Context(Event event, Facts facts, Scoring scoring) implements EventContext {}

  @Test
  void theReferencePageIsUpToDate() throws Exception {
    Path page = Path.of("../docs/functions.md");
    String generated = FunctionReference.markdown();
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(page, generated);
    }
    assertThat(Files.readString(page))
        .as("docs/functions.md is generated: run this test with -Dgolden=update and read the diff")
        .isEqualTo(generated);
  }

  @Test
  void noFunctionIsNamedTwice() {
    assertThat(StandardFunctions.list()).extracting(Function::name).doesNotHaveDuplicates();
    assertThat(StandardFunctions.all().keySet())
        .containsAll(Set.of("JsonData", "StringClean", "ExperimentWhen", "IncrementWindow"));
  }
}
