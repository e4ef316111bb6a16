package dev.harrier.server.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines: an object a line. The columns are those of the first {@value #SAMPLE} objects; a
 * field that first comes later is an error that names it. Values keep their spelling, nested ones
 * their JSON; null and "" are absent.
 */
final class JsonLinesReader implements TableReader {
  static final int SAMPLE = 1000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String file;
  private final InputStream bytes;
  private final Map<String, String> names;
  private final List<JsonNode> ahead = new ArrayList<>();
  private final List<Long> aheadLines = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final List<String> columns;
  private int taken;
  private long line;
  private long rowLine;

  JsonLinesReader(String file, InputStream bytes, Map<String, String> names) throws IOException {
    this.file = file;
    this.bytes = bytes;
    this.names = names;
    this.columns = sampled();
  }

  private List<String> sampled() throws IOException {
    java.util.LinkedHashSet<String> seen = new java.util.LinkedHashSet<>();
    while (ahead.size() < SAMPLE) {
      JsonNode node = parsed();
      if (node == null) {
        break;
      }
      ahead.add(node);
      aheadLines.add(line);
      node.fieldNames().forEachRemaining(seen::add);
    }
    if (ahead.isEmpty()) {
      throw new TableException("`" + file + "` is empty, expected an object a line");
    }
    found.addAll(seen);
    return Header.renamed(file, found, names);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable String @Nullable [] next() throws IOException {
    JsonNode node;
    if (taken < ahead.size()) {
      rowLine = aheadLines.get(taken);
      node = ahead.get(taken++);
    } else {
      node = parsed();
      rowLine = line;
    }
    return node == null ? null : row(node);
  }

  private @Nullable String[] row(JsonNode node) {
    @Nullable String[] row = new @Nullable String[found.size()];
    int known = 0;
    for (int i = 0; i < row.length; i++) {
      JsonNode value = node.get(found.get(i));
      known += value == null ? 0 : 1;
      if (value != null && !value.isNull()) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        row[i] = text.isEmpty() ? null : text;
      }
    }
    if (known < node.size()) {
      node.fieldNames()
          .forEachRemaining(
              name -> {
                if (!found.contains(name)) {
                  throw new TableException(
                      "`"
                          + file
                          + "` line "
                          + rowLine
                          + ": field `"
                          + name
                          + "` is in none of the first "
                          + SAMPLE
                          + " objects");
                }
              });
    }
    return row;
  }

  @Override
  public long line() {
    return rowLine;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private @Nullable JsonNode parsed() throws IOException {
    byte[] one = lineBytes();
    while (one != null && isBlank(one)) {
      one = lineBytes();
    }
    if (one == null) {
      return null;
    }
    try {
      JsonNode node = JSON.readTree(one);
      if (!node.isObject()) {
        throw new TableException("`" + file + "` line " + line + ": not an object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new TableException("`" + file + "` line " + line + ": " + e.getOriginalMessage());
    } catch (java.io.CharConversionException e) {
      throw new TableException(
          "`" + file + "` line " + line + ": bytes that are not UTF-8, convert the file first");
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one > ' ' || one < 0) {
        return false;
      }
    }
    return true;
  }

  private byte @Nullable [] lineBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    int c = bytes.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      out.write(c);
      c = bytes.read();
    }
    line++;
    return out.toByteArray();
  }
}
