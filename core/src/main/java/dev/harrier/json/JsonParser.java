package dev.harrier.json;

public final class JsonParser {
  public static final int MAX_DEPTH = 1_000;
  private final JsonDocument d = new JsonDocument();
  private byte[] b = {}; private int p, to;
  public JsonDocument parse(byte[] bytes, int from, int to) throws JsonException {
    d.bytes = bytes; d.count = 0; b = bytes; p = from; this.to = to;
    ws(); value(0); ws(); if (p != to) throw err("trailing"); return d;
  }
  public static JsonDocument parse(byte[] bytes) throws JsonException { return new JsonParser().parse(bytes, 0, bytes.length); }
  private JsonException err(String m) { return new JsonException(m, p); }
  private void ws() { while (p < to && (b[p] == ' ' || b[p] == '\n' || b[p] == '\t' || b[p] == '\r')) p++; }
  private int value(int depth) throws JsonException {
    if (p >= to || depth > MAX_DEPTH) throw err("end");
    switch (b[p]) {
      case '{' -> { int n = d.add(JsonDocument.OBJECT); d.starts[n] = p++; int last = -1; ws();
        if (b[p] == '}') { p++; } else while (true) { ws(); if (b[p] != '"') throw err("key"); int ks = p + 1; int f = str(); int ke = p - 1; ws(); if (b[p++] != ':') throw err(":"); ws();
          int c = value(depth + 1); d.keyStarts[c] = ks; d.keyEnds[c] = ke; if ((f & 2) != 0) d.flags[c] |= 4; if (last >= 0) d.siblings[last] = c; last = c; d.sizes[n]++; ws(); byte x = b[p++]; if (x == '}') break; if (x != ',') throw err(","); }
        d.ends[n] = p; return n; }
      case '[' -> { int n = d.add(JsonDocument.ARRAY); d.starts[n] = p++; int last = -1; ws();
        if (b[p] == ']') { p++; } else while (true) { ws(); int c = value(depth + 1); if (last >= 0) d.siblings[last] = c; last = c; d.sizes[n]++; ws(); byte x = b[p++]; if (x == ']') break; if (x != ',') throw err(","); }
        d.ends[n] = p; return n; }
      case '"' -> { int n = d.add(JsonDocument.STRING); int s = p + 1; int f = str(); d.starts[n] = s; d.ends[n] = p - 1; d.flags[n] |= (byte) f; return n; }
      case 't' -> { p += 4; return d.add(JsonDocument.TRUE); }
      case 'f' -> { p += 5; return d.add(JsonDocument.FALSE); }
      case 'n' -> { p += 4; return d.add(JsonDocument.NULL); }
      default -> { int s = p; boolean fl = false; while (p < to && (b[p] == '-' || b[p] == '+' || b[p] == '.' || b[p] == 'e' || b[p] == 'E' || (b[p] >= '0' && b[p] <= '9'))) { if (b[p] == '.' || b[p] == 'e' || b[p] == 'E') fl = true; p++; }
        if (s == p) throw err("value"); int n = d.add(fl ? JsonDocument.FLOAT : JsonDocument.INT); d.starts[n] = s; d.ends[n] = p;
        if (!fl) { try { d.values[n] = Long.parseLong(new String(b, s, p - s)); } catch (NumberFormatException x) { d.kinds[n] = JsonDocument.BIG_INT; } } return n; }
    }
  }
  private int str() throws JsonException { int f = 1; p++; while (p < to) { byte c = b[p++]; if (c == '"') return f; if (c == '\\') { f |= 2; p++; } if (c < 0) f &= ~1; } throw err("string"); }
}
