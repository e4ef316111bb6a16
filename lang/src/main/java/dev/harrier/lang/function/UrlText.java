package dev.harrier.lang.function;

import dev.harrier.lang.value.Numerals;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL in parts, cut as Python's {@code urllib.parse} cuts it: nothing is decoded or repaired.
 *
 * @param authority user, host and port as written
 * @param rest what follows the authority
 */
record UrlText(String scheme, String authority, String rest) {
  private static final String SCHEME_END = "://";
  private static final Pattern IPV_FUTURE = Pattern.compile("v[a-fA-F0-9]+\\..+");

  /**
   * The {@code http} and {@code https} URLs of a text, in order; what looks like one and cannot be
   * parsed is left out.
   */
  static List<UrlText> all(String text) {
    List<UrlText> urls = new ArrayList<>();
    int at = text.indexOf("http");
    while (at >= 0) {
      int host = hostStart(text, at);
      int end = host < 0 ? at + 1 : end(text, host);
      if (host >= 0 && end > host + 1) {
        UrlText url = parsed(text.substring(at, host - 3), text.substring(host, end));
        if (url != null) {
          urls.add(url);
        }
      } else {
        end = at + 1;
      }
      at = text.indexOf("http", end);
    }
    return urls;
  }

  private static int hostStart(String text, int at) {
    int scheme = text.startsWith("https", at) ? at + 5 : at + 4;
    if (!text.startsWith(SCHEME_END, scheme)) {
      return -1;
    }
    int host = scheme + SCHEME_END.length();
    boolean good = host < text.length() && text.charAt(host) != '/' && !space(text.charAt(host));
    return good ? host : -1;
  }

  private static int end(String text, int host) {
    int end = host + 1;
    while (end < text.length() && !space(text.charAt(end)) && ")>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean space(char c) {
    return Numerals.space(c);
  }

  /**
   * The URL whose text after {@code scheme://} is {@code tail}; null where Python finds it invalid.
   */
  static @Nullable UrlText parsed(String scheme, String tail) {
    int end = 0;
    while (end < tail.length() && "/?#".indexOf(tail.charAt(end)) < 0) {
      end++;
    }
    String authority = tail.substring(0, end);
    return valid(authority) ? new UrlText(scheme, authority, tail.substring(end)) : null;
  }

  private static boolean valid(String authority) {
    boolean opens = authority.indexOf('[') >= 0;
    if (opens != authority.indexOf(']') >= 0 || (opens && !validBrackets(authority))) {
      return false;
    }
    return ascii(authority) || !hidesDelimiter(authority);
  }

  private static boolean validBrackets(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int close = host.indexOf(']');
    if (!host.startsWith("[") || close < 0) {
      return false;
    }
    String inside = host.substring(1, close);
    Matcher future = IPV_FUTURE.matcher(inside);
    return inside.startsWith("v") ? future.matches() : IpText.isVersion6(inside);
  }

  private static boolean ascii(String s) {
    return s.chars().allMatch(c -> c < 0x80);
  }

  /** Whether normalisation would turn a character into one that ends the authority. */
  private static boolean hidesDelimiter(String authority) {
    String plain = authority.replaceAll("[@:#?]", "");
    String normal = Normalizer.normalize(plain, Normalizer.Form.NFKC);
    return !normal.equals(plain) && normal.chars().anyMatch(c -> "/?#@:".indexOf(c) >= 0);
  }

  /** The URL as text, without empty parameters, query or fragment. */
  String text() {
    String path = rest;
    String fragment = "";
    int hash = path.indexOf('#');
    if (hash >= 0) {
      fragment = path.length() > hash + 1 ? path.substring(hash) : "";
      path = path.substring(0, hash);
    }
    String query = "";
    int mark = path.indexOf('?');
    if (mark >= 0) {
      query = path.length() > mark + 1 ? path.substring(mark) : "";
      path = path.substring(0, mark);
    }
    boolean emptyParameters =
        path.endsWith(";") && path.indexOf(';', path.lastIndexOf('/')) == path.length() - 1;
    path = emptyParameters ? path.substring(0, path.length() - 1) : path;
    return scheme + SCHEME_END + authority + path + query + fragment;
  }

  /** The authority without its port: up to the first colon, or the bracketed address. */
  String domain() {
    if (authority.startsWith("[")) {
      return authority.substring(0, authority.indexOf(']') + 1);
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  /** The host of a URL or bare domain, in lower case; null where it is invalid. */
  static @Nullable String host(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    int tail =
        lower.startsWith("//")
            ? 2
            : lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
    UrlText parsed = parsed("https", lower.substring(tail).replaceAll("[\t\r\n]", ""));
    if (parsed == null) {
      return null;
    }
    String host = parsed.authority().substring(parsed.authority().lastIndexOf('@') + 1);
    if (host.startsWith("[")) {
      return host.substring(1, host.indexOf(']'));
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }
}
