package dev.harrier.server.report;

import java.util.List;
import java.util.Locale;

/** Writes HTML; all text is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Markup as it stands. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Markup with numbers or already escaped text put in. */
  Html raw(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments));
    return this;
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** A row of a table; the first cell names the row. */
  void row(List<String> cells) {
    raw("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      raw(i == 0 ? "<th scope=\"row\">" : "<td>")
          .text(cells.get(i))
          .raw(i == 0 ? "</th>" : "</td>");
    }
    raw("</tr>\n");
  }

  void head(List<String> cells) {
    raw("<thead><tr>");
    for (String cell : cells) {
      raw("<th scope=\"col\">").text(cell).raw("</th>");
    }
    raw("</tr></thead>\n");
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < 0x20 && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
