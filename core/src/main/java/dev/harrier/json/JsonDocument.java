package dev.harrier.json;

import java.math.BigInteger;

/**
 * A parsed JSON text as a flat tape of nodes over its bytes.
 *
 * <p>A node is an int. Children of a container follow it in document order; {@link #next} skips a whole subtree. Members of an object are their value
 * nodes, whose key is asked of the member itself. A document that a {@link JsonParser} hands out is valid until the parser's next use.
 */
public final class JsonDocument {
  /** No such node. */
  public static final int NONE = -1;

  public int root() {
    throw new UnsupportedOperationException();
  }

  public JsonKind kind(int node) {
    throw new UnsupportedOperationException();
  }

  /** Number of items or members of a container, duplicates counted. */
  public int size(int container) {
    throw new UnsupportedOperationException();
  }

  /** First child of a container, or {@link #NONE}. */
  public int firstChild(int container) {
    throw new UnsupportedOperationException();
  }

  /** Next sibling of a child, or {@link #NONE} after the last. */
  public int nextSibling(int child) {
    throw new UnsupportedOperationException();
  }

  /** Key of an object's member, decoded. */
  public String key(int member) {
    throw new UnsupportedOperationException();
  }

  /** The object's member of that name, the last one where the name is duplicated, or {@link #NONE}. */
  public int member(int object, String name) {
    throw new UnsupportedOperationException();
  }

  /** Value of an {@link JsonKind#INT}. */
  public long longValue(int node) {
    throw new UnsupportedOperationException();
  }

  /** Value of an {@link JsonKind#INT} or {@link JsonKind#BIG_INT}. */
  public BigInteger bigIntegerValue(int node) {
    throw new UnsupportedOperationException();
  }

  /** Value of a {@link JsonKind#FLOAT}, correctly rounded. */
  public double doubleValue(int node) {
    throw new UnsupportedOperationException();
  }

  /** Value of a {@link JsonKind#STRING}, decoded. */
  public String stringValue(int node) {
    throw new UnsupportedOperationException();
  }
}
