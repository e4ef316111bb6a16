package dev.harrier.lang.function;

import java.util.ArrayList;
import java.util.List;

/** Cuts a written time into numbers, words, spaces and single characters. */
final class DateTokens {
  private DateTokens() {}

  static List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      add(text.substring(at, end), tokens);
      at = end;
    }
    return tokens;
  }

  private static int end(String text, int from) {
    char first = text.charAt(from);
    if (digit(first)) {
      return run(text, from, true);
    }
    return Character.isLetter(first) ? run(text, from, false) : from + 1;
  }

  /** A run of digits or letters, with points inside; in a number a comma stands for a point. */
  private static int run(String text, int from, boolean number) {
    int at = from + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean point = c == '.' || (number && c == ',' && at - from >= 2);
      boolean inner = point && at + 1 < text.length() && digit(text.charAt(at + 1)) && number;
      if (number ? !digit(c) && !inner : !Character.isLetter(c)) {
        break;
      }
      at++;
    }
    return at;
  }

  private static void add(String token, List<String> tokens) {
    if (token.length() == 1 && Character.isWhitespace(token.charAt(0))) {
      tokens.add(" ");
      return;
    }
    long points = token.chars().filter(c -> c == '.' || c == ',').count();
    if (token.length() > 1 && points > 1) {
      split(token, tokens);
    } else {
      tokens.add(token.length() > 1 ? token.replace(',', '.') : token);
    }
  }

  /** {@code 1.2.2026} is three numbers and two separators. */
  private static void split(String token, List<String> tokens) {
    int start = 0;
    for (int i = 0; i <= token.length(); i++) {
      boolean end = i == token.length();
      if (end || token.charAt(i) == '.' || token.charAt(i) == ',') {
        if (i > start) {
          tokens.add(token.substring(start, i));
        }
        if (!end) {
          tokens.add(token.substring(i, i + 1));
        }
        start = i + 1;
      }
    }
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
