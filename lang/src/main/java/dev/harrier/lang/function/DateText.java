package dev.harrier.lang.function;

import dev.harrier.lang.value.NodeFailure;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Times as people and programs write them. */
final class DateText {
  private DateText() {}

  /** Microseconds since 1970 of the time written, parts that are missing taken from the day of {@code nowMicros}. */
  static long micros(String text, long nowMicros) {
    try {
      LocalDateTime time = LocalDateTime.parse(text);
      return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1_000;
    } catch (DateTimeParseException e) {
      throw NodeFailure.counted("ParserError", "`" + text + "` is not a time");
    }
  }
}
