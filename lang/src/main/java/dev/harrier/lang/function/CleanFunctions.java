package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text made comparable: disguises removed, case and white space levelled. */
public final class CleanFunctions {
  static final List<Function> ALL =
      List.of(
          function(
                  "StringClean",
                  STR,
                  "Returns the text with its disguises removed, in a fixed order of steps.")
              .takes("s", STR, "the text")
              .optional("form", STR, "NFKC", "`NFC`, `NFKC`, `NFD` or `NFKD`")
              .optional("remove_emoji", BOOL, false, "replace emoji by a space")
              .optional("space", BOOL, true, "make each run of white space one space")
              .optional("l33t", BOOL, false, "undo some digits for letters")
              .optional("homoglyph", BOOL, true, "replace look-alikes by plain letters")
              .optional("unicode_normalize", BOOL, true, "normalise to `form`")
              .optional("unidecode", BOOL, false, "transliterate to ASCII")
              .optional("upper", BOOL, false, "upper case, unless `lower`")
              .optional("lower", BOOL, false, "lower case")
              .optional("remove_space", BOOL, false, "remove all spaces")
              .optional("remove_punctuation", BOOL, false, "remove punctuation and symbols")
              .costs(3000)
              .code(CleanFunctions.class),
          function("Tokenize", listOf(STR), "Returns the plain words of a text, in lower case.")
              .takes("s", STR, "the text")
              .optional("skip_censor_chars", BOOL, false, "keep the characters that censoring uses")
              .optional("skip_regex", optional(STR), null, "remove what matches this first")
              .costs(3000)
              .code(CleanFunctions.class),
          function("CleanString", STR, "Returns the text without invisible characters and marks.")
              .takes("s", STR, "the text")
              .optional("zero_width", BOOL, true, "remove U+200B and U+200E")
              .optional("underlines", BOOL, true, "remove combining marks")
              .optional("space_likes", BOOL, false, "make characters that look like spaces spaces")
              .optional("single_quotes", BOOL, false, "make look-alike single quotes plain")
              .costs(500)
              .code(CleanFunctions.class),
          function("ExtractEmoji", listOf(STR), "Returns the emoji of a text, in order.")
              .takes("s", STR, "the text")
              .costs(500)
              .code(CleanFunctions.class));

  private CleanFunctions() {}

  public static List<?> extractEmoji(String s) {
    return List.of();
  }

  public static String stringClean(
      String s,
      String form,
      boolean removeEmoji,
      boolean space,
      boolean l33t,
      boolean homoglyph,
      boolean normalize,
      boolean unidecode,
      boolean upper,
      boolean lower,
      boolean removeSpace,
      boolean removePunctuation) {
    return s;
  }

  public static List<?> tokenize(String s, boolean skipCensorChars, @Nullable Object skipRegex) {
    return TextFunctions.splitOnSpace(s, Long.MAX_VALUE);
  }

  public static String cleanString(
      String s, boolean zeroWidth, boolean underlines, boolean spaceLikes, boolean singleQuotes) {
    return s;
  }
}
