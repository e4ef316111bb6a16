package dev.harrier.lang.function;

import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.TimeDeltaValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's order of values: numbers by size, text by code points, lists item by item; anything else has no order. */
final class PythonOrder implements Comparator<@Nullable Object> {
  static final PythonOrder INSTANCE = new PythonOrder();

  private PythonOrder() {}

  @Override
  public int compare(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String x && b instanceof String y) {
      return Text.compare(x, y);
    }
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (number(a) && number(b)) {
      return compareNumbers(a, b);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return compareLists(x, y);
    }
    if (a instanceof TimeDeltaValue x && b instanceof TimeDeltaValue y) {
      return x.compareTo(y);
    }
    if (a instanceof EntityValue x && b instanceof EntityValue y) {
      int byType = Text.compare(x.type(), y.type());
      return byType != 0 ? byType : compare(x.id(), y.id());
    }
    throw NodeFailure.counted("TypeError", "items of these kinds have no order among them");
  }

  private static boolean number(@Nullable Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  private static int compareNumbers(Object a, Object b) {
    double x = approximate(a);
    double y = approximate(b);
    if (x != y || x != x || Double.isInfinite(x)) {
      return x < y ? -1 : x > y ? 1 : 0;
    }
    return exact(a).compareTo(exact(b));
  }

  private static double approximate(Object value) {
    return value instanceof Boolean b ? (b ? 1 : 0) : ((Number) value).doubleValue();
  }

  private static BigDecimal exact(Object value) {
    return switch (value) {
      case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
      case Long l -> BigDecimal.valueOf(l);
      case BigInteger big -> new BigDecimal(big);
      default -> new BigDecimal(((Number) value).doubleValue());
    };
  }

  private int compareLists(List<?> a, List<?> b) {
    int shared = Math.min(a.size(), b.size());
    for (int i = 0; i < shared; i++) {
      Object x = a.get(i);
      Object y = b.get(i);
      if (!java.util.Objects.equals(x, y)) {
        int order = compare(x, y);
        if (order != 0) {
          return order;
        }
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
