package dev.harrier.lang.function;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Characters that stand in for Latin letters.
 *
 * <p>Three sources. The mathematical letters (bold, script, double-struck …) stand for the letter
 * that they are compatible with, as far as Unicode's list of confusable characters agrees: a
 * capital I looks like an l, a Greek capital rho like a p, and a small m like nothing else. The
 * enclosed capitals and the regional indicators stand for the letter that they hold. The rest is a
 * short list by letter. Letters of living scripts are left alone, few Greek and Cyrillic ones
 * excepted, and so are ASCII letters and digits.
 */
final class Homoglyphs {
  /** Basic characters by the letter that they stand for. */
  private static final Map<Character, String> LISTED =
      Map.ofEntries(
          Map.entry('a', "@\u00aa\u03b1\u2200\u237a"),
          Map.entry('b', "\u03b2\u0412\u044c\u212c"),
          Map.entry('c', "\u00a2\u00a9\u00c7\u00e7\u03f2\u2102\u212d\u2201\u2282\ud83d\udf4c"),
          Map.entry('d', "\u10eb\u2145\u2146\u2202\u2ad2"),
          Map.entry('e', "\u03f1\u20ac\u2107\u212e\u212f\u2130\u2147\u2203\u2208\u2211\u22ff"),
          Map.entry('f', "\u03dd\u17db\u2131\u2a0d\u2a17\u2aed\ud800\udd7f\ud835\udfca"),
          Map.entry('g', "\u0581\u20b2\u210a"),
          Map.entry('h', "\u20b6\u210b\u210c\u210d\u210e\u210f\u2af2\u2af3"),
          Map.entry('i', "\u03b9\u0457\u2139\u2148\u2373\u2aef\ud835\udea4"),
          Map.entry('j', "\u03f3\u0458\u2149\u2321"),
          Map.entry('k', "\u03ba\u03cf\u20ad"),
          Map.entry('l', "|\u056c\u20a4\u2110\u2111\u2112\u2113\u221f\u2223\u23fd\uffe8"),
          Map.entry('m', "\u20a5\u2133\u225e\u22d4\u2a07\u2a4b\u2ad9"),
          Map.entry('n', "\u03a0\u03b7\u03c0\u2115\u220f\u2229"),
          Map.entry('o', "\u00ba\u03bf\u0585\u2134\u2609"),
          Map.entry('p', "\u03a1\u03c1\u0562\u20b1\u2117\u2119\u2374\u2647"),
          Map.entry('q', "\u0563\u0566\u211a"),
          Map.entry('r', "\u00ae\u042f\u0552\u211b\u211c\u211d\ud800\udd7e"),
          Map.entry('s', "$\u0455\u222b"),
          Map.entry('t', "\u03c4\u0567\u22a4\u22ba\u2670\u2671\ud83d\udf68"),
          Map.entry('u', "\u00b5\u2210\u222a\u22c3\u2a03"),
          Map.entry('v', "\u221a\u2228\u22c1\u2a54"),
          Map.entry('w', "\u03c9\u20a9\u2a08\u2a4a\u2add"),
          Map.entry('x', "\u00d7\u2613\u2a2f"),
          Map.entry('y', "\u00a5\u10c4\u213d"),
          Map.entry('z', "\u0540\u10c0\u2124\u2128\ua640"));

  /** Greek letters whose mathematical forms look Latin, and the letters they look like. */
  private static final String GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορσυϱ";

  private static final String GREEK_LATIN = "abezhlkmnoptyxayivopoup";

  /**
   * Where alphabets of enclosed letters begin: parenthesised, circled, squared, filled, regional.
   */
  private static final int[] ENCLOSED = {
    0x249C, 0x24B6, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6
  };

  private static final int MATHEMATICAL = 0x1D400;
  private static final int MATHEMATICAL_END = 0x1D7CC;

  /** From here on the enclosed letters are emoji. */
  private static final int EMOJI_LETTERS = 0x1F110;

  private static final char[] LETTERS = new char[0x20000];

  static {
    LISTED.forEach((letter, glyphs) -> glyphs.codePoints().forEach(c -> LETTERS[c] = letter));
    for (int first : ENCLOSED) {
      for (int i = 0; i < 26; i++) {
        LETTERS[first + i] = (char) ('a' + i);
      }
    }
    Map<String, Character> plain = plainLetters();
    for (int c = MATHEMATICAL; c < MATHEMATICAL_END; c++) {
      String compatible = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
      Character letter = plain.get(compatible);
      LETTERS[c] = letter == null ? LETTERS[c] : letter;
    }
  }

  private Homoglyphs() {}

  private static Map<String, Character> plainLetters() {
    Map<String, Character> plain = new HashMap<>();
    for (char c = 'A'; c <= 'Z'; c++) {
      plain.put(String.valueOf(c), c == 'I' ? 'l' : Character.toLowerCase(c));
    }
    for (char c = 'a'; c <= 'z'; c++) {
      plain.put(String.valueOf(c), c);
    }
    plain.remove("m");
    for (int i = 0; i < GREEK.length(); i++) {
      plain.put(GREEK.substring(i, i + 1), GREEK_LATIN.charAt(i));
    }
    return plain;
  }

  /** The letter that a character stands for, or 0. */
  static char letter(int c) {
    return c < LETTERS.length ? LETTERS[c] : 0;
  }

  /** The text with every look-alike replaced; a presentation selector after one goes with it. */
  static String replaced(String s) {
    return replaced(s, 0);
  }

  /** The text with the look-alikes among the emoji replaced. */
  static String emojiReplaced(String s) {
    return replaced(s, EMOJI_LETTERS);
  }

  private static String replaced(String s, int least) {
    StringBuilder out = new StringBuilder(s.length());
    boolean changed = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      char letter = c >= least && c < LETTERS.length ? LETTERS[c] : 0;
      if (letter == 0) {
        out.appendCodePoint(c);
      } else {
        changed = true;
        out.append(letter);
        i += i < s.length() && (s.charAt(i) == '\ufe0e' || s.charAt(i) == '\ufe0f') ? 1 : 0;
      }
    }
    return changed ? out.toString() : s;
  }
}
