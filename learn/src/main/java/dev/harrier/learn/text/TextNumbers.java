package dev.harrier.learn.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a text is besides its words: counts as {@code ln(1 + n)}, and shares of its characters. */
public final class TextNumbers {
  private static final List<String> NAMES =
      List.of(
          "length",
          "tokens",
          "upper_share",
          "digit_share",
          "punctuation_share",
          "distinct_token_share",
          "entropy",
          "urls",
          "mentions",
          "hashtags",
          "emoji",
          "zero_width",
          "fold_share",
          "stretched",
          "spaced",
          "exclamations",
          "questions",
          "currency",
          "long_numbers",
          "shouted_share",
          "token_length",
          "foreign_share",
          "lines");

  private TextNumbers() {}

  /** The features, in the order of {@link #of}. */
  public static List<String> names() {
    return NAMES;
  }

  /** The numbers of a text and its folding; all finite. */
  public static float[] of(String raw, NormalText normal) {
    Count count = new Count();
    int length = Math.min(raw.length(), TextNormalizer.LONGEST);
    for (int i = 0; i < length; i++) {
      count.add(raw.charAt(i));
    }
    count.add(' ');
    String[] tokens = normal.text().isEmpty() ? new String[0] : normal.text().split(" ");
    Set<String> distinct = new HashSet<>(List.of(tokens));
    double visible = Math.max(1, length - count.spaces);
    int nums = occurrences(normal.text(), "⟨num⟩");
    double words = Math.max(1, count.words);
    return new float[] {
      log(length),
      log(tokens.length),
      (float) (count.upper / Math.max(1.0, count.letters)),
      (float) (count.digits / visible),
      (float) (count.signs / visible),
      tokens.length == 0 ? 1 : (float) distinct.size() / tokens.length,
      (float) entropy(normal.text()),
      log(normal.urls()),
      log(normal.mentions()),
      log(normal.hashtags()),
      log(count.symbols),
      log(normal.zeroWidth()),
      (float) normal.foldShare(),
      log(normal.stretched()),
      log(normal.spaced()),
      log(count.exclamations),
      log(count.questions),
      log(count.currency),
      log(nums),
      (float) (count.shouted / words),
      (float) (count.letters / words),
      (float) (count.foreign / Math.max(1.0, count.letters)),
      log(count.lines)
    };
  }

  private static float log(int count) {
    return (float) Math.log1p(count);
  }

  private static int occurrences(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  /** Bits a character, of the characters' own frequencies; those past Latin-1 share 256 cells. */
  public static double entropy(String text) {
    int[] cells = new int[512];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      cells[c < 256 ? c : 256 + (c & 255)]++;
    }
    double bits = 0;
    for (int n : cells) {
      if (n > 0) {
        double share = (double) n / text.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  private static final class Count {
    private int letters;
    private int upper;
    private int digits;
    private int signs;
    private int spaces;
    private int symbols;
    private int exclamations;
    private int questions;
    private int currency;
    private int foreign;
    private int lines;
    private int words;
    private int shouted;
    private int run;
    private int runUpper;

    void add(char c) {
      if (Character.isLetter(c)) {
        letters++;
        run++;
        foreign += c > 0x24F ? 1 : 0;
        if (Character.isUpperCase(c)) {
          upper++;
          runUpper++;
        }
        return;
      }
      endOfWord();
      if (Character.isDigit(c)) {
        digits++;
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        spaces++;
        lines += c == '\n' ? 1 : 0;
      } else {
        sign(c);
      }
    }

    private void sign(char c) {
      signs++;
      exclamations += c == '!' ? 1 : 0;
      questions += c == '?' ? 1 : 0;
      boolean money = Character.getType(c) == Character.CURRENCY_SYMBOL;
      currency += money ? 1 : 0;
      symbols += Character.isHighSurrogate(c) || (c >= 0x2600 && c < 0x27C0) ? 1 : 0;
    }

    private void endOfWord() {
      if (run > 0) {
        words++;
        shouted += run > 2 && runUpper == run ? 1 : 0;
      }
      run = 0;
      runUpper = 0;
    }
  }
}
