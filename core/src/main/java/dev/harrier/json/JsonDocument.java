package dev.harrier.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

public final class JsonDocument {
  public static final int NONE = -1;
  public static final byte NULL = 0, FALSE = 1, TRUE = 2, INT = 3, BIG_INT = 4, FLOAT = 5, STRING = 6, ARRAY = 7, OBJECT = 8;
  private static final JsonKind[] KINDS = JsonKind.values();
  static final int ASCII = 1, ESCAPES = 2, KEY_ESCAPES = 4;
  byte[] bytes = {};
  byte[] kinds = new byte[256];
  byte[] flags = new byte[256];
  int[] starts = new int[256], ends = new int[256], siblings = new int[256], keyStarts = new int[256], keyEnds = new int[256], sizes = new int[256];
  long[] values = new long[256];
  int count;
  int add(byte kind) {
    if (count == kinds.length) {
      int n = count * 2;
      kinds = Arrays.copyOf(kinds, n); flags = Arrays.copyOf(flags, n); starts = Arrays.copyOf(starts, n); ends = Arrays.copyOf(ends, n); siblings = Arrays.copyOf(siblings, n); keyStarts = Arrays.copyOf(keyStarts, n); keyEnds = Arrays.copyOf(keyEnds, n); sizes = Arrays.copyOf(sizes, n); values = Arrays.copyOf(values, n);
    }
    kinds[count] = kind; flags[count] = 0; siblings[count] = NONE; sizes[count] = 0; keyStarts[count]=-1;
    return count++;
  }
  public int root() { return 0; }
  public byte[] bytes() { return bytes; }
  public int start(int n) { return starts[n]; }
  public int end(int n) { return ends[n]; }
  public boolean isPlainAscii(int n) { return (flags[n] & 3) == ASCII; }
  public boolean hasEscapes(int n) { return (flags[n] & ESCAPES) != 0; }
  public int kindCode(int n) { return kinds[n]; }
  public JsonKind kind(int n) { return KINDS[kinds[n]]; }
  public int size(int n) { return sizes[n]; }
  public int firstChild(int n) { return sizes[n] > 0 ? n + 1 : NONE; }
  public int nextSibling(int n) { return siblings[n]; }
  public String key(int n) { return decode(keyStarts[n], keyEnds[n], (flags[n] & KEY_ESCAPES) != 0); }
  public boolean keyEquals(int n, byte[] name) {
    if ((flags[n] & KEY_ESCAPES) != 0) return key(n).equals(new String(name, StandardCharsets.UTF_8));
    return Arrays.equals(bytes, keyStarts[n], keyEnds[n], name, 0, name.length);
  }
  public int member(int o, String name) {
    byte[] b = name.getBytes(StandardCharsets.UTF_8); int found = NONE;
    for (int c = firstChild(o); c != NONE; c = nextSibling(c)) if (keyEquals(c, b)) found = c;
    return found;
  }
  public long longValue(int n) { return values[n]; }
  public BigInteger bigIntegerValue(int n) { return kinds[n] == INT ? BigInteger.valueOf(values[n]) : new BigInteger(new String(bytes, starts[n], ends[n] - starts[n], StandardCharsets.ISO_8859_1)); }
  public double doubleValue(int n) { return Double.parseDouble(new String(bytes, starts[n], ends[n] - starts[n], StandardCharsets.ISO_8859_1)); }
  public String stringValue(int n) {
    if (isPlainAscii(n)) return new String(bytes, starts[n], ends[n] - starts[n], StandardCharsets.ISO_8859_1);
    return decode(starts[n], ends[n], hasEscapes(n));
  }
  private String decode(int s, int e, boolean esc) {
    String raw = new String(bytes, s, e - s, StandardCharsets.UTF_8);
    if (!esc) return raw;
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') { b.append(c); continue; }
      c = raw.charAt(++i);
      switch (c) { case 'n' -> b.append('\n'); case 't' -> b.append('\t'); case 'r' -> b.append('\r'); case 'b' -> b.append('\b'); case 'f' -> b.append('\f'); case 'u' -> { b.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16)); i += 4; } default -> b.append(c); }
    }
    return b.toString();
  }
}
