package dev.harrier.learn.text;

/** One folding after another of one text, and the amounts over all of them. */
final class FoldPass {
  private static final String SEPARATORS = " .-_*+~|/";
  private static final int SPACED_LETTERS_MIN = 4;
  private static final int HOST_LABEL_LONGEST = 40;

  private final int[] zeroWidth = new int[1];
  private int letters;
  private int folded;
  private int stretched;
  private int spaced;
  private int urls;
  private int mentions;
  private int hashtags;

  NormalText result(String text, boolean cut) {
    double share = letters == 0 ? 0 : Math.min(1, (double) folded / letters);
    return new NormalText(
        text, zeroWidth[0], share, stretched, spaced, urls, mentions, hashtags, cut);
  }

  String fold(String raw) {
    String text = joined(TextNormalizer.drawn(raw, zeroWidth));
    boolean first = letters == 0;
    StringBuilder out = new StringBuilder(text.length() + 16);
    int at = 0;
    while (at < text.length()) {
      at = step(text, at, out, first);
    }
    int end = out.length();
    return end > 0 && out.charAt(end - 1) == ' ' ? out.substring(0, end - 1) : out.toString();
  }

  /** Writes one token or character and returns where the next begins. */
  private int step(String text, int at, StringBuilder out, boolean first) {
    char c = text.charAt(at);
    if (c == '⟨') {
      int end = Tokens.end(text, at);
      if (end > 0) {
        out.append(text, at, end);
        return end;
      }
    }
    if (Character.isLetter(c)) {
      if (atWordStart(text, at)) {
        int end = Addresses.end(text, at);
        if (end > 0) {
          urls++;
          spaceBefore(out);
          Addresses.write(text, at, end, out);
          return end;
        }
      }
      return word(text, at, out, first);
    }
    if (Character.isDigit(c)) {
      return digits(text, at, out);
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
      if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
      return at + 1;
    }
    return sign(text, at, out);
  }

  private int sign(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    boolean named = at + 1 < text.length() && isNamePart(text.charAt(at + 1));
    if (c == '@' && named && atWordStart(text, at)) {
      int end = at + 1;
      while (end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      mentions++;
      out.append("⟨at⟩");
      return end;
    }
    out.append(c);
    if (c == '#' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
      hashtags++;
      out.append(' ');
    }
    return at + 1;
  }

  private static int digits(String text, int at, StringBuilder out) {
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end - at >= 5) {
      out.append("⟨num⟩");
    } else {
      out.repeat('#', end - at);
    }
    return end;
  }

  /** A run of letters and of the digits and signs that stand for letters inside it. */
  private int word(String text, int at, StringBuilder out, boolean first) {
    int plain = plainEnd(text, at);
    if (plain > 0) {
      return plainWord(text, at, plain, out, first);
    }
    int end = wordEnd(text, at);
    boolean mixed = isMixed(text, at, end);
    int run = 0;
    char before = 0;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      char drawn = c;
      if (!Character.isLetter(c)) {
        drawn = Confusables.letterOf(c);
        drawn = drawn == 0 ? c : drawn;
      } else if (mixed) {
        drawn = Confusables.latin(c);
      }
      folded += drawn == c ? 0 : 1;
      letters += first ? 1 : 0;
      char lower = Character.toLowerCase(drawn);
      run = lower == before ? run + 1 : 1;
      before = lower;
      if (run <= 2 || Character.isSurrogate(lower)) {
        out.append(lower);
      } else {
        stretched++;
      }
    }
    return end;
  }

  /** Where a word of ASCII letters ends; 0 if it is not one, or signs may belong to it. */
  private static int plainEnd(String text, int at) {
    int end = at;
    while (end < text.length() && isAsciiLetter(text.charAt(end))) {
      end++;
    }
    char next = end < text.length() ? text.charAt(end) : ' ';
    return next < 128 && Confusables.letterOf(next) == 0 ? end : 0;
  }

  private int plainWord(String text, int at, int end, StringBuilder out, boolean first) {
    letters += first ? end - at : 0;
    int from = at;
    while (from < end) {
      char lower = (char) (text.charAt(from) | 0x20);
      int to = from + 1;
      while (to < end && (text.charAt(to) | 0x20) == lower) {
        to++;
      }
      out.append(lower);
      if (to - from > 1) {
        out.append(lower);
        stretched += to - from - 2;
      }
      from = to;
    }
    return end;
  }

  private static boolean isAsciiLetter(char c) {
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  private static int wordEnd(String text, int at) {
    int end = at;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (Character.isLetter(c)) {
        end++;
      } else {
        int signs = hiddenLetters(text, end);
        if (signs == 0) {
          return end;
        }
        end += signs;
      }
    }
    return end;
  }

  /** How many signs at a place inside a word stand for letters: one or two, then a letter. */
  private static int hiddenLetters(String text, int at) {
    for (int n = 0; n < 3 && at + n < text.length(); n++) {
      char c = text.charAt(at + n);
      if (Character.isLetter(c)) {
        return n;
      }
      if (Confusables.letterOf(c) == 0 || (c == '@' && isHost(text, at + n + 1))) {
        return 0;
      }
    }
    return 0;
  }

  /** Whether letters and then a dot follow, as after the sign of a mail address. */
  private static boolean isHost(String text, int from) {
    int end = from;
    int last = Math.min(text.length(), from + HOST_LABEL_LONGEST);
    while (end < last && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '.';
  }

  private static boolean isMixed(String text, int from, int to) {
    boolean latin = false;
    boolean foreign = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x250) {
        latin |= Character.isLetter(c);
      } else {
        foreign |= Confusables.latin(c) != c;
      }
    }
    return latin && foreign;
  }

  /** Joins {@code f r e e} and {@code f.r.e.e}: four or more single letters, one separator. */
  private String joined(String text) {
    StringBuilder out = null;
    int kept = 0;
    int at = 0;
    while (at < text.length()) {
      int end = spacedEnd(text, at);
      if (end > 0) {
        if (out == null) {
          out = new StringBuilder(text.length());
        }
        out.append(text, kept, at);
        for (int i = at; i < end; i += 2) {
          out.append(text.charAt(i));
          spaced++;
        }
        kept = end;
        at = end;
      } else {
        at++;
      }
    }
    return out == null ? text : out.append(text, kept, text.length()).toString();
  }

  private static int spacedEnd(String text, int at) {
    if (at + 1 >= text.length()
        || isAsciiLetter(text.charAt(at + 1))
        || SEPARATORS.indexOf(text.charAt(at + 1)) < 0
        || !Character.isLetter(text.charAt(at))
        || (at > 0 && isNamePart(text.charAt(at - 1)))) {
      return -1;
    }
    char separator = text.charAt(at + 1);
    int end = at + 1;
    int count = 1;
    while (end + 1 < text.length()
        && text.charAt(end) == separator
        && Character.isLetter(text.charAt(end + 1))
        && (end + 2 >= text.length() || !isNamePart(text.charAt(end + 2)))) {
      end += 2;
      count++;
    }
    return count >= SPACED_LETTERS_MIN ? end : -1;
  }

  private static boolean atWordStart(String text, int at) {
    return at == 0 || !isNamePart(text.charAt(at - 1));
  }

  static boolean isNamePart(char c) {
    return isAsciiLetter(c) || c == '_' || Character.isLetterOrDigit(c);
  }

  private static void spaceBefore(StringBuilder out) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
  }
}
