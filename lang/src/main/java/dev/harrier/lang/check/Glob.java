package dev.harrier.lang.check;

import java.util.regex.Pattern;

/**
 * The paths that a format string can name: each interpolated name stands for any text, slashes
 * included.
 */
final class Glob {
  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  static Glob of(String template) {
    StringBuilder text = new StringBuilder();
    StringBuilder pattern = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      boolean brace = c == '{' || c == '}';
      if (brace && i + 1 < template.length() && template.charAt(i + 1) == c) {
        i += 2;
      } else if (c == '{') {
        text.append('*');
        pattern.append(".*");
        i = template.indexOf('}', i) + 1;
        continue;
      } else {
        i++;
      }
      text.append(c);
      pattern.append(Pattern.quote(String.valueOf(c)));
    }
    return new Glob(text.toString(), Pattern.compile(pattern.toString(), Pattern.DOTALL));
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** With a star for each name. */
  @Override
  public String toString() {
    return text;
  }
}
