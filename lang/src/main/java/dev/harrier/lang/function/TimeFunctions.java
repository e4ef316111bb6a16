package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;

import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.TimeDeltaValue;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lengths of time, ages, and buckets of time. Now is the event's time. */
public final class TimeFunctions {
  /** Finest granularity of a bucket. */
  static final long GRANULARITY_SECONDS_MIN = 3600;

  static final List<Function> ALL =
      List.of(
          function(
                  "TimeDelta",
                  Type.Special.TIME_DELTA,
                  "Returns a length of time; as a feature, its seconds.")
              .constant("weeks", INT, 0L, "weeks")
              .constant("days", INT, 0L, "days")
              .constant("hours", INT, 0L, "hours")
              .constant("minutes", INT, 0L, "minutes")
              .constant("seconds", INT, 0L, "seconds")
              .costs(2)
              .prepares((constants, site) -> Length.of(new Constants(constants)))
              .example("TimeDelta(hours=-1, days=1)", "82800.0")
              .code(TimeFunctions.class),
          function(
                  "TimeSince",
                  Type.Special.TIME_DELTA,
                  "Returns how long before the event a time lies, at least 0. The time is written in"
                      + " any common form; an offset in it is ignored, a missing part is taken from"
                      + " the day of the event; what is no time is a counted failure.")
              .takes("timestamp", STR, "the time, such as `2026-01-01T00:00:00Z`")
              .readsEvent()
              .costs(300)
              .example("TimeSince(timestamp='2026-01-02T02:04:05Z')", "3600.0")
              .example("TimeSince(timestamp='Jan 1 2026')", "97445.0")
              .example("TimeSince(timestamp='never')", "error")
              .code(TimeFunctions.class),
          function(
                  "GetTimestampBucket",
                  INT,
                  "Returns the time rounded down to a multiple of the granularity, in seconds.")
              .takes("timestamp", INT, "seconds since 1970")
              .constant("granularity_seconds", INT, "length of a bucket, at least an hour")
              .costs(5)
              .prepares(TimeFunctions::granularity)
              .example("GetTimestampBucket(timestamp=7300, granularity_seconds=3600)", "7200")
              .code(TimeFunctions.class),
          function(
                  "GetSnowflakeBucket",
                  INT,
                  "Returns the seconds since its epoch that a snowflake id carries, rounded down to"
                      + " a multiple of the granularity.")
              .takes("snowflake", INT, "an id whose bits from the 23rd on are milliseconds")
              .constant("granularity_seconds", INT, "length of a bucket, at least an hour")
              .costs(10)
              .prepares(TimeFunctions::granularity)
              .example(
                  "GetSnowflakeBucket(snowflake=1000000000000000, granularity_seconds=5000)",
                  "235000")
              .code(TimeFunctions.class),
          function(
                  "GetTimedeltaBucket",
                  INT,
                  "Returns the seconds of a length of time, rounded down to a multiple of the"
                      + " granularity.")
              .takes("timedelta", Type.Special.TIME_DELTA, "the length of time")
              .constant("granularity_seconds", INT, "length of a bucket, at least an hour")
              .costs(5)
              .prepares(TimeFunctions::granularity)
              .example(
                  "GetTimedeltaBucket(timedelta=TimeDelta(hours=25, minutes=1),"
                      + " granularity_seconds=3600)",
                  "90000")
              .code(TimeFunctions.class));

  private TimeFunctions() {}

  private static Object granularity(Map<String, @Nullable Object> constants, Function.CallSite site)
      throws BadArgument {
    long seconds = new Constants(constants).integer("granularity_seconds");
    if (seconds < GRANULARITY_SECONDS_MIN) {
      throw new BadArgument(
          "granularity_seconds",
          "invalid `granularity_seconds`",
          "granularity_seconds can not be less than 3600 (1 hour)");
    }
    return seconds;
  }

  /** A constant length of time; null where it does not fit. */
  public record Length(@Nullable TimeDeltaValue value) {
    private static final long SECOND_MICROS = 1_000_000;

    static Length of(Constants constants) {
      BigInteger seconds =
          part(constants, "weeks", 604_800)
              .add(part(constants, "days", 86_400))
              .add(part(constants, "hours", 3_600))
              .add(part(constants, "minutes", 60))
              .add(part(constants, "seconds", 1));
      BigInteger micros = seconds.multiply(BigInteger.valueOf(SECOND_MICROS));
      boolean fits = micros.bitLength() < Long.SIZE;
      return new Length(fits ? new TimeDeltaValue(micros.longValue()) : null);
    }

    private static BigInteger part(Constants constants, String name, long seconds) {
      return BigInteger.valueOf(constants.integer(name)).multiply(BigInteger.valueOf(seconds));
    }
  }

  public static TimeDeltaValue timeDelta(Length length) {
    TimeDeltaValue value = length.value();
    if (value == null) {
      throw NodeFailure.counted("OverflowError", "the length of time exceeds 290,000 years");
    }
    return value;
  }

  public static TimeDeltaValue timeSince(EventContext context, String timestamp) {
    long now = context.event().timeMicros();
    long then = DateText.micros(timestamp, now);
    return new TimeDeltaValue(Math.max(0, now - then));
  }

  public static Object getTimestampBucket(Long granularity, Object timestamp) {
    if (timestamp instanceof Long seconds) {
      return seconds - Math.floorMod(seconds, (long) granularity);
    }
    return floor(Numbers.big(timestamp), granularity);
  }

  public static Object getSnowflakeBucket(Long granularity, Object snowflake) {
    BigInteger seconds = Numbers.big(snowflake).shiftRight(22).divide(BigInteger.valueOf(1000));
    return floor(seconds, granularity);
  }

  private static Object floor(BigInteger seconds, long granularity) {
    return Numbers.value(seconds.subtract(seconds.mod(BigInteger.valueOf(granularity))));
  }

  public static long getTimedeltaBucket(Long granularity, TimeDeltaValue timedelta) {
    long seconds = Math.floorDiv(timedelta.micros(), 1_000_000L);
    return seconds - Math.floorMod(seconds, (long) granularity);
  }
}
