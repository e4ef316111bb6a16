package dev.harrier.learn.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextNormalizerTest {
  /** What the steps feed on, so that random texts meet every pair of them. */
  private static final String[] PIECES = {
    "&",
    "amp;",
    "&lt;",
    "#",
    "&#59;",
    "&#x26;",
    "\u200b",
    "\u202e",
    "a",
    "B",
    "e",
    "о",
    "а",
    "İ",
    "1",
    "0",
    "4",
    "$",
    "@",
    ".",
    " ",
    "-",
    "_",
    "/",
    "http://",
    "www.",
    "Example.com",
    "/p?q=1",
    "⟨",
    "⟩",
    "⟨at⟩",
    "ﬁ",
    "Ａ",
    "①",
    "e\u0301",
    "\u0301",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    "\n",
    "ß",
    "ſ",
    "K",
    "x",
    "l",
    "o",
    "oo",
    "f r e e",
    "12345",
    "…",
    "\u00a0",
    "Σ",
    "ͅ"
  };

  @Test
  void foldingAFoldedTextReturnsIt() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 20_000; trial++) {
      String raw = random(random);
      String once = TextNormalizer.normalize(raw).text();

      assertThat(TextNormalizer.normalize(once).text())
          .as("trial %d: %s", trial, raw)
          .isEqualTo(once);
    }
  }

  @Test
  void whatIsSurelyFoldedIsFolded() {
    SplittableRandom random = new SplittableRandom(8);
    int told = 0;
    for (int trial = 0; trial < 40_000; trial++) {
      String raw = random(random);
      for (String text : List.of(raw, TextNormalizer.normalize(raw).text())) {
        if (Settled.surely(text)) {
          told++;
          assertThat(new FoldPass().fold(text)).as(text).isEqualTo(text);
        }
      }
    }
    assertThat(told).isGreaterThan(2_000);
  }

  private static String random(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(1, 14);
    for (int i = 0; i < pieces; i++) {
      boolean any = random.nextInt(12) == 0;
      text.append(
          any ? Character.toString(random.nextInt(0x3000)) : PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @Test
  void invisibleCharactersGoAndAreCounted() {
    NormalText normal = TextNormalizer.normalize("fr\u200bee\u202e");

    assertThat(normal.text()).isEqualTo("free");
    assertThat(normal.zeroWidth()).isEqualTo(2);
  }

  @Test
  void digitsBetweenLettersAreTheLettersTheyLookLike() {
    NormalText normal = TextNormalizer.normalize("v1agra");

    assertThat(normal.text()).isEqualTo("viagra");
    assertThat(normal.foldShare()).isGreaterThan(0);
  }

  @Test
  void lookAlikesInsideAMixedWordAreFolded() {
    assertThat(TextNormalizer.normalize("pаypal").text()).isEqualTo("paypal");
  }

  @Test
  void wordsOfOneScriptStay() {
    NormalText normal = TextNormalizer.normalize("а роса и сахар");

    assertThat(normal.text()).isEqualTo("а роса и сахар");
    assertThat(normal.foldShare()).isZero();
  }

  @Test
  void stretchedLettersAreTwo() {
    NormalText normal = TextNormalizer.normalize("Sooooo");

    assertThat(normal.text()).isEqualTo("soo");
    assertThat(normal.stretched()).isEqualTo(3);
  }

  @Test
  void spacedLettersAreJoined() {
    assertThat(TextNormalizer.normalize("f r e e money").text()).isEqualTo("free money");
    assertThat(TextNormalizer.normalize("f.r.e.e").text()).isEqualTo("free");
  }

  @Test
  void entitiesInsideEntitiesAreDecoded() {
    assertThat(TextNormalizer.normalize("&amp;lt;3").text()).isEqualTo("<#");
  }

  @Test
  void addressesBecomeTheirDomainAndPath() {
    NormalText normal = TextNormalizer.normalize("see https://a.Example.co.uk/x now");

    assertThat(normal.text()).startsWith("see ⟨url⟩ ⟨d:example.co.uk⟩ ⟨p:").endsWith("⟩ now");
    assertThat(normal.urls()).isOne();
  }

  @Test
  void namesNumbersAndTagsAreTokens() {
    assertThat(TextNormalizer.normalize("@some_one 12 123456 #Tag").text())
        .isEqualTo("⟨at⟩ ## ⟨num⟩ # tag");
  }

  @Test
  void aMailAddressIsNotFoldedIntoAWord() {
    assertThat(TextNormalizer.normalize("joe@host.com").text()).contains("joe@");
  }

  @Test
  void whatIsTooLongIsCutAndSaid() {
    NormalText normal = TextNormalizer.normalize("ab ".repeat(TextNormalizer.LONGEST));

    assertThat(normal.cut()).isTrue();
    assertThat(normal.text().length()).isLessThanOrEqualTo(TextNormalizer.LONGEST);
  }

  @Test
  void anEmptyTextIsEmpty() {
    assertThat(TextNormalizer.normalize("").text()).isEmpty();
  }
}
