package dev.harrier.lang.value;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.util.VersionInfo;
import dev.harrier.decision.Effect;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as text: Python's {@code str}, {@code repr} and {@code str.format}. */
public final class Text {
  /** Longest int that Python 3.11 writes in decimal. */
  public static final int MAX_DIGITS = 4_300;

  /** The Unicode version of CPython 3.11; later characters count as unassigned. */
  private static final VersionInfo UNICODE = VersionInfo.getInstance(14);

  private Text() {}

  /** {@code str(value)}. */
  public static String str(@Nullable Object value) {
    return value instanceof String text ? text : repr(value);
  }

  /** {@code repr(value)}. */
  public static String repr(@Nullable Object value) {
    if (value instanceof Long number) {
      return number.toString();
    }
    StringBuilder out = new StringBuilder();
    repr(value, out);
    return out.toString();
  }

  /** Appends {@code repr(value)}. */
  public static void repr(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("None");
      case Boolean flag -> out.append(flag ? "True" : "False");
      case Long number -> out.append(number.longValue());
      case BigInteger number -> out.append(digits(number));
      case Double number -> out.append(real(number));
      case String text -> quote(text, out);
      case List<?> list -> list(list, out);
      case EntityValue entity -> {
        quote(entity.type(), out.append("EntityT(type="));
        repr(entity.id(), out.append(", id="));
        out.append(')');
      }
      case TimeDeltaValue delta ->
          out.append("TimeDeltaT(").append(real(delta.seconds())).append(')');
      case RuleValue rule -> {
        quote(rule.name(), out.append("RuleT(name="));
        repr(rule.value(), out.append(", value="));
        out.append(')');
      }
      case ExperimentValue experiment -> list(experiment.feature(), out);
      case Arithmetic.Complex complex -> complex(complex, out);
      default -> out.append(typeName(value));
    }
  }

  private static void list(List<?> list, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      repr(list.get(i), out);
    }
    out.append(']');
  }

  private static void complex(Arithmetic.Complex value, StringBuilder out) {
    out.append('(').append(part(value.real()));
    if (value.imaginary() >= 0) {
      out.append('+');
    }
    out.append(part(value.imaginary())).append("j)");
  }

  private static String part(double value) {
    String text = real(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String digits(BigInteger number) {
    // 4,300 digits are 14,284 bits: below 14,000 no need to look
    String text = number.bitLength() > 15_000 ? "" : number.toString();
    if (text.isEmpty() || text.length() - (number.signum() < 0 ? 1 : 0) > MAX_DIGITS) {
      throw NodeFailure.counted(
          "ValueError", "an int of more than " + MAX_DIGITS + " digits cannot be written");
    }
    return text;
  }

  /**
   * {@code repr} of a float: the shortest digits that read back as the same float, {@code 1e+16},
   * {@code nan}, {@code -inf}.
   */
  public static String real(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    return (value < 0 ? "-" : "") + place(digits, point);
  }

  /** Java never writes fewer than two digits; where one is enough, Python writes one. */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      BigDecimal single = decimal.round(new java.math.MathContext(1));
      return single.doubleValue() == value ? single.stripTrailingZeros() : decimal;
    }
    return decimal;
  }

  private static String place(String digits, int point) {
    if (point > 16 || point < -3) {
      int exponent = point - 1;
      String mantissa =
          digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      String size = String.valueOf(Math.abs(exponent));
      return mantissa + (exponent < 0 ? "e-" : "e+") + (size.length() < 2 ? "0" : "") + size;
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (digits.length() <= point) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /**
   * Appends {@code repr} of a text: single quotes unless it holds one and no double one; what
   * cannot be printed is escaped.
   */
  public static void quote(String text, StringBuilder out) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      escape(point, quote, out);
    }
    out.append(quote);
  }

  private static void escape(int point, char quote, StringBuilder out) {
    if (point == quote || point == '\\') {
      out.append('\\').append((char) point);
    } else if (point == '\n') {
      out.append("\\n");
    } else if (point == '\r') {
      out.append("\\r");
    } else if (point == '\t') {
      out.append("\\t");
    } else if (printable(point)) {
      out.appendCodePoint(point);
    } else if (point < 0x100) {
      out.append("\\x").append("%02x".formatted(point));
    } else if (point < 0x10000) {
      out.append("\\u").append("%04x".formatted(point));
    } else {
      out.append("\\U").append("%08x".formatted(point));
    }
  }

  /**
   * Whether Python prints the character as it is: ASCII space and whatever is no separator,
   * control, surrogate, private or unassigned.
   */
  public static boolean printable(int point) {
    if (point < 0x7f) {
      return point >= 0x20;
    }
    return switch (UCharacter.getType(point)) {
      case ECharacterCategory.CONTROL,
          ECharacterCategory.FORMAT,
          ECharacterCategory.SURROGATE,
          ECharacterCategory.PRIVATE_USE,
          ECharacterCategory.UNASSIGNED,
          ECharacterCategory.SPACE_SEPARATOR,
          ECharacterCategory.LINE_SEPARATOR,
          ECharacterCategory.PARAGRAPH_SEPARATOR ->
          false;
      default -> UCharacter.getAge(point).compareTo(UNICODE) <= 0;
    };
  }

  /**
   * Fills a format string.
   *
   * @param template names in braces, braces doubled
   * @param values one per name, in the order of the names in the template
   */
  public static String format(String template, List<?> values) {
    StringBuilder out = new StringBuilder(template.length() + 16 * values.size());
    int next = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '{' && c != '}') {
        out.append(c);
      } else if (i + 1 < template.length() && template.charAt(i + 1) == c) {
        out.append(c);
        i++;
      } else if (c == '{') {
        out.append(str(values.get(next++)));
        i = template.indexOf('}', i);
      }
    }
    if (out.length() > Arithmetic.MAX_TEXT) {
      throw NodeFailure.counted(
          "MemoryError",
          "the text is longer than "
              + Arithmetic.MAX_TEXT
              + " characters, at most that many are built");
    }
    return out.toString();
  }

  /** The language's name of the value's type. */
  public static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean b -> "bool";
      case Long l -> "int";
      case BigInteger i -> "int";
      case Double d -> "float";
      case String s -> "str";
      case List<?> l -> "list";
      case EntityValue e -> "EntityT";
      case RuleValue r -> "RuleT";
      case TimeDeltaValue t -> "TimeDeltaT";
      case ExperimentValue e -> "ExperimentT";
      case Arithmetic.Complex c -> "complex";
      case Effect.ChangeLabel e -> "LabelEffect";
      case Effect.DeclareVerdict e -> "VerdictEffect";
      case Effect.External e -> e.kind();
      case Effect.Enforce e -> "EnforceEffect";
      case Effect.Review e -> "ReviewEffect";
      default -> value.getClass().getSimpleName();
    };
  }
}
