package dev.harrier.lang.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Equality, order, membership and truth of values, as Python defines them.
 *
 * <p>Numbers compare exactly across types ({@code 1 == 1.0 == True}, and 2⁵³ + 1 is not 2.0⁵³),
 * texts by code point, lists item by item, rules and effects as whole objects. NaN differs from
 * itself, except as an item of a list, where Python asks for identity first.
 */
public final class Comparison {
  /** Up to here every long is a double. */
  private static final long EXACT = 1L << 53;

  private Comparison() {}

  /** {@code left == right}. */
  public static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String l && right instanceof String r) {
      return l.equals(r);
    }
    if (left instanceof Long l && right instanceof Long r) {
      return l.longValue() == r.longValue();
    }
    if (left == null || right == null) {
      return left == right;
    }
    if (isNumber(left) && isNumber(right)) {
      return equalNumbers(left, right);
    }
    if (left instanceof List<?> l && right instanceof List<?> r) {
      return equalLists(l, r);
    }
    if (left instanceof EntityValue l && right instanceof EntityValue r) {
      return l.type().equals(r.type()) && equal(l.id(), r.id());
    }
    return left.equals(right);
  }

  private static boolean equalLists(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Equality of items of containers: identity first, so that NaN equals itself. */
  public static boolean same(@Nullable Object left, @Nullable Object right) {
    return left == right
        || equal(left, right)
        || left instanceof Double l && right instanceof Double r && l.isNaN() && r.isNaN();
  }

  /** {@code item in container}: part of a text, or item of a list; in None only None is. */
  public static boolean contains(@Nullable Object container, @Nullable Object item) {
    return switch (container) {
      case null -> item == null;
      case String text -> item instanceof String part && text.contains(part);
      case List<?> list -> {
        for (Object candidate : list) {
          if (same(candidate, item)) {
            yield true;
          }
        }
        yield false;
      }
      default ->
          throw NodeFailure.counted(
              "TypeError",
              "argument of type `" + Text.typeName(container) + "` is not a container");
    };
  }

  /** {@code left < right}; False if either is None. */
  public static boolean less(@Nullable Object left, @Nullable Object right) {
    return left != null && right != null && ordered(left, right) && order("<", left, right) < 0;
  }

  /** {@code left <= right}; False if either is None. */
  public static boolean lessOrEqual(@Nullable Object left, @Nullable Object right) {
    return left != null && right != null && ordered(left, right) && order("<=", left, right) <= 0;
  }

  private static boolean ordered(Object left, Object right) {
    return !(left instanceof Double l && l.isNaN() || right instanceof Double r && r.isNaN());
  }

  /** Order of two values that are not NaN; a counted failure when their types have none. */
  public static int order(String operator, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Long l && right instanceof Long r) {
      return Long.compare(l, r);
    }
    if (left != null && right != null && isNumber(left) && isNumber(right)) {
      return compareNumbers(left, right);
    }
    if (left instanceof String l && right instanceof String r) {
      return compareText(l, r);
    }
    if (left instanceof TimeDeltaValue l && right instanceof TimeDeltaValue r) {
      return l.compareTo(r);
    }
    if (left instanceof List<?> l && right instanceof List<?> r) {
      return compareLists(operator, l, r);
    }
    throw NodeFailure.counted(
        "TypeError",
        "`%s` not supported between `%s` and `%s`"
            .formatted(operator, Text.typeName(left), Text.typeName(right)));
  }

  private static int compareLists(String operator, List<?> left, List<?> right) {
    int shorter = Math.min(left.size(), right.size());
    for (int i = 0; i < shorter; i++) {
      if (!same(left.get(i), right.get(i))) {
        return order(operator, left.get(i), right.get(i));
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** Order by code point, which differs from Java's order beyond the basic plane. */
  public static int compareText(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        return Character.isSurrogate(l) == Character.isSurrogate(r)
            ? Character.compare(l, r)
            : Character.isSurrogate(l) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Whether the value counts as true: not None, False, zero, or empty. */
  public static boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean b -> b;
      case Long number -> number != 0;
      case BigInteger number -> number.signum() != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case TimeDeltaValue delta -> delta.micros() != 0;
      default -> true;
    };
  }

  private static boolean isNumber(Object value) {
    return value instanceof Long
        || value instanceof Double
        || value instanceof BigInteger
        || value instanceof Boolean;
  }

  private static boolean equalNumbers(Object left, Object right) {
    if (left instanceof Double l && right instanceof Double r) {
      return l.doubleValue() == r.doubleValue();
    }
    if (!ordered(left, right)) {
      return false;
    }
    return compareNumbers(left, right) == 0;
  }

  /** Exact comparison; neither is NaN. */
  private static int compareNumbers(Object left, Object right) {
    Object l = plain(left);
    Object r = plain(right);
    if (l instanceof Double a && r instanceof Double b) {
      return a < b ? -1 : a > b ? 1 : 0;
    }
    if (l instanceof Double a) {
      return -compareIntToFloat(r, a);
    }
    if (r instanceof Double b) {
      return compareIntToFloat(l, b);
    }
    if (l instanceof Long a && r instanceof Long b) {
      return Long.compare(a, b);
    }
    return Arithmetic.big(l).compareTo(Arithmetic.big(r));
  }

  private static Object plain(Object number) {
    return number instanceof Boolean b ? (Object) (b ? 1L : 0L) : number;
  }

  private static int compareIntToFloat(Object number, double other) {
    if (Double.isInfinite(other)) {
      return other > 0 ? -1 : 1;
    }
    if (number instanceof Long value && -EXACT <= value && value <= EXACT) {
      return Double.compare(value, other + 0.0);
    }
    return new BigDecimal(Arithmetic.big(number)).compareTo(new BigDecimal(other));
  }
}
