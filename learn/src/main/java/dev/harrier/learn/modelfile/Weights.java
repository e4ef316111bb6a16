package dev.harrier.learn.modelfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays of numbers, little endian, in the order they were put: {@code weights.bin}.
 *
 * <p>The file is a count, then for each array the length of its name, the name in UTF-8, its length
 * in bytes, and its bytes.
 */
public final class Weights {
  private static final int NAME_LONGEST = 64;

  private final Map<String, byte[]> arrays = new LinkedHashMap<>();

  /** No arrays yet. */
  public Weights() {}

  public Weights put(String name, byte[] values) {
    arrays.put(name, values.clone());
    return this;
  }

  public Weights put(String name, int... values) {
    ByteBuffer bytes = buffer(Math.multiplyExact(4, values.length));
    bytes.asIntBuffer().put(values);
    arrays.put(name, bytes.array());
    return this;
  }

  public Weights put(String name, float... values) {
    ByteBuffer bytes = buffer(Math.multiplyExact(4, values.length));
    bytes.asFloatBuffer().put(values);
    arrays.put(name, bytes.array());
    return this;
  }

  public Weights put(String name, double... values) {
    ByteBuffer bytes = buffer(Math.multiplyExact(8, values.length));
    bytes.asDoubleBuffer().put(values);
    arrays.put(name, bytes.array());
    return this;
  }

  /**
   * Floats of which most are one number: the number, and those that are another with their place.
   */
  public Weights putSparse(String name, float usual, float... values) {
    int others = 0;
    for (float value : values) {
      others += same(value, usual) ? 0 : 1;
    }
    ByteBuffer bytes = buffer(Math.multiplyExact(8, others + 1));
    bytes.putInt(values.length).putFloat(usual);
    for (int i = 0; i < values.length; i++) {
      if (!same(values[i], usual)) {
        bytes.putInt(i).putFloat(values[i]);
      }
    }
    arrays.put(name, bytes.array());
    return this;
  }

  private static boolean same(float a, float b) {
    return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
  }

  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  public byte[] bytes(String name) throws ModelFileException {
    return found(name, 1).clone();
  }

  public int[] ints(String name) throws ModelFileException {
    byte[] bytes = found(name, 4);
    int[] values = new int[bytes.length / 4];
    wrapped(bytes).asIntBuffer().get(values);
    return values;
  }

  public float[] floats(String name) throws ModelFileException {
    byte[] bytes = found(name, 4);
    float[] values = new float[bytes.length / 4];
    wrapped(bytes).asFloatBuffer().get(values);
    return values;
  }

  public double[] doubles(String name) throws ModelFileException {
    byte[] bytes = found(name, 8);
    double[] values = new double[bytes.length / 8];
    wrapped(bytes).asDoubleBuffer().get(values);
    return values;
  }

  /** A whole number of an array that holds one. */
  public int one(String name) throws ModelFileException {
    int[] values = ints(name);
    if (values.length != 1) {
      throw new ModelFileException(
          "`weights.bin` has " + values.length + " numbers in `" + name + "`, expected one");
    }
    return values[0];
  }

  /**
   * What {@link #putSparse} wrote.
   *
   * @param length expected
   */
  public float[] sparse(String name, int length) throws ModelFileException {
    byte[] bytes = found(name, 8);
    ByteBuffer in = wrapped(bytes);
    if (bytes.length < 8 || in.getInt(0) != length) {
      throw new ModelFileException(
          "`weights.bin` has another length of `" + name + "` than " + length);
    }
    float[] values = new float[length];
    Arrays.fill(values, in.getFloat(4));
    in.position(8);
    while (in.hasRemaining()) {
      int at = in.getInt();
      if (at < 0 || at >= length) {
        throw new ModelFileException(
            "`weights.bin` has place " + at + " in `" + name + "`, expected 0 to " + (length - 1));
      }
      values[at] = in.getFloat();
    }
    return values;
  }

  private byte[] found(String name, int width) throws ModelFileException {
    byte[] bytes = arrays.get(name);
    if (bytes == null) {
      throw new ModelFileException(
          "`weights.bin` has no `" + name + "`, it has " + arrays.keySet());
    }
    if (bytes.length % width != 0) {
      throw new ModelFileException(
          "`weights.bin` has "
              + bytes.length
              + " bytes in `"
              + name
              + "`, expected a multiple of "
              + width);
    }
    return bytes;
  }

  byte[] toBytes() {
    long size = 4;
    for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
      size += 8L + utf8(array.getKey()).length + array.getValue().length;
    }
    ByteBuffer out = buffer(Math.toIntExact(size));
    out.putInt(arrays.size());
    arrays.forEach(
        (name, bytes) -> {
          byte[] key = utf8(name);
          out.putInt(key.length).put(key).putInt(bytes.length).put(bytes);
        });
    return out.array();
  }

  static Weights of(byte[] bytes) throws ModelFileException {
    ByteBuffer in = wrapped(bytes);
    Weights weights = new Weights();
    int count = length(in, bytes.length);
    for (int i = 0; i < count; i++) {
      byte[] key = new byte[length(in, NAME_LONGEST)];
      in.get(key);
      byte[] array = new byte[length(in, in.remaining())];
      in.get(array);
      weights.arrays.put(new String(key, StandardCharsets.UTF_8), array);
    }
    if (in.hasRemaining()) {
      throw new ModelFileException(
          "`weights.bin` has " + in.remaining() + " bytes after its last array, expected none");
    }
    return weights;
  }

  /** A length that fits into what is left. */
  private static int length(ByteBuffer in, int most) throws ModelFileException {
    int length = in.remaining() < 4 ? -1 : in.getInt();
    if (length < 0 || length > most || length > in.remaining()) {
      throw new ModelFileException("`weights.bin` ends early: " + in.remaining() + " bytes left");
    }
    return length;
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer wrapped(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
