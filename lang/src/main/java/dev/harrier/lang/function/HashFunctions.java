package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.STR;

import dev.harrier.lang.value.NodeFailure;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Digests of a text's UTF-8 bytes, and Base64. */
public final class HashFunctions {
  static final List<Function> ALL =
      List.of(
          digest("HashMd5", "MD5", "d41d8cd98f00b204e9800998ecf8427e"),
          digest("HashSha1", "SHA-1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
          digest(
              "HashSha256",
              "SHA-256",
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
          digest(
              "HashSha512",
              "SHA-512",
              "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                  + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"),
          function("Base64Encode", STR, "Returns the Base64 of a text's UTF-8 bytes.")
              .takes("input", STR, "the text")
              .costs(100)
              .example("Base64Encode(input='hi')", "'aGk='")
              .code(HashFunctions.class),
          function(
                  "Base64Decode",
                  STR,
                  "Returns the text whose UTF-8 bytes a Base64 text stands for. Characters outside"
                      + " the alphabet are skipped; wrong padding or bytes that are not UTF-8 are a"
                      + " counted failure.")
              .takes("input", STR, "the Base64 text")
              .costs(120)
              .example("Base64Decode(input='aGk=')", "'hi'")
              .example("Base64Decode(input='aGk')", "error")
              .code(HashFunctions.class));

  private HashFunctions() {}

  private static Function digest(String name, String algorithm, String ofEmpty) {
    return function(name, STR, "Returns the " + algorithm + " digest of a text, in hexadecimal.")
        .takes("input", STR, "the text, hashed as UTF-8")
        .costs(400)
        .example(name + "(input='')", "'" + ofEmpty + "'")
        .code(HashFunctions.class);
  }

  public static String hashMd5(String input) {
    return hex("MD5", input);
  }

  public static String hashSha1(String input) {
    return hex("SHA-1", input);
  }

  public static String hashSha256(String input) {
    return hex("SHA-256", input);
  }

  public static String hashSha512(String input) {
    return hex("SHA-512", input);
  }

  private static String hex(String algorithm, String input) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(utf8(input)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm, e);
    }
  }

  public static String base64Encode(String input) {
    return Base64.getEncoder().encodeToString(utf8(input));
  }

  /** UTF-8 bytes; half of a surrogate pair has none, which is a counted failure. */
  private static byte[] utf8(String input) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(input));
      return Arrays.copyOf(bytes.array(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw NodeFailure.counted("UnicodeEncodeError", "the text holds half of a surrogate pair");
    }
  }

  public static String base64Decode(String input) {
    byte[] bytes = decode(input);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw NodeFailure.counted("UnicodeDecodeError", "the decoded bytes are not UTF-8");
    }
  }

  /**
   * Python's lenient decoder: foreign characters are skipped, a group ends at its padding, what
   * follows complete padding is ignored.
   */
  private static byte[] decode(String input) {
    byte[] out = new byte[input.length() * 3 / 4 + 3];
    int length = 0;
    int group = 0;
    int left = 0;
    int pads = 0;
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      if (c > 0x7F) {
        throw NodeFailure.counted("ValueError", "the text holds a character beyond ASCII");
      }
      if (c == '=') {
        pads++;
        if (group >= 2 && group + pads >= 4) {
          return Arrays.copyOf(out, length);
        }
        continue;
      }
      int digit = digit(c);
      if (digit < 0) {
        continue;
      }
      pads = 0;
      switch (group) {
        case 0 -> left = digit;
        case 1 -> {
          out[length++] = (byte) (left << 2 | digit >> 4);
          left = digit & 0x0F;
        }
        case 2 -> {
          out[length++] = (byte) (left << 4 | digit >> 2);
          left = digit & 0x03;
        }
        default -> out[length++] = (byte) (left << 6 | digit);
      }
      group = (group + 1) % 4;
    }
    if (group != 0) {
      throw NodeFailure.counted(
          "Error", group == 1 ? "one character too many for Base64" : "incorrect Base64 padding");
    }
    return Arrays.copyOf(out, length);
  }

  private static int digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }
}
