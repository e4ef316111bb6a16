package dev.harrier.lang.function;

import java.nio.charset.StandardCharsets;

/**
 * Which entities a share of the traffic takes in: murmur3 of a name and the entity's id, so that an
 * entity stays on one side of one name however often it is asked, and a growing share only adds.
 */
public final class Rollout {
  private static final long PERCENT = 100;

  private Rollout() {}

  /**
   * @param name what is rolled out
   * @param id of the entity
   * @param percent 0..100
   */
  public static boolean includes(String name, String id, int percent) {
    byte[] bytes = (name + '\0' + id).getBytes(StandardCharsets.UTF_8);
    return Integer.toUnsignedLong(Murmur3.hash32(bytes, 0)) % PERCENT < percent;
  }
}
