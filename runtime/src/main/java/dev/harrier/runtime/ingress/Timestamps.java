package dev.harrier.runtime.ingress;

import dev.harrier.json.JsonDocument;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Reads times into microseconds since the epoch. */
final class Timestamps {
  /** Result for a value that is no time. */
  static final long INVALID = Long.MIN_VALUE;

  /** Years 0001 to 9999, as CPython's. */
  private static final long EARLIEST = -62_135_596_800_000_000L;

  private static final long LATEST = 253_402_300_800_000_000L;
  private static final long MICROS = 1_000_000;
  private static final DateTimeFormatter TWITTER =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

  private Timestamps() {}

  /** The time that the node holds in this format, or {@link #INVALID}. */
  static long read(JsonDocument json, int node, TimeFormat format) {
    long micros =
        switch (format) {
          case ISO -> json.kindCode(node) == JsonDocument.STRING ? iso(json, node) : INVALID;
          case TWITTER ->
              json.kindCode(node) == JsonDocument.STRING
                  ? twitter(json.stringValue(node))
                  : INVALID;
          case EPOCH_S -> epoch(json, node, MICROS);
          case EPOCH_MS -> epoch(json, node, 1_000);
          case EPOCH_US -> epoch(json, node, 1);
        };
    return micros >= EARLIEST && micros < LATEST ? micros : INVALID;
  }

  private static long epoch(JsonDocument json, int node, long unit) {
    switch (json.kindCode(node)) {
      case JsonDocument.INT -> {
        long value = json.longValue(node);
        return Math.multiplyHigh(value, unit) == value * unit >> 63 ? value * unit : INVALID;
      }
      case JsonDocument.FLOAT -> {
        double micros = Math.rint(json.doubleValue(node) * unit);
        return Math.abs(micros) < 1e18 ? (long) micros : INVALID;
      }
      case JsonDocument.STRING -> {
        try {
          return Math.multiplyExact(Long.parseLong(json.stringValue(node).strip()), unit);
        } catch (ArithmeticException | NumberFormatException e) {
          return INVALID;
        }
      }
      default -> {
        return INVALID;
      }
    }
  }

  private static long twitter(String text) {
    try {
      return micros(OffsetDateTime.parse(text, TWITTER).toInstant());
    } catch (DateTimeException e) {
      return INVALID;
    }
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static long iso(JsonDocument json, int node) {
    long fast =
        json.isPlainAscii(node) ? iso(json.bytes(), json.start(node), json.end(node)) : INVALID;
    return fast != INVALID ? fast : isoSlowly(json.stringValue(node).strip());
  }

  /**
   * {@code YYYY-MM-DDTHH:MM:SS[.fraction][Z]} without allocation; anything else is left to the
   * library.
   */
  private static long iso(byte[] b, int from, int to) {
    if (to - from < 19
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || (b[from + 10] != 'T' && b[from + 10] != ' ')
        || b[from + 13] != ':'
        || b[from + 16] != ':') {
      return INVALID;
    }
    int year = number(b, from, 4);
    int month = number(b, from + 5, 2);
    int day = number(b, from + 8, 2);
    int hour = number(b, from + 11, 2);
    int minute = number(b, from + 14, 2);
    int second = number(b, from + 17, 2);
    if (year < 1
        || month < 1
        || month > 12
        || day < 1
        || day > 28 && day > daysIn(year, month)
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return INVALID;
    }
    int at = from + 19;
    long micros = 0;
    if (at < to && b[at] == '.') {
      int digits = 0;
      for (at++; at < to && b[at] >= '0' && b[at] <= '9'; at++, digits++) {
        if (digits < 6) {
          micros = micros * 10 + (b[at] - '0');
        }
      }
      if (digits == 0) {
        return INVALID;
      }
      for (; digits < 6; digits++) {
        micros *= 10;
      }
    }
    if (at < to && b[at] == 'Z') {
      at++;
    }
    if (at != to) {
      return INVALID;
    }
    long seconds = epochDay(year, month, day) * 86_400L + hour * 3_600L + minute * 60L + second;
    return seconds * MICROS + micros;
  }

  private static int number(byte[] b, int from, int length) {
    int value = 0;
    for (int i = from; i < from + length; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return -1;
      }
      value = value * 10 + (b[i] - '0');
    }
    return value;
  }

  private static int daysIn(int year, int month) {
    return LocalDate.of(year, month, 1).lengthOfMonth();
  }

  /**
   * Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible
   * low-level date algorithms", days_from_civil).
   */
  private static long epochDay(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  private static long isoSlowly(String text) {
    try {
      return micros(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
    } catch (DateTimeException e) {
      // Not with an offset.
    }
    try {
      return micros(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      // Not a date with a time.
    }
    try {
      return micros(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return INVALID;
    }
  }
}
