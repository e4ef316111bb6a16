package dev.harrier.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Expression;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParserTest {
  private static Parser.Result parse(String text) {
    return Parser.parse(new SourceFile("main.sml", text));
  }

  private static Expression value(String expression) {
    Parser.Result result = parse("X = " + expression + "\n");
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.unit()).isNotNull();
    return ((Assign) result.unit().statements().getFirst()).value();
  }

  private static Diagnostic refusal(String text) {
    Parser.Result result = parse(text);
    assertThat(result.unit()).isNull();
    assertThat(result.diagnostics()).hasSize(1);
    return result.diagnostics().getFirst();
  }

  /** Prints an expression with all its brackets. */
  private static String shape(Expression e) {
    return switch (e) {
      case Tree.Name n -> n.identifier();
      case Tree.IntLiteral n -> n.value().toString();
      case Tree.FloatLiteral n -> String.valueOf(n.value());
      case Tree.BoolLiteral n -> String.valueOf(n.value());
      case Tree.NoneLiteral n -> "None";
      case Tree.StringLiteral n -> "'" + n.value() + "'";
      case Tree.FormatString n -> "f'" + n.template() + "'";
      case Tree.ListLiteral n -> n.items().stream().map(ParserTest::shape).toList().toString();
      case Tree.Call n ->
          shape(n.function())
              + n.arguments().stream().map(a -> a.name() + "=" + shape(a.value())).toList();
      case Tree.Attribute n -> shape(n.target()) + "." + n.name();
      case Tree.Binary n -> "(" + shape(n.left()) + n.operator().symbol() + shape(n.right()) + ")";
      case Tree.Unary n -> "(" + n.operator().symbol() + " " + shape(n.operand()) + ")";
      case Tree.Compare n ->
          "(" + shape(n.left()) + " " + n.operator().symbol() + " " + shape(n.right()) + ")";
      case Tree.BooleanOperation n ->
          "("
              + String.join(
                  " " + n.operator().symbol() + " ",
                  n.operands().stream().map(ParserTest::shape).toList())
              + ")";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "-2**2 ~ (- (2**2))",
        "2**-1 ~ (2**(- 1))",
        "2**3**2 ~ (2**(3**2))",
        "1-2-3 ~ ((1-2)-3)",
        "1|2^3&4<<1 ~ (1|(2^(3&(4<<1))))",
        "not a == b ~ (not (a == b))",
        "1 | 2 == 3 ~ ((1|2) == 3)",
        "a and b and c or d ~ ((a and b and c) or d)",
        "a not in [b] ~ (a not in [b])",
        "(a)(x=1, **k) ~ a[x=1]",
        "0x1F + 1_000 ~ (31+1000)",
        "1e3 ~ 1000.0",
      })
  void operatorsBindAsInPython(String text, String shape) {
    assertThat(shape(value(text))).isEqualTo(shape);
  }

  @Test
  void adjacentStringsAreOneAndEscapesAreRead() {
    assertThat(shape(value("'a' \"b\" r'\\n'"))).isEqualTo("'ab\\n'");
    assertThat(shape(value("'\\x41\\u00e9\\101\\N{BULLET}\\q'"))).isEqualTo("'AéA•\\q'");
    assertThat(shape(value("'''a\nb'''"))).isEqualTo("'a\nb'");
  }

  @Test
  void bracesOfAFormatStringStayDoubledInItsTemplate() {
    assertThat(shape(value("f'{A}{{x}}' '{y}'"))).isEqualTo("f'{A}{{x}}{{y}}'");
  }

  @Test
  void columnsCountBytes() {
    Tree.Binary sum = (Tree.Binary) value("'é😀' + b");
    assertThat(sum.span().column()).isEqualTo(4);
    assertThat(sum.right().span().column()).isEqualTo(15);
  }

  @Test
  void aBinaryOperationStartsAtItsFirstBracket() {
    Tree.Binary sum = (Tree.Binary) value("(1) + 2");
    assertThat(sum.span().column()).isEqualTo(4);
    assertThat(sum.left().span().column()).isEqualTo(5);
  }

  @Test
  void aNameInAFormatStringHasItsOwnPlace() {
    Tree.FormatString format = (Tree.FormatString) value("'é' f'{A} {B}'");
    assertThat(format.span().column()).isEqualTo(4);
    assertThat(format.names()).extracting(name -> name.span().column()).containsExactly(12, 16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "X = {1} ~ 1:4 unexpected node type `Set`",
        "X = 1 if a else 2 ~ 1:4 unexpected node type `IfExp`",
        "X = a[0] ~ 1:4 unexpected node type `Subscript`",
        "X += 1 ~ 1:0 unexpected node type `AugAssign`",
        "import os ~ 1:0 unexpected node type `Import`",
        "a = b = 1 ~ 1:0 an assignment can only have a single target",
        "a.b = 1 ~ 1:0 expected `Name`, got `Attribute`",
        "(a): int = 1 ~ 1:0 expected simple Annotated Assignment",
        "a: int ~ 1:0 assignment must have a value",
        "F(1) ~ 1:0 functions with non-keyword arguments are not supported",
        "X = 1 < x < 3 ~ 1:4 only binary comparisons are supported",
        "x ~ 1:0 a bare expression is not allowed, unless it is a function call",
        "X = a @ b ~ 1:4 unsupported operator `MatMult` encountered",
        "X = [+a] ~ 1:5 unsupported unary operator `UAdd` encountered",
        "X = a is b ~ 1:4 unsupported comparator `Is` encountered",
        "X = b'\\xff' ~ 1:4 unexpected constant `b'\\xff'`",
        "X = 2.50j ~ 1:4 unexpected constant `2.5j`",
        "X = ... ~ 1:4 unexpected constant `Ellipsis`",
        "X = f'{a:>3}' ~ 1:7 a format string cannot have a format spec",
        "X = f'{a+1}' ~ 1:7 a format string can only interpolate a `Name`",
        "X: [int] = 1 ~ 1:0 unexpected node: `List`",
        "X: Union[int, None] = a ~ 1:14 expected `Name`, got `Constant`",
      })
  void whatTheLanguageDoesNotHaveIsRefusedByItsPythonName(String text, String refusal) {
    Diagnostic found = refusal(text + "\n");
    assertThat(found.span().line() + ":" + found.span().column() + " " + found.message())
        .isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "X = [1 ~ 1:4 '[' was never closed",
        "X = ] ~ 1:4 unmatched ']'",
        "X = [1 2] ~ 1:5 invalid syntax. Perhaps you forgot a comma?",
        "X = 1 2 ~ 1:6 invalid syntax",
        "X = 'abc ~ 1:4 unterminated string literal (detected at line 1)",
        "X = 1__0 ~ 1:5 invalid decimal literal",
        "X = 0_7 ~ 1:4 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        "(X = 1) ~ 1:1 invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
        "X = {1: } ~ 1:6 expression expected after dictionary key and ':'",
        "X = f'{}' ~ 1:9 f-string: empty expression not allowed",
      })
  void whatIsNoPythonIsSaidAsPythonSaysIt(String text, String fault) {
    Diagnostic found = refusal(text + "\n");
    assertThat(found.span().line() + ":" + found.span().column() + " " + found.message())
        .isEqualTo(fault);
  }

  @Test
  void aSyntaxErrorColumnCountsCharacters() {
    assertThat(refusal("X = ['é😀' $]\n").span().column()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# only a comment",
        "\n\n",
        "X = 1;",
        "\fX = 1\n",
        "X = (1 +\n\n  # c\n  1)\n",
        "X = 1\r\nY = 2\r\n"
      })
  void layoutIsFree(String text) {
    assertThat(parse(text).diagnostics()).isEmpty();
  }

  @Test
  void unionsAreFlatAndOptionalWhenTheyEndInNone() {
    assertThat(annotation("int | str")).isEqualTo("Union[int, str]");
    assertThat(annotation("int | str | None")).isEqualTo("Optional[int, str, None]");
    assertThat(annotation("List[str] | None")).isEqualTo("Optional[str, None]");
    assertThat(annotation("int + str")).isEqualTo("Union[int, str]");
    assertThat(annotation("Secret[List[int]]")).isEqualTo("Secret[List[int]]");
  }

  private static String annotation(String text) {
    Parser.Result result = parse("X: " + text + " = f\n");
    assertThat(result.unit()).isNotNull();
    return shape(((Assign) result.unit().statements().getFirst()).annotation());
  }

  private static String shape(Tree.Annotation annotation) {
    return switch (annotation) {
      case Tree.SimpleAnnotation simple -> simple.name();
      case Tree.GenericAnnotation generic ->
          generic.name() + generic.arguments().stream().map(ParserTest::shape).toList();
      case null -> "none";
    };
  }

  @Test
  void deepNestingIsRefusedAndDoesNotOverflow() {
    for (String open : List.of("(", "[", "-", "not ", "F(a=", "a or (", "f(a=[")) {
      Parser.Result result = parse("X = " + open.repeat(100_000) + "1\n");
      assertThat(result.diagnostics()).as(open).hasSize(1);
    }
  }

  @Test
  void anyTextHasATreeOrADiagnostic() {
    String[] words = {
      "X", "=", "1", "'", "\"", "f'", "{", "}", "(", ")", "[", "]", "\n", "  ", "\\", "#", "é", ",",
      ":", "if", "not", "and", "lambda", "def", ".", "**", "\u0001", "\ud800", "'''", "0x", "1_",
      "match", "case", "@", "!", "f\"{", "for", "in", "class", "with", "as", "try", "\t"
    };
    for (int seed = 0; seed < 30_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }
      Parser.Result result = parse(text.toString());
      assertThat(result.unit() == null)
          .as("seed %s: %s", seed, text)
          .isEqualTo(!result.diagnostics().isEmpty());
    }
  }
}
