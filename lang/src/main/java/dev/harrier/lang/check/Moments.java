package dev.harrier.lang.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Days and moments as authors write them. */
final class Moments {
  private static final long SECOND_MICROS = 1_000_000;

  private Moments() {}

  /** Microseconds since 1970 of a date's first moment, UTC, or of a time; null if it is neither. */
  static @Nullable Long micros(@Nullable Object text) {
    if (!(text instanceof String written)) {
      return null;
    }
    try {
      Instant at =
          written.indexOf('T') < 0
              ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(written).toInstant();
      return Math.addExact(
          Math.multiplyExact(at.getEpochSecond(), SECOND_MICROS), at.getNano() / 1000);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
