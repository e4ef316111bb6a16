package dev.harrier.lang.function;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Emoji in text, by Unicode's properties and grapheme clusters. */
final class EmojiText {
  private static final int EMOJI_STYLE = 0xFE0F;
  private static final int KEYCAP = 0x20E3;

  private EmojiText() {}

  static List<String> all(String s) {
    if (s.chars().allMatch(c -> c < 0xA9)) {
      return List.of();
    }
    List<String> emoji = new ArrayList<>();
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    clusters.setText(s);
    int start = 0;
    for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
      String cluster = s.substring(start, end);
      if (isEmoji(cluster)) {
        emoji.add(cluster);
      }
      start = end;
    }
    return Collections.unmodifiableList(emoji);
  }

  private static boolean isEmoji(String cluster) {
    int first = cluster.codePointAt(0);
    if (UCharacter.hasBinaryProperty(first, UProperty.EMOJI_PRESENTATION)) {
      return true;
    }
    boolean styled = cluster.indexOf(EMOJI_STYLE) >= 0 || cluster.indexOf(KEYCAP) >= 0;
    return styled && UCharacter.hasBinaryProperty(first, UProperty.EMOJI);
  }
}
