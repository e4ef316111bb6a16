package dev.harrier.learn.text;

import java.util.Set;

/** Web addresses inside a text. */
final class Addresses {
  private static final Set<String> SUFFIXES =
      Set.of(
          "com", "net", "org", "info", "biz", "io", "co", "me", "ly", "tv", "ru", "cn", "de", "uk",
          "fr", "eu", "us", "top", "xyz", "site", "online", "club", "shop", "link", "app", "gg");

  /** Second-level labels under which names are registered, as in {@code example.co.uk}. */
  private static final Set<String> SECOND =
      Set.of("co", "com", "org", "net", "ac", "gov", "edu", "gob", "or", "ne", "go");

  private static final int HOST_LONGEST = 60;

  private Addresses() {}

  /**
   * Where the address that begins here ends, or -1 if none begins here. Looks at its characters.
   */
  static int end(String text, int at) {
    int host = hostStart(text, at);
    if (host > at) {
      int end = visibleEnd(text, host);
      return end > host ? end : -1;
    }
    return bareEnd(text, at);
  }

  private static int hostStart(String text, int at) {
    int first = text.charAt(at) | 0x20;
    if (first != 'h' && first != 'w') {
      return at;
    }
    if (text.regionMatches(true, at, "http", 0, 4)) {
      int colon = at + (text.startsWith("s", at + 4) || text.startsWith("S", at + 4) ? 5 : 4);
      return text.startsWith("://", colon) ? colon + 3 : at;
    }
    return text.regionMatches(true, at, "www.", 0, 4) ? at + 4 : at;
  }

  /** {@code host.suffix} with or without a path, where the suffix is a common one. */
  private static int bareEnd(String text, int at) {
    int end = at;
    int dot = -1;
    int last = Math.min(text.length(), at + HOST_LONGEST);
    while (end < last && isHostPart(text.charAt(end))) {
      dot = text.charAt(end) == '.' ? end : dot;
      end++;
    }
    if (end < text.length() && text.charAt(end) == '@') {
      return -1;
    }
    if (dot == end - 1 && dot > at) {
      end = dot;
      dot = text.lastIndexOf('.', end - 1);
    }
    if (dot <= at || dot < end - 7) {
      return -1;
    }
    boolean known = SUFFIXES.contains(lower(text.substring(dot + 1, end)));
    if (!known) {
      return -1;
    }
    return end < text.length() && text.charAt(end) == '/' ? visibleEnd(text, end) : end;
  }

  private static boolean isHostPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.';
  }

  private static int visibleEnd(String text, int from) {
    int end = from;
    while (end < text.length() && !ends(text.charAt(end))) {
      end++;
    }
    while (end > from && ".,;:!?)]}'\"".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean ends(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || "<>\"⟨⟩…".indexOf(c) >= 0;
  }

  static void write(String text, int at, int end, StringBuilder out) {
    int host = hostStart(text, at);
    if (text.regionMatches(true, host, "www.", 0, 4)) {
      host += 4;
    }
    int path = host;
    while (path < end && isHostPart(text.charAt(path))) {
      path++;
    }
    out.append("⟨url⟩");
    String domain = registrable(lower(text.substring(host, path)));
    if (!domain.isEmpty() && domain.length() <= HOST_LONGEST) {
      out.append(" ⟨d:").append(domain).append('⟩');
    }
    if (end - path > 1) {
      int hash = Murmur3.hash(text, path, end, 0) & 0xffff;
      out.append(" ⟨p:").append(Integer.toHexString(hash)).append('⟩');
    }
    out.append(' ');
  }

  private static String lower(String ascii) {
    return ascii.toLowerCase(java.util.Locale.ROOT);
  }

  /** The last two labels, three under second-level registries: near enough for a token. */
  static String registrable(String host) {
    String[] labels = host.split("\\.");
    int n = labels.length;
    if (n <= 2) {
      return String.join(".", labels);
    }
    boolean second = SECOND.contains(labels[n - 2]) && labels[n - 1].length() == 2;
    int kept = second ? 3 : 2;
    return String.join(".", java.util.Arrays.copyOfRange(labels, n - kept, n));
  }
}
