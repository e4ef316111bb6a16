package dev.harrier.server.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180, and TSV: a header, quoted fields with doubled quotes and line breaks, LF or
 * CRLF, a byte order mark or none. An empty field is absent, quoted or not. Blank lines are
 * skipped.
 */
final class DelimitedReader implements TableReader {
  /** A longer field is a quote that was never closed. */
  private static final int FIELD_LONGEST = 16 << 20;

  private final String file;
  private final Reader text;
  private final char separator;
  private final char[] buffer = new char[1 << 16];
  private final StringBuilder field = new StringBuilder();
  private int at;
  private int limit;
  private long line = 1;
  private long rowLine = 1;
  private List<String> columns = List.of();

  private DelimitedReader(String file, Reader text, char separator) {
    this.file = file;
    this.text = text;
    this.separator = separator;
  }

  static DelimitedReader open(String file, Reader text, char separator, Map<String, String> names)
      throws IOException {
    DelimitedReader reader = new DelimitedReader(file, text, separator);
    try {
      List<@Nullable String> first = reader.row();
      if (first == null) {
        throw new TableException("`" + file + "` is empty, expected a header");
      }
      List<String> found = new ArrayList<>();
      for (String name : first) {
        if (name == null) {
          throw new TableException("`" + file + "` has a column without a name");
        }
        found.add(name.strip());
      }
      reader.columns = Header.renamed(file, found, names);
      return reader;
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable String @Nullable [] next() throws IOException {
    List<@Nullable String> row = row();
    if (row == null) {
      return null;
    }
    if (row.size() != columns.size()) {
      throw new TableException(
          at() + "a row of " + row.size() + " fields, the header has " + columns.size());
    }
    return row.toArray(new @Nullable String[0]);
  }

  @Override
  public long line() {
    return rowLine;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  private String at() {
    return "`" + file + "` line " + rowLine + ": ";
  }

  private @Nullable List<@Nullable String> row() throws IOException {
    int c = read();
    if (line == 1 && c == 0xFEFF) {
      c = read();
    }
    while (c == '\n' || c == '\r') {
      line += c == '\n' ? 1 : 0;
      c = read();
    }
    rowLine = line;
    if (c < 0) {
      return null;
    }
    List<@Nullable String> row = new ArrayList<>(Math.max(4, columns.size()));
    while (true) {
      c = field(c);
      row.add(field.isEmpty() ? null : field.toString());
      if (c != separator) {
        line++;
        return row;
      }
      c = read();
    }
  }

  /** Reads one field, whose first character was read; returns the character that ended it. */
  private int field(int first) throws IOException {
    field.setLength(0);
    int c = first;
    if (c == '"') {
      c = quoted();
      if (c >= 0 && c != separator && c != '\n') {
        throw new TableException(
            at() + "text after a closing quote, expected a separator or the end of the line");
      }
      return c;
    }
    while (c >= 0 && c != separator && c != '\n') {
      if (c != '\r') {
        field.append((char) c);
      }
      c = read();
    }
    return c;
  }

  private int quoted() throws IOException {
    while (true) {
      int c = read();
      if (c < 0 || field.length() > FIELD_LONGEST) {
        throw new TableException(at() + "a quote that is never closed");
      }
      if (c == '"') {
        c = read();
        if (c == '\r') {
          c = read();
        }
        if (c != '"') {
          return c;
        }
      } else if (c == '\n') {
        line++;
      }
      field.append((char) c);
    }
  }

  private int read() throws IOException {
    if (at == limit) {
      try {
        limit = text.read(buffer);
      } catch (CharacterCodingException e) {
        throw new TableException(
            "`"
                + file
                + "` near line "
                + line
                + ": bytes that are not UTF-8, convert the file first");
      } catch (java.io.EOFException e) {
        throw new TableException(
            "`" + file + "` near line " + line + ": the compressed data ends early");
      }
      at = 0;
      if (limit <= 0) {
        limit = 0;
        return -1;
      }
    }
    return buffer[at++];
  }
}
