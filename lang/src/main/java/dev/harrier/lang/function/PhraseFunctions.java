package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Numerals;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Phrases in texts, and texts made of other values. */
public final class PhraseFunctions {
  static final List<Function> ALL =
      List.of(
          function(
                  "StringContains",
                  BOOL,
                  "Returns whether a text holds a phrase, as whole words unless `substrings`.")
              .takes("s", STR, "the text")
              .takes("phrase", STR, "the phrase")
              .optional("case_sensitive", BOOL, false, "whether case counts")
              .optional("substrings", BOOL, false, "whether a part of a word will do")
              .costs(80)
              .example("StringContains(s='Buy cheap pills', phrase='Cheap')", "True")
              .example("StringContains(s='cheapest', phrase='cheap')", "False")
              .example("StringContains(s='cheapest', phrase='cheap', substrings=True)", "True")
              .code(PhraseFunctions.class),
          function(
                  "SubstrCount",
                  INT,
                  "Returns how often a part occurs in a text, without overlaps.")
              .takes("s", STR, "the text")
              .takes("substr", STR, "the part")
              .costs(100)
              .example("SubstrCount(s='ababa', substr='aba')", "1")
              .code(PhraseFunctions.class),
          function(
                  "ForceString", STR, "Returns the text, or `<None>` where it is absent or failed.")
              .takes("s", optional(STR), "the text")
              .costs(3)
              .example("ForceString(s=None)", "'<None>'")
              .code(PhraseFunctions.class),
          function("ParseInt", INT, "Returns the int that a text spells. Fails if it spells none.")
              .takes("s", STR, "the text")
              .costs(20)
              .example("ParseInt(s=' 1_000 ')", "1000")
              .example("ParseInt(s='1.5')", "fails")
              .code(PhraseFunctions.class));

  private PhraseFunctions() {}

  public static boolean stringContains(
      String s, String phrase, boolean caseSensitive, boolean substrings) {
    String text = caseSensitive ? s : s.toLowerCase(Locale.ROOT);
    String part = caseSensitive ? phrase : phrase.toLowerCase(Locale.ROOT);
    return substrings ? text.contains(part) : wordIndex(text, part) >= 0;
  }

  /** First place where the part stands between word boundaries, or −1. */
  static int wordIndex(String text, String part) {
    int last = text.length() - part.length();
    int at = text.indexOf(part);
    while (at >= 0 && !(boundary(text, at) && boundary(text, at + part.length()))) {
      at = at < last ? text.indexOf(part, at + 1) : -1;
    }
    return at;
  }

  /** Python's {@code \b}: between a word character and something else. */
  static boolean boundary(String s, int at) {
    boolean before = at > 0 && CodePoints.isWord(s.codePointBefore(at));
    boolean after = at < s.length() && CodePoints.isWord(s.codePointAt(at));
    return before != after;
  }

  public static long substrCount(String s, String part) {
    if (part.isEmpty()) {
      return CodePoints.length(s) + 1L;
    }
    long count = 0;
    for (int at = CodePoints.indexOf(s, part, 0);
        at >= 0;
        at = CodePoints.indexOf(s, part, at + part.length())) {
      count++;
    }
    return count;
  }

  public static String forceString(@Nullable Object s) {
    return s == null ? "<None>" : (String) s;
  }

  public static Object parseInt(String s) {
    Object value = Numerals.parseInt(s);
    if (value == null) {
      throw NodeFailure.SILENT;
    }
    return value;
  }
}
