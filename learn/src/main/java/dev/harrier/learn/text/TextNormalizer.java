package dev.harrier.learn.text;

import java.text.Normalizer;

/**
 * Folds a text to what a reader sees, and counts what that took.
 *
 * <p>In this order: entities, NFKC, invisible controls; separators inside words of single letters;
 * look-alikes inside words of mixed script and digits between letters; lower case and stretched
 * letters; addresses, mentions, numbers, hashtags, white space. The steps feed each other (an
 * entity can hide an entity), so they are repeated until nothing changes, at most {@link #ROUNDS}
 * times: folding a folded text returns it. Every step is one scan; time is linear in the length.
 *
 * <p>Tokens it writes are opaque to it: {@code ⟨url⟩}, {@code ⟨d:registrable.domain⟩}, {@code
 * ⟨p:path hash⟩}, {@code ⟨at⟩}, {@code ⟨num⟩}.
 */
public final class TextNormalizer {
  /** Characters that are read; the rest is cut and said. */
  public static final int LONGEST = 64 * 1024;

  /** More rounds than any text has been seen to need; see the property test. */
  static final int ROUNDS = 12;

  private TextNormalizer() {}

  /** Folds a text. Total: every sequence of characters has a folding, lone surrogates too. */
  public static NormalText normalize(String raw) {
    boolean cut = raw.length() > LONGEST;
    String text = cut ? raw.substring(0, LONGEST) : raw;
    FoldPass pass = new FoldPass();
    for (int round = 0; round < ROUNDS; round++) {
      String folded = pass.fold(text);
      boolean stable = folded.equals(text);
      text = folded;
      if (stable || Settled.surely(text)) {
        break;
      }
    }
    return pass.result(text, cut);
  }

  /** Entities, NFKC and invisible controls: what a browser would draw. */
  static String drawn(String text, int[] zeroWidth) {
    String decoded = Entities.decode(text);
    if (isAscii(decoded)) {
      return decoded;
    }
    String visible = withoutControls(decoded, zeroWidth);
    return Normalizer.isNormalized(visible, Normalizer.Form.NFKC)
        ? visible
        : Normalizer.normalize(visible, Normalizer.Form.NFKC);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  private static String withoutControls(String text, int[] zeroWidth) {
    StringBuilder kept = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isInvisible(c)) {
        if (kept == null) {
          kept = new StringBuilder(text.length()).append(text, 0, i);
        }
        zeroWidth[0]++;
      } else if (kept != null) {
        kept.append(c);
      }
    }
    return kept == null ? text : kept.toString();
  }

  /** Zero-width, bidirectional and joining controls, soft hyphen, byte order mark. */
  static boolean isInvisible(char c) {
    return (c >= 0x200B && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x2064)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xFEFF
        || c == 0xAD;
  }
}
