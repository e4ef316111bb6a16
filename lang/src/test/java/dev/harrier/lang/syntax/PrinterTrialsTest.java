package dev.harrier.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.trial.Trials;
import org.junit.jupiter.api.Test;

final class PrinterTrialsTest {
  @Test
  void whatIsPrintedIsParsedToTheSameTree() {
    Trials.run(
        4_000,
        1,
        seed -> {
          Tree.Unit unit = new RandomTree(seed).unit();
          String text = Printer.print(unit);
          Parser.Result parsed = Parser.parse(new SourceFile("main.sml", text));
          assertThat(parsed.diagnostics()).as(text).isEmpty();
          assertThat(parsed.unit()).isNotNull();
          assertThat(withoutPlaces(parsed.unit())).as(text).isEqualTo(withoutPlaces(unit));
        });
  }

  @Test
  void bracketsStandOnlyWhereTheTreeNeedsThem() {
    assertThat(again("X = ((-(2)) ** 2) + (1 * 3)\n")).isEqualTo("X = (-2) ** 2 + 1 * 3\n");
    assertThat(again("X = -(2 ** -(1))\n")).isEqualTo("X = -2 ** -1\n");
    assertThat(again("X = (a - b) - (c - d)\n")).isEqualTo("X = a - b - (c - d)\n");
    assertThat(again("X = (2 ** 3) ** (2 ** 3)\n")).isEqualTo("X = (2 ** 3) ** 2 ** 3\n");
    assertThat(again("X = not ((a == b) and (c or d))\n"))
        .isEqualTo("X = not (a == b and (c or d))\n");
    assertThat(again("X = (a == b) == c\n")).isEqualTo("X = (a == b) == c\n");
  }

  @Test
  void aUnionIsPrintedAsOne() {
    assertThat(again("X: int | str|None = f(a = 1,)\n"))
        .isEqualTo("X: int | str | None = f(a=1)\n");
  }

  private static String again(String source) {
    Tree.Unit unit = Parser.parse(new SourceFile("main.sml", source)).unit();
    assertThat(unit).isNotNull();
    return Printer.print(unit);
  }

  private static String withoutPlaces(Tree.Unit unit) {
    return unit.statements().toString().replaceAll("span=main\\.sml:\\d+:\\d+", "");
  }
}
