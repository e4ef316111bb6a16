package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import com.anyascii.AnyAscii;
import dev.harrier.lang.regex.PythonRegex;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Numerals;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
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
              .example("StringClean(s='𝓗𝓮𝓵𝓵𝓸  𝕎𝕠𝕣𝕝𝕕')", "'hello world'")
              .example(
                  "StringClean(s='Fr33 $p@m 😀', l33t=True, unidecode=True, lower=True)",
                  "'free spam :grinning:'")
              .example("StringClean(s='a', form='nfc')", "error")
              .code(CleanFunctions.class),
          function("Tokenize", listOf(STR), "Returns the plain words of a text, in lower case.")
              .takes("s", STR, "the text")
              .optional("skip_censor_chars", BOOL, false, "keep the characters that censoring uses")
              .constant("skip_regex", optional(STR), null, "leave out words in which this is found")
              .costs(3000)
              .prepares((constants, site) -> Skipped.of(new Constants(constants), site))
              .example("Tokenize(s='Ça va, ça-va!')", "['ca', 'va', 'ca', 'va']")
              .code(CleanFunctions.class),
          function("CleanString", STR, "Returns the text without invisible characters and marks.")
              .takes("s", STR, "the text")
              .optional("zero_width", BOOL, true, "remove U+200B and U+200E")
              .optional("underlines", BOOL, true, "remove combining marks")
              .optional("space_likes", BOOL, false, "make characters that look like spaces spaces")
              .optional("single_quotes", BOOL, false, "make look-alike single quotes plain")
              .costs(500)
              .example("CleanString(s='h\u0332i\u200b')", "'hi'")
              .code(CleanFunctions.class),
          function("ExtractEmoji", listOf(STR), "Returns the emoji of a text, in order.")
              .takes("s", STR, "the text")
              .costs(500)
              .example(
                  "ExtractEmoji(s='Hi 👋🏽, 👨\u200d👩\u200d👧 and 🇫🇷!')",
                  "['👋🏽', '👨\\u200d👩\\u200d👧', '🇫🇷']")
              .code(CleanFunctions.class));

  /** Scripts of pictures: emoticons, symbols, transport, flags, and their supplements. */
  private static final int[][] EMOJI = {
    {0x1F1E0, 0x1F1FF},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF},
    {0x1FA70, 0x1FAFF}
  };

  private static final Set<String> FORMS = Set.of("NFC", "NFKC", "NFD", "NFKD");

  private CleanFunctions() {}

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
    String text = s;
    if (removeEmoji) {
      text = withoutEmoji(homoglyph ? Homoglyphs.emojiReplaced(text) : text);
    }
    text = space ? withSingleSpaces(text) : text;
    text = l33t ? withoutLeet(text) : text;
    text = homoglyph ? Homoglyphs.replaced(text) : text;
    text = normalize ? normalized(text, form) : text;
    text = unidecode ? AnyAscii.transliterate(text) : text;
    if (upper && !lower) {
      text = text.toUpperCase(Locale.ROOT);
    }
    text = lower ? text.toLowerCase(Locale.ROOT) : text;
    text = removeSpace ? kept(text, c -> !Numerals.space(c)) : text;
    return removePunctuation ? kept(text, c -> !isPunctuation(c)) : text;
  }

  private static String withoutEmoji(String s) {
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints().forEach(c -> out.appendCodePoint(isEmoji(c) ? ' ' : c));
    return out.toString();
  }

  private static boolean isEmoji(int c) {
    for (int[] range : EMOJI) {
      if (c >= range[0] && c <= range[1]) {
        return true;
      }
    }
    return false;
  }

  private static String withSingleSpaces(String s) {
    StringBuilder out = new StringBuilder(s.length());
    boolean inSpace = false;
    for (int i = 0; i < s.length(); i++) {
      boolean isSpace = Numerals.space(s.charAt(i));
      if (!isSpace) {
        out.append(s.charAt(i));
      } else if (!inSpace) {
        out.append(' ');
      }
      inSpace = isSpace;
    }
    return out.toString();
  }

  /** A bar before a digit is a 1; threes next to a letter are e. */
  private static String withoutLeet(String s) {
    StringBuilder out = new StringBuilder(s);
    for (int i = 0; i + 1 < out.length(); i++) {
      if (out.charAt(i) == '|' && digit(out.charAt(i + 1))) {
        out.setCharAt(i, '1');
      }
    }
    for (int i = 0; i < out.length(); i++) {
      int end = i;
      while (end < out.length() && out.charAt(end) == '3') {
        end++;
      }
      boolean besideLetter =
          (i > 0 && letter(out.charAt(i - 1))) || (end < out.length() && letter(out.charAt(end)));
      for (int j = i; besideLetter && j < end; j++) {
        out.setCharAt(j, 'e');
      }
      i = Math.max(i, end - 1);
    }
    return out.toString();
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /**
   * The normal form if it has as many characters as the text; otherwise the first character of each
   * one's normal form.
   */
  private static String normalized(String s, String form) {
    if (!FORMS.contains(form)) {
      throw NodeFailure.counted("ValueError", "invalid normalization form `" + form + "`");
    }
    Normalizer.Form unicodeForm = Normalizer.Form.valueOf(form);
    String whole = Normalizer.normalize(s, unicodeForm);
    if (CodePoints.length(whole) == CodePoints.length(s)) {
      return whole;
    }
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints()
        .forEach(
            c ->
                out.appendCodePoint(
                    Normalizer.normalize(Character.toString(c), unicodeForm).codePointAt(0)));
    return out.toString();
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }

  private static String kept(String s, IntPredicate wanted) {
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints().filter(wanted).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isMark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** Which words {@code Tokenize} leaves out; null for none. */
  public record Skipped(@Nullable PythonRegex pattern) {
    static Skipped of(Constants constants, Function.CallSite site) throws Function.BadArgument {
      return constants.optional("skip_regex") instanceof String pattern
          ? new Skipped(RegexFunctions.compiled("skip_regex", pattern, false, site))
          : new Skipped(null);
    }
  }

  public static List<?> tokenize(Skipped skipped, String s, boolean skipCensorChars) {
    String keptToo = skipCensorChars ? Censored.SEPARATORS : "";
    String decomposed = Normalizer.normalize(s, Normalizer.Form.NFD);
    StringBuilder plain = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !isMark(c))
        .map(c -> isPlain(c) || keptToo.indexOf(c) >= 0 ? c : ' ')
        .forEach(plain::appendCodePoint);
    List<String> words =
        TextFunctions.splitOnSpace(plain.toString().toLowerCase(Locale.ROOT), Long.MAX_VALUE);
    PythonRegex pattern = skipped.pattern();
    return pattern == null
        ? words
        : words.stream().filter(word -> !RegexFunctions.regexMatch(pattern, word)).toList();
  }

  private static boolean isPlain(int c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  public static String cleanString(
      String s, boolean zeroWidth, boolean underlines, boolean spaceLikes, boolean singleQuotes) {
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints()
        .filter(c -> !(zeroWidth && (c == 0x200B || c == 0x200E)))
        .filter(c -> !(underlines && isMark(c)))
        .map(c -> spaceLikes && looksLikeSpace(c) ? ' ' : c)
        .map(c -> singleQuotes && SINGLE_QUOTES.indexOf(c) >= 0 ? '\'' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static final String SINGLE_QUOTES =
      "`\u00b4\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\uff07";

  private static boolean looksLikeSpace(int c) {
    return Character.getType(c) == Character.SPACE_SEPARATOR
        || c == 0x115F
        || c == 0x1160
        || c == 0x2800
        || c == 0x3164
        || c == 0xFFA0;
  }

  /** Emoji as people see them: a family, a flag or a skin tone is one. */
  public static List<?> extractEmoji(String s) {
    return EmojiText.all(s);
  }
}
