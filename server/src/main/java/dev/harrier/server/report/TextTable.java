package dev.harrier.server.report;

import java.util.ArrayList;
import java.util.List;

/** Columns of text: the first to the left, the others to the right unless told. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> left = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
    left.add(0);
  }

  /** Aligns the column to the left. */
  TextTable left(int column) {
    left.add(column);
    return this;
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  boolean empty() {
    return rows.size() == 1;
  }

  void appendTo(StringBuilder out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = " ".repeat(widths[i] - width(row.get(i)));
        line.append("  ").append(left.contains(i) ? row.get(i) + pad : pad + row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
