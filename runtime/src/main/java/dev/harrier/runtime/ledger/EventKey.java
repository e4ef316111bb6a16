package dev.harrier.runtime.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what an event is known: a hash of source and identifier.
 *
 * @param high first half of the SHA-256's first 16 bytes: no two events that a platform sends meet
 *     in it, by accident or by intent
 */
public record EventKey(long high, long low) {
  private static final MessageDigest FRESH = fresh();

  /** The key of an event. */
  public static EventKey of(String source, String id) {
    byte[] hash = hash(source, id, "");
    return new EventKey(number(hash, 0), number(hash, 8));
  }

  /**
   * The key by which a receiver tells a repeated effect: the same whenever the event is decided
   * again, whether after a crash, by a replay, or by another machine.
   *
   * @param ordinal of the effect among those of the decision, from 0
   */
  public static String idempotencyKey(String source, String id, int ordinal) {
    return HexFormat.of().formatHex(hash(source, id, "#" + ordinal), 0, 16);
  }

  private static byte[] hash(String source, String id, String suffix) {
    // The length first, so that no two pairs look alike.
    String text = source.length() + ":" + source + id + suffix;
    byte[] utf16 = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      utf16[2 * i] = (byte) (c >>> 8);
      utf16[2 * i + 1] = (byte) c;
    }
    return sha256().digest(utf16);
  }

  /** A copy, which costs less than to look the algorithm up. */
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("SHA-256 can be copied", e);
    }
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static long number(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }
}
