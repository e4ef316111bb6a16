package dev.harrier.lang.function;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IP addresses in text, as strict as Python's {@code ipaddress}. */
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  /** The four bytes of a version 4 address, or null. */
  static int @Nullable [] version4(String text) {
    String[] parts = text.split("\\.", -1);
    int[] bytes = new int[4];
    if (parts.length != bytes.length) {
      return null;
    }
    for (int i = 0; i < bytes.length; i++) {
      String part = parts[i];
      if (part.isEmpty()
          || part.length() > 3
          || !digits(part, 10)
          || (part.length() > 1 && part.startsWith("0"))
          || Integer.parseInt(part) > 255) {
        return null;
      }
      bytes[i] = Integer.parseInt(part);
    }
    return bytes;
  }

  static boolean isVersion6(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    boolean goodZone = zone < 0 || (zone + 1 < text.length() && text.indexOf('%', zone + 1) < 0);
    return goodZone && version6(address) != null;
  }

  /** The eight groups of a version 6 address without a zone, or null. */
  static int @Nullable [] version6(String text) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    int[] tail = new int[0];
    if (parts.get(parts.size() - 1).indexOf('.') >= 0) {
      int[] bytes = version4(parts.get(parts.size() - 1));
      if (bytes == null) {
        return null;
      }
      tail = new int[] {bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]};
      parts = parts.subList(0, parts.size() - 1);
      if (parts.size() < 2) {
        return null;
      }
    }
    return groups(parts, tail);
  }

  private static int @Nullable [] groups(List<String> parts, int[] tail) {
    int given = parts.size() + tail.length;
    if (given < 3 || given > GROUPS + 1) {
      return null;
    }
    int gap = -1;
    int last = parts.size() - (tail.length == 0 ? 1 : 0);
    for (int i = 1; i < last; i++) {
      if (parts.get(i).isEmpty()) {
        if (gap >= 0) {
          return null;
        }
        gap = i;
      }
    }
    return gap < 0 ? whole(parts, tail) : filled(parts, tail, gap);
  }

  private static int @Nullable [] whole(List<String> parts, int[] tail) {
    return parts.size() + tail.length == GROUPS ? assembled(parts, List.of(), tail) : null;
  }

  private static int @Nullable [] filled(List<String> parts, int[] tail, int gap) {
    List<String> before = parts.subList(0, gap);
    List<String> after = parts.subList(gap + 1, parts.size());
    if (before.get(0).isEmpty()) {
      if (before.size() > 1) {
        return null;
      }
      before = List.of();
    }
    if (tail.length == 0 && after.get(after.size() - 1).isEmpty()) {
      if (after.size() > 1) {
        return null;
      }
      after = List.of();
    }
    return before.size() + after.size() + tail.length < GROUPS
        ? assembled(before, after, tail)
        : null;
  }

  private static int @Nullable [] assembled(List<String> before, List<String> after, int[] tail) {
    int[] groups = new int[GROUPS];
    int at = 0;
    for (String part : before) {
      if (!group(part)) {
        return null;
      }
      groups[at++] = Integer.parseInt(part, 16);
    }
    at = GROUPS - tail.length - after.size();
    for (String part : after) {
      if (!group(part)) {
        return null;
      }
      groups[at++] = Integer.parseInt(part, 16);
    }
    System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
    return groups;
  }

  private static boolean group(String part) {
    return !part.isEmpty() && part.length() <= 4 && digits(part, 16);
  }

  private static boolean digits(String part, int radix) {
    return part.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
  }
}
