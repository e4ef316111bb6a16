package dev.harrier.lang.function;

import dev.harrier.lang.value.NodeFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Cookie} header as Python's {@code http.cookies} reads it.
 *
 * <p>It reads pairs until the first thing that is none, and keeps what it has; but a name without a
 * value, or an attribute such as {@code path} before the first pair, discards the whole header.
 * Values are kept as written, with their quotes.
 */
final class CookieText {
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "expires",
          "path",
          "comment",
          "domain",
          "max-age",
          "secure",
          "httponly",
          "version",
          "samesite");
  private static final Set<String> FLAGS = Set.of("secure", "httponly");
  private static final String KEY_PUNCTUATION = "!#%&'~_`><@,:/$*+-.^|)(?}{=";
  private static final String NAME_PUNCTUATION = "!#$%&'*+-.^_`|~:";
  private static final Pattern EXPIRES =
      Pattern.compile(
          "\\w{3},[ \\t\\n\\r\\f\\x0B][\\w\\s\\x0B-]{9,11}[ \\t\\n\\r\\f\\x0B][\\d:]{8}[ \\t\\n\\r\\f\\x0B]GMT");

  private final String text;
  private int at;
  private String key = "";
  private @Nullable String value;

  private CookieText(String text) {
    this.text = text;
  }

  /** Values by name; of a repeated name the last. */
  static Map<String, String> values(String header) {
    return new CookieText(header).read();
  }

  private record Pair(String name, @Nullable String value, boolean attribute) {}

  private Map<String, String> read() {
    List<Pair> pairs = new ArrayList<>();
    boolean seen = false;
    while (at < text.length() && next()) {
      boolean dollar = key.startsWith("$");
      boolean attribute = ATTRIBUTES.contains(key.toLowerCase(Locale.ROOT));
      if (dollar && !seen) {
        continue;
      }
      if (dollar) {
        pairs.add(new Pair(key.substring(1), value, true));
      } else if (attribute) {
        boolean flag = FLAGS.contains(key.toLowerCase(Locale.ROOT));
        if (!seen || (value == null && !flag)) {
          return Map.of();
        }
        pairs.add(new Pair(key, value, true));
      } else if (value == null) {
        return Map.of();
      } else {
        pairs.add(new Pair(key, value, false));
        seen = true;
      }
    }
    return collected(pairs);
  }

  private static Map<String, String> collected(List<Pair> pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      boolean known = ATTRIBUTES.contains(pair.name().toLowerCase(Locale.ROOT));
      if (pair.attribute() ? !known : !legalName(pair.name())) {
        throw NodeFailure.counted("CookieError", "illegal name `" + pair.name() + "` of a cookie");
      }
      String value = pair.value();
      if (!pair.attribute() && value != null) {
        values.put(pair.name(), value);
      }
    }
    return values;
  }

  private static boolean legalName(String name) {
    return name.chars()
        .allMatch(c -> wordCharacter(c) && c != '_' || NAME_PUNCTUATION.indexOf(c) >= 0);
  }

  /** Reads one pair; the key is the shortest after which a pair ends properly. */
  private boolean next() {
    int start = spaces(at);
    int valueEnd = -1;
    for (int end = start + 1; end <= text.length() && keyCharacter(text.charAt(end - 1)); end++) {
      int equals = spaces(end);
      if (equals < text.length() && text.charAt(equals) == '=') {
        int from = spaces(equals + 1);
        if (special(start, end, from)) {
          return true;
        }
        valueEnd = Math.max(valueEnd, from);
        while (valueEnd < text.length() && valueCharacter(text.charAt(valueEnd))) {
          valueEnd++;
        }
        if (ended(start, end, from, valueEnd)) {
          return true;
        }
      }
      if (ended(start, end, -1, end)) {
        return true;
      }
    }
    return false;
  }

  /** A quoted value, or the date of {@code expires}. */
  private boolean special(int start, int end, int from) {
    int quoted = quotedEnd(from);
    if (quoted > 0 && ended(start, end, from, quoted)) {
      return true;
    }
    Matcher date = EXPIRES.matcher(text).region(from, text.length());
    return date.lookingAt() && ended(start, end, from, date.end());
  }

  private int quotedEnd(int from) {
    if (from >= text.length() || text.charAt(from) != '"') {
      return -1;
    }
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\' && (++i >= text.length() || text.charAt(i) == '\n')) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether the pair may end here: at white space, a semicolon, or the end of the text. */
  private boolean ended(int start, int keyEnd, int valueStart, int valueEnd) {
    int after = spaces(valueEnd);
    boolean semicolon = after < text.length() && text.charAt(after) == ';';
    if (!semicolon && after < text.length() && after == valueEnd) {
      return false;
    }
    key = text.substring(start, keyEnd);
    value = valueStart < 0 ? null : text.substring(valueStart, valueEnd);
    at = semicolon ? after + 1 : after;
    return true;
  }

  private int spaces(int from) {
    int i = from;
    while (i < text.length()
        && (text.charAt(i) == ' ' || (text.charAt(i) >= 9 && text.charAt(i) <= 13))) {
      i++;
    }
    return i;
  }

  private static boolean keyCharacter(char c) {
    return wordCharacter(c) || KEY_PUNCTUATION.indexOf(c) >= 0;
  }

  private static boolean valueCharacter(char c) {
    return keyCharacter(c) || c == '[' || c == ']';
  }

  private static boolean wordCharacter(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
  }
}
