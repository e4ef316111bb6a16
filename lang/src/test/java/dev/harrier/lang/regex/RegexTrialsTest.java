package dev.harrier.lang.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.trial.Trials;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random patterns on random texts: engines that know nothing of each other agree. */
final class RegexTrialsTest {
  private static final String[] ATOMS = {
    "a",
    "b",
    "c",
    "ab",
    "k",
    "s",
    "\\.",
    "[a-c]",
    "[^a]",
    "[^\\W\\d]",
    "\\d",
    "\\w",
    "\\s",
    ".",
    "^",
    "$",
    "\\b",
    "\\B",
    "\\A",
    "\\Z",
    "é",
    "😀",
    "1",
    " "
  };
  private static final String[] JAVA_ATOMS = {
    "a", "b", "c", "ab", "[a-c]", "[^a]", "[^b\\d]", "\\d", "\\w", "\\s", "(?:\\A)", "(?:\\z)", "1",
    " "
  };
  private static final String[] REPEATS = {"*", "+", "?", "*?", "+?", "{2}", "{1,2}", "{2,}"};
  private static final String ALPHABET = "aaabbbccx1 .\nks";

  private static String pattern(Random random, String[] atoms, int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String part = atoms[random.nextInt(atoms.length)];
      if (depth > 0 && random.nextInt(4) == 0) {
        String open = random.nextBoolean() ? "(" : "(?:";
        part = open + pattern(random, atoms, depth - 1) + ")";
      }
      boolean repeats =
          part.endsWith(")") || "abcdswks1".contains(part.substring(part.length() - 1));
      text.append(part);
      if (repeats && !part.startsWith("\\A") && random.nextInt(4) == 0 && !part.equals("\\b")) {
        text.append(REPEATS[random.nextInt(REPEATS.length)]);
      }
      if (random.nextInt(8) == 0) {
        text.append('|');
      }
    }
    return text.toString();
  }

  private static String text(Random random, String extra) {
    StringBuilder text = new StringBuilder();
    String alphabet = ALPHABET + extra;
    for (int i = random.nextInt(14); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static final int TEXTS = 10;

  @Test
  void theAutomatonTheSimulationAndTheBacktrackerAgree() {
    Trials.run(
        40_000,
        TEXTS,
        seed -> {
          Random random = new Random(seed);
          PythonRegex regex =
              PythonRegex.compile(pattern(random, ATOMS, 2), random.nextInt(3) == 0);
          RegexMatcher matcher = regex.matcher();
          RegexMatcher backtracking = regex.backtrackingMatcher();
          for (int i = 0; i < TEXTS; i++) {
            String text = text(random, "é\u212aſ");
            String what = regex.pattern() + " on " + text;
            boolean found = matcher.search(text);
            assertThat(backtracking.search(text)).as(what).isEqualTo(found);
            assertThat(matcher.find(text, 0)).as(what).isEqualTo(found);
          }
        });
  }

  @Test
  void javasEngineAgreesWhereItsSyntaxMeansTheSame() {
    Trials.run(
        20_000,
        TEXTS,
        seed -> {
          Random random = new Random(seed);
          String source = pattern(random, JAVA_ATOMS, 2);
          Pattern java = Pattern.compile(source);
          RegexMatcher matcher = PythonRegex.compile(source.replace("\\z", "\\Z"), false).matcher();
          for (int i = 0; i < TEXTS; i++) {
            String text = text(random, "");
            assertThat(matcher.search(text))
                .as(source + " on " + text)
                .isEqualTo(java.matcher(text).find());
          }
        });
  }

  @Test
  void everyMatchingTextContainsARequiredLiteral() {
    Trials.run(
        40_000,
        TEXTS,
        seed -> {
          Random random = new Random(seed);
          PythonRegex regex = PythonRegex.compile(pattern(random, ATOMS, 2), random.nextBoolean());
          if (regex.requiredLiterals().isEmpty()) {
            return;
          }
          RequiredLiterals literals = regex.requiredLiterals().get();
          RegexMatcher matcher = regex.matcher();
          for (int i = 0; i < TEXTS; i++) {
            String text = text(random, i % 2 == 0 ? "ABKS" : "ABKSéß—😀");
            byte[] bytes = ("?" + text).getBytes(StandardCharsets.UTF_8);
            boolean found = matcher.search(bytes, 1, bytes.length);
            boolean hit =
                literals.literals().stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains);
            String what = regex.pattern() + " on " + text + ": " + literals;
            assertThat(hit || !found).as(what).isTrue();
            assertThat(!literals.exact() || found == hit).as(what).isTrue();
          }
        });
  }

  @Test
  void bytesAreSearchedAsTheirTextIs() {
    Trials.run(
        20_000,
        TEXTS,
        seed -> {
          Random random = new Random(seed);
          PythonRegex regex =
              PythonRegex.compile(pattern(random, ATOMS, 2), random.nextInt(3) == 0);
          RegexMatcher matcher = regex.matcher();
          for (int i = 0; i < TEXTS; i++) {
            String text = text(random, "é\u212aſß—😀\n");
            byte[] bytes = ("a" + text + "b").getBytes(StandardCharsets.UTF_8);
            assertThat(matcher.search(bytes, 1, bytes.length - 1))
                .as(regex.pattern() + " on " + text)
                .isEqualTo(matcher.search(text));
          }
        });
  }

  @Test
  void aSearchFromThePlacesOfItsStartLiteralsFindsWhatAnySearchFinds() {
    int[] searched = new int[1];
    Trials.run(
        60_000,
        TEXTS,
        seed -> {
          Random random = new Random(seed);
          String tail = pattern(random, ATOMS, 2);
          String source =
              List.of("abc", "\\bab[ab]", "(abb|cab|bba)", "a?\\Babb+").get((int) (seed % 4));
          PythonRegex regex = PythonRegex.compile(source + tail, random.nextBoolean());
          if (regex.startLiterals().isEmpty()) {
            return;
          }
          RegexMatcher matcher = regex.matcher();
          for (int i = 0; i < TEXTS; i++) {
            String text = text(random, "abcabcABCéß—");
            byte[] bytes = ("a" + text).getBytes(StandardCharsets.UTF_8);
            int[] places = new int[bytes.length];
            int count = places(bytes, regex.startLiterals(), places);
            searched[0]++;
            assertThat(matcher.searchFrom(bytes, 1, bytes.length, places, count))
                .as(regex.pattern() + " on " + text + " from " + regex.startLiterals())
                .isEqualTo(matcher.search(text));
          }
        });
    assertThat(searched[0]).isPositive();
  }

  private static int places(byte[] bytes, List<String> literals, int[] places) {
    int count = 0;
    for (int at = 1; at < bytes.length; at++) {
      String rest = new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1);
      if (literals.stream().anyMatch(rest.toLowerCase(Locale.ROOT)::startsWith)) {
        places[count++] = at;
      }
    }
    return count;
  }
}
