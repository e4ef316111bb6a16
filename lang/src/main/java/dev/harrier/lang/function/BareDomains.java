package dev.harrier.lang.function;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Domains in running text, with or without a scheme before them. */
final class BareDomains {
  /**
   * Labels joined by points, the last one of letters only; at most twenty, so that hostile text
   * costs little.
   */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}@._-])(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,62})\\.){1,20}[\\p{L}\\p{N}-]{2,63}");

  private BareDomains() {}

  /**
   * Adds the domains of the text in order of appearance: lower case, without {@code www.}, known
   * public suffix only.
   */
  static void collect(String text, Set<String> domains) {
    Matcher matcher = DOMAIN.matcher(text);
    while (matcher.find()) {
      String domain = matcher.group().toLowerCase(Locale.ROOT);
      if (domain.startsWith("www.") && domain.indexOf('.', 4) > 0) {
        domain = domain.substring(4);
      }
      boolean scheme = text.startsWith("://", matcher.start() - 3);
      String suffix = PublicSuffix.of(domain);
      if (scheme || (suffix != null && !suffix.equals(domain))) {
        domains.add(domain);
      }
    }
  }
}
