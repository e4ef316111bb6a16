package dev.harrier.detect.score;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cells of tables, and values of events, as numbers. An empty one is absent, and so are the words
 * for it.
 */
public final class Cells {
  private static final Set<String> ABSENT = Set.of("nan", "null", "none", "na", "n/a");
  private static final Set<String> YES = Set.of("1", "1.0", "true", "t", "yes", "y");
  private static final Set<String> NO = Set.of("0", "0.0", "false", "f", "no", "n");

  /** The form of an old and much copied interface: {@code Wed Oct 10 20:19:24 +0000 2018}. */
  private static final DateTimeFormatter NAMED =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

  private Cells() {}

  /** NaN if absent; times in milliseconds since 1970. */
  public static double number(Column.Kind kind, @Nullable String cell) {
    if (cell == null) {
      return Double.NaN;
    }
    String text = cell.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.isEmpty() || ABSENT.contains(lower)) {
      return Double.NaN;
    }
    return switch (kind) {
      case FLAG -> flag(lower, cell);
      case TIME -> time(text);
      default -> finite(text);
    };
  }

  private static double flag(String lower, String cell) {
    if (!YES.contains(lower) && !NO.contains(lower)) {
      throw new DataException("`" + cell + "`, expected true or false");
    }
    return YES.contains(lower) ? 1 : 0;
  }

  private static double finite(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && Math.abs(value) <= Float.MAX_VALUE) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new DataException("`" + text + "`, expected a finite number or nothing");
  }

  private static double time(String text) {
    try {
      if (text.matches("-?\\d+(\\.\\d+)?")) {
        return millis(Double.parseDouble(text));
      }
      if (text.length() > 10 && !Character.isDigit(text.charAt(0))) {
        return OffsetDateTime.parse(text, NAMED).toInstant().toEpochMilli();
      }
      String iso = text.replace(' ', 'T');
      if (iso.length() == 10) {
        return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      }
      if (iso.endsWith("Z")) {
        return Instant.parse(iso).toEpochMilli();
      }
      return iso.matches(".*[+-]\\d\\d:?\\d\\d$")
          ? OffsetDateTime.parse(iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
              .toInstant()
              .toEpochMilli()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      throw new DataException(
          "`" + text + "`, expected a time such as 2024-05-01T12:00:00Z or seconds since 1970");
    }
  }

  /**
   * Milliseconds since 1970 of a number: it counts seconds below 10^11 (the year 5138), then
   * milliseconds, then microseconds.
   */
  public static double millis(double number) {
    double size = Math.abs(number);
    return size < 1e11 ? number * 1000 : size < 1e14 ? number : Math.floor(number / 1000);
  }
}
