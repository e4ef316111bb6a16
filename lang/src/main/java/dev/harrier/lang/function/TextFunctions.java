package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.function.Function.Problem;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Numerals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's string methods, by code point. */
public final class TextFunctions {
  static final List<Function> ALL =
      List.of(
          function("StringLength", INT, "Returns the number of characters of a text.")
              .takes("s", STR, "the text")
              .costs(4)
              .example("StringLength(s='día 😀')", "5")
              .code(TextFunctions.class),
          function("StringToLower", STR, "Returns the text in lower case.")
              .takes("s", STR, "the text")
              .costs(40)
              .example("StringToLower(s='ÀB')", "'àb'")
              .code(TextFunctions.class),
          function("StringToUpper", STR, "Returns the text in upper case.")
              .takes("s", STR, "the text")
              .costs(60)
              .example("StringToUpper(s='straße')", "'STRASSE'")
              .code(TextFunctions.class),
          function("StringStartsWith", BOOL, "Returns whether the text begins with another.")
              .takes("s", STR, "the text")
              .takes("start", STR, "its expected beginning")
              .costs(5)
              .example("StringStartsWith(s='abc', start='ab')", "True")
              .code(TextFunctions.class),
          function("StringEndsWith", BOOL, "Returns whether the text ends with another.")
              .takes("s", STR, "the text")
              .takes("end", STR, "its expected end")
              .costs(5)
              .example("StringEndsWith(s='abc', end='ab')", "False")
              .code(TextFunctions.class),
          function(
                  "StringStrip", STR, "Returns the text without the given characters at both ends.")
              .takes("s", STR, "the text")
              .optional("chars", optional(STR), null, "the characters; white space if None")
              .costs(15)
              .example("StringStrip(s='  a b ')", "'a b'")
              .code(TextFunctions.class),
          function("StringLStrip", STR, "Returns the text without the given characters in front.")
              .takes("s", STR, "the text")
              .optional("chars", optional(STR), null, "the characters; white space if None")
              .costs(15)
              .example("StringLStrip(s='xxaxx', chars='x')", "'axx'")
              .code(TextFunctions.class),
          function("StringRStrip", STR, "Returns the text without the given characters at its end.")
              .takes("s", STR, "the text")
              .optional("chars", optional(STR), null, "the characters; white space if None")
              .costs(15)
              .example("StringRStrip(s='xxaxx', chars='x')", "'xxa'")
              .code(TextFunctions.class),
          function(
                  "StringReplace",
                  STR,
                  "Returns the text with every occurrence of a part replaced.")
              .takes("s", STR, "the text")
              .takes("old", STR, "what is replaced")
              .takes("new", STR, "what stands in its place")
              .costs(100)
              .example("StringReplace(s='aba', old='a', new='x')", "'xbx'")
              .code(TextFunctions.class),
          function("StringJoin", STR, "Returns the texts joined by a separator.")
              .takes("s", STR, "the separator")
              .takes("iterable", listOf(STR), "the texts")
              .costs(80)
              .example("StringJoin(s=', ', iterable=['a', 'b'])", "'a, b'")
              .code(TextFunctions.class),
          function(
                  "StringSplit",
                  listOf(STR),
                  "Returns the parts of a text between separators. An empty separator is a counted"
                      + " failure.")
              .takes("s", STR, "the text")
              .optional("sep", optional(STR), null, "the separator; runs of white space if None")
              .optional("maxsplit", INT, -1L, "most splits to make; all if negative")
              .costs(150)
              .example("StringSplit(s=' a  b ')", "['a', 'b']")
              .example("StringSplit(s='a,b,c', sep=',', maxsplit=1)", "['a', 'b,c']")
              .example("StringSplit(s='a', sep='')", "error")
              .code(TextFunctions.class),
          function(
                  "StringSlice",
                  STR,
                  "Returns the characters from `start` up to, not including, `end`.")
              .takes("s", STR, "the text")
              .constant("start", INT, "index of the first character, from 0")
              .constant("end", INT, "index after the last character")
              .costs(15)
              .prepares((constants, site) -> Slice.of(new Constants(constants)))
              .example("StringSlice(s='abcdef', start=1, end=3)", "'bc'")
              .code(TextFunctions.class));

  private TextFunctions() {}

  public static long stringLength(String s) {
    return CodePoints.length(s);
  }

  public static String stringToLower(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    // As many bytes as characters: ASCII, but for lone surrogates, which become question marks.
    if (utf8.length != s.length()) {
      return s.toLowerCase(Locale.ROOT);
    }
    for (int i = 0; i < utf8.length; i++) {
      int c = utf8[i];
      if (c == '?' && s.charAt(i) != '?') {
        return s.toLowerCase(Locale.ROOT);
      }
      utf8[i] = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return new String(utf8, StandardCharsets.ISO_8859_1);
  }

  public static String stringToUpper(String s) {
    return s.toUpperCase(Locale.ROOT);
  }

  public static boolean stringStartsWith(String s, String start) {
    return CodePoints.startsWith(s, start);
  }

  public static boolean stringEndsWith(String s, String end) {
    return CodePoints.endsWith(s, end);
  }

  public static String stringStrip(String s, @Nullable Object chars) {
    int from = strippedStart(s, (String) chars);
    return s.substring(from, strippedEnd(s, (String) chars, from));
  }

  public static String stringLStrip(String s, @Nullable Object chars) {
    return s.substring(strippedStart(s, (String) chars));
  }

  public static String stringRStrip(String s, @Nullable Object chars) {
    return s.substring(0, strippedEnd(s, (String) chars, 0));
  }

  private static int strippedStart(String s, @Nullable String chars) {
    int at = 0;
    while (at < s.length()) {
      int c = s.codePointAt(at);
      if (!stripped(c, chars)) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static int strippedEnd(String s, @Nullable String chars, int from) {
    int at = s.length();
    while (at > from) {
      int c = s.codePointBefore(at);
      if (!stripped(c, chars)) {
        break;
      }
      at -= Character.charCount(c);
    }
    return at;
  }

  private static boolean stripped(int c, @Nullable String chars) {
    return chars == null ? Numerals.space(c) : chars.indexOf(c) >= 0;
  }

  public static String stringReplace(String s, String old, String replacement) {
    if (old.isEmpty()) {
      return interleaved(s, replacement);
    }
    int at = CodePoints.indexOf(s, old, 0);
    if (at < 0) {
      return s;
    }
    StringBuilder out = new StringBuilder(s.length());
    int done = 0;
    while (at >= 0) {
      out.append(s, done, at).append(replacement);
      done = at + old.length();
      at = CodePoints.indexOf(s, old, done);
    }
    return out.append(s, done, s.length()).toString();
  }

  private static String interleaved(String s, String between) {
    StringBuilder out = new StringBuilder(between);
    s.codePoints().forEach(c -> out.appendCodePoint(c).append(between));
    return out.toString();
  }

  public static String stringJoin(String separator, List<?> texts) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      if (!(texts.get(i) instanceof String text)) {
        throw NodeFailure.counted("TypeError", "item " + i + " of the list to join is not a text");
      }
      out.append(i == 0 ? "" : separator).append(text);
    }
    return out.toString();
  }

  public static List<?> stringSplit(String s, @Nullable Object separator, long splitsMax) {
    long max = splitsMax < 0 ? Long.MAX_VALUE : splitsMax;
    if (separator == null) {
      return splitOnSpace(s, max);
    }
    String between = (String) separator;
    if (between.isEmpty()) {
      throw NodeFailure.counted("ValueError", "the separator is empty");
    }
    return splitOn(s, between, max);
  }

  private static List<String> splitOn(String s, String separator, long max) {
    List<String> parts = new ArrayList<>();
    int done = 0;
    while (parts.size() < max) {
      int at = CodePoints.indexOf(s, separator, done);
      if (at < 0) {
        break;
      }
      parts.add(s.substring(done, at));
      done = at + separator.length();
    }
    parts.add(s.substring(done));
    return Collections.unmodifiableList(parts);
  }

  static List<String> splitOnSpace(String s, long max) {
    List<String> parts = new ArrayList<>();
    int at = spacesFrom(s, 0);
    while (at < s.length()) {
      int end = parts.size() < max ? wordFrom(s, at) : s.length();
      parts.add(s.substring(at, end));
      at = spacesFrom(s, end);
    }
    return Collections.unmodifiableList(parts);
  }

  private static int spacesFrom(String s, int from) {
    int at = from;
    while (at < s.length() && Numerals.space(s.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordFrom(String s, int from) {
    int at = from;
    while (at < s.length() && !Numerals.space(s.charAt(at))) {
      at++;
    }
    return at;
  }

  public static String stringSlice(Slice slice, String s) {
    int from = CodePoints.offset(s, slice.start());
    return s.substring(from, Math.max(from, CodePoints.offset(s, slice.end())));
  }

  /** A range of code points. */
  public record Slice(long start, long end) {
    static Slice of(Constants constants) throws BadArgument {
      long start = constants.integer("start");
      long end = constants.integer("end");
      List<Problem> problems = new ArrayList<>();
      if (start < 0) {
        problems.add(problem("start", "`start` must be a non-negative integer"));
      }
      if (end < 0) {
        problems.add(problem("end", "`end` must be a non-negative integer"));
      }
      if (start > end) {
        problems.add(problem("start", "`start` must be less than or equal to `end`"));
      }
      if (!problems.isEmpty()) {
        throw new BadArgument(problems);
      }
      return new Slice(start, end);
    }

    private static Problem problem(String argument, String hint) {
      return new Problem(argument, "invalid `" + argument + "`", List.of(hint));
    }
  }
}
