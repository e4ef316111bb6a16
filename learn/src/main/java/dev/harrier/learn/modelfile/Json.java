package dev.harrier.learn.modelfile;

import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonKind;
import dev.harrier.json.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * One JSON entry of a model file: written with members in the order given, read with the path of
 * what is missing or of another type. NaN is null in the file.
 */
final class Json {
  private Json() {}

  /** Writes an object; two spaces a level, so that people can read it. */
  static final class Writer {
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean first = true;

    private Writer() {}

    /** An object of the members that the given step adds. */
    static byte[] object(Consumer<Writer> members) {
      Writer writer = new Writer();
      writer.nested('{', '}', () -> members.accept(writer));
      return writer.text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    Writer put(String name, String value) {
      key(name);
      quote(value);
      return this;
    }

    Writer put(String name, long value) {
      key(name);
      text.append(value);
      return this;
    }

    Writer put(String name, boolean value) {
      key(name);
      text.append(value);
      return this;
    }

    /** Doubles keep every bit: Java's shortest decimal form reads back as the same double. */
    Writer put(String name, double value) {
      key(name);
      number(value);
      return this;
    }

    Writer put(String name, List<String> values) {
      key(name);
      text.append('[');
      for (Iterator<String> all = values.iterator(); all.hasNext(); ) {
        quote(all.next());
        text.append(all.hasNext() ? ", " : "");
      }
      text.append(']');
      return this;
    }

    Writer put(String name, double[] values) {
      key(name);
      text.append('[');
      for (int i = 0; i < values.length; i++) {
        text.append(i == 0 ? "" : ", ");
        number(values[i]);
      }
      text.append(']');
      return this;
    }

    Writer putObject(String name, Consumer<Writer> members) {
      key(name);
      nested('{', '}', () -> members.accept(this));
      return this;
    }

    <T> Writer putObjects(String name, List<T> items, java.util.function.BiConsumer<Writer, T> of) {
      key(name);
      nested(
          '[',
          ']',
          () -> {
            for (T item : items) {
              next();
              nested('{', '}', () -> of.accept(this, item));
            }
          });
      return this;
    }

    private void nested(char open, char close, Runnable inside) {
      text.append(open);
      depth++;
      first = true;
      inside.run();
      depth--;
      if (!first) {
        line();
      }
      text.append(close);
      first = false;
    }

    private void next() {
      text.append(first ? "" : ",");
      line();
      first = false;
    }

    private void line() {
      text.append('\n').append("  ".repeat(depth));
    }

    private void key(String name) {
      next();
      quote(name);
      text.append(": ");
    }

    private void number(double value) {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        text.append("null");
      } else {
        text.append(value);
      }
    }

    private void quote(String value) {
      text.append('"');
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '"' || c == '\\') {
          text.append('\\').append(c);
        } else if (c < ' ' || Character.isSurrogate(c)) {
          text.append(String.format("\\u%04x", (int) c));
        } else {
          text.append(c);
        }
      }
      text.append('"');
    }
  }

  /** A value and how it was reached. */
  static final class Reader {
    private final JsonDocument document;
    private final int node;
    private final String path;

    private Reader(JsonDocument document, int node, String path) {
      this.document = document;
      this.node = node;
      this.path = path;
    }

    static Reader of(String entry, byte[] bytes) throws ModelFileException {
      try {
        JsonDocument document = JsonParser.parse(bytes);
        Reader reader = new Reader(document, document.root(), "`" + entry + "`");
        reader.expect(JsonKind.OBJECT);
        return reader;
      } catch (JsonException e) {
        throw new ModelFileException(
            "`" + entry + "` is not JSON at byte " + e.offset() + ": " + e.getMessage());
      }
    }

    private void expect(JsonKind... kinds) throws ModelFileException {
      for (JsonKind kind : kinds) {
        if (document.kind(node) == kind) {
          return;
        }
      }
      throw new ModelFileException(
          path
              + " is "
              + word(document.kind(node))
              + ", expected "
              + word(kinds[kinds.length - 1]));
    }

    private static String word(JsonKind kind) {
      return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private Reader member(String name) throws ModelFileException {
      int member = document.member(node, name);
      if (member == JsonDocument.NONE) {
        throw new ModelFileException(path + " has no `" + name + "`, expected one");
      }
      return new Reader(document, member, path + " `" + name + "`");
    }

    boolean has(String name) {
      return document.member(node, name) != JsonDocument.NONE;
    }

    String text(String name) throws ModelFileException {
      Reader member = member(name);
      member.expect(JsonKind.STRING);
      return document.stringValue(member.node);
    }

    long integer(String name) throws ModelFileException {
      Reader member = member(name);
      member.expect(JsonKind.INT);
      return document.longValue(member.node);
    }

    int small(String name) throws ModelFileException {
      long value = integer(name);
      if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
        throw new ModelFileException(path + " `" + name + "` is " + value + ", expected an int");
      }
      return (int) value;
    }

    boolean flag(String name) throws ModelFileException {
      Reader member = member(name);
      member.expect(JsonKind.FALSE, JsonKind.TRUE);
      return document.kind(member.node) == JsonKind.TRUE;
    }

    double number(String name) throws ModelFileException {
      return member(name).number();
    }

    private double number() throws ModelFileException {
      expect(JsonKind.NULL, JsonKind.INT, JsonKind.FLOAT);
      return switch (document.kind(node)) {
        case NULL -> Double.NaN;
        case INT -> document.longValue(node);
        default -> document.doubleValue(node);
      };
    }

    List<String> texts(String name) throws ModelFileException {
      List<String> texts = new ArrayList<>();
      for (Reader child : member(name).children()) {
        child.expect(JsonKind.STRING);
        texts.add(document.stringValue(child.node));
      }
      return texts;
    }

    double[] numbers(String name) throws ModelFileException {
      List<Reader> children = member(name).children();
      double[] numbers = new double[children.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = children.get(i).number();
      }
      return numbers;
    }

    Reader object(String name) throws ModelFileException {
      Reader member = member(name);
      member.expect(JsonKind.OBJECT);
      return member;
    }

    List<Reader> objects(String name) throws ModelFileException {
      List<Reader> children = member(name).children();
      for (Reader child : children) {
        child.expect(JsonKind.OBJECT);
      }
      return children;
    }

    private List<Reader> children() throws ModelFileException {
      expect(JsonKind.ARRAY);
      List<Reader> children = new ArrayList<>();
      int child = document.firstChild(node);
      while (child != JsonDocument.NONE) {
        children.add(new Reader(document, child, path + " item " + children.size()));
        child = document.nextSibling(child);
      }
      return children;
    }

    /** One of an enum's words. */
    <E extends Enum<E>> E word(String name, Class<E> words) throws ModelFileException {
      String text = text(name);
      for (E one : java.util.Objects.requireNonNull(words.getEnumConstants())) {
        if (lower(one).equals(text)) {
          return one;
        }
      }
      throw new ModelFileException(
          path
              + " `"
              + name
              + "` is `"
              + text
              + "`, expected one of "
              + java.util.Arrays.stream(words.getEnumConstants()).map(Json::lower).toList());
    }
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(java.util.Locale.ROOT);
  }
}
