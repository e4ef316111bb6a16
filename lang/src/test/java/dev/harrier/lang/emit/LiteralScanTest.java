package dev.harrier.lang.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LiteralScanTest {
  @Test
  void literalsOfEveryLengthAreFoundWhereverTheyStand() {
    List<String> literals = List.of(" a", "zq", "win", "prize", "click the link");
    assertThat(found(literals, "PRIZE")).containsExactly("prize");
    assertThat(found(literals, "Click THE link")).containsExactly("click the link");
    assertThat(found(literals, "xxzq")).containsExactly("zq");
    assertThat(found(literals, "win a prize")).containsExactly(" a", "win", "prize");
    assertThat(found(literals, "")).isEmpty();
    assertThat(found(literals, "pri")).isEmpty();
  }

  @Test
  void onlyLettersAreFolded() {
    assertThat(found(List.of("@abcd"), "`abcd")).isEmpty();
    assertThat(found(List.of("[abc]"), "{abc}")).isEmpty();
    assertThat(found(List.of("[abc]"), "[ABC]")).containsExactly("[abc]");
  }

  @Test
  void theScanAgreesWithSearchingEachLiteral() {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TreeSet<String> literals = new TreeSet<>();
      int count = 1 + random.nextInt(seed % 5 == 0 ? 300 : 20);
      while (literals.size() < count) {
        literals.add(text(random, 2 + random.nextInt(8)).toLowerCase(Locale.ROOT));
        count--;
      }
      List<String> all = List.copyOf(literals);
      for (int i = 0; i < 20; i++) {
        String text = text(random, random.nextInt(80));
        List<String> expected =
            all.stream().filter(text.toLowerCase(Locale.ROOT)::contains).toList();
        assertThat(found(all, text)).as("seed %d, text `%s`", seed, text).isEqualTo(expected);
      }
    }
  }

  @Test
  void theFourLettersThatFoldIntoAsciiAreSeen() {
    for (String text : List.of("a\u0130b", "\u0131", "xx\u017f", "\u212a")) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      assertThat(LiteralScan.foldsIntoAscii(utf8, 0, utf8.length)).as(text).isTrue();
    }
    for (String text : List.of("", "abc", "\u00e9\u0132\u017e\u212b\u20ac", "\ud83d\ude00")) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      assertThat(LiteralScan.foldsIntoAscii(utf8, 0, utf8.length)).as(text).isFalse();
    }
  }

  /** Every other character outside ASCII keeps out of ASCII, whichever way its case is changed. */
  @Test
  void noOtherLetterFoldsIntoAscii() {
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.getType(c) == Character.SURROGATE) {
        continue;
      }
      String text = Character.toString(c);
      boolean ascii =
          text.toLowerCase(Locale.ROOT).chars().anyMatch(x -> x < 0x80)
              || Character.toLowerCase(Character.toUpperCase(c)) < 0x80;
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      assertThat(LiteralScan.foldsIntoAscii(utf8, 0, utf8.length)).as("U+%04X", c).isEqualTo(ascii);
    }
  }

  private static String text(SplittableRandom random, int length) {
    String alphabet = "abAB eE@`.\u00e9";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length() - (i % 7 == 6 ? 0 : 1))));
    }
    return text.toString().replace('\u00e9', 'x');
  }

  private static List<String> found(List<String> literals, String text) {
    byte[] padded = ("prize" + text + "prize").getBytes(StandardCharsets.UTF_8);
    long[] hits = new long[1 + ((literals.size() + 63) >>> 6)];
    new LiteralScan(literals, List.of())
        .scan(padded, 5, padded.length - 5, hits, 1, new Occurrences());
    assertThat(hits[0]).isZero();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < literals.size(); i++) {
      if ((hits[1 + (i >> 6)] & 1L << i) != 0) {
        found.add(literals.get(i));
      }
    }
    return found;
  }
}
