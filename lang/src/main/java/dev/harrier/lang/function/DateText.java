package dev.harrier.lang.function;

import dev.harrier.lang.value.NodeFailure;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times as people and programs write them: {@code 2026-01-01T00:00:00Z}, {@code Jan 1 2026}, {@code
 * 3/4/26 5pm}.
 *
 * <p>Reads what Python's dateutil 2.8.2 reads, with its defaults: in {@code 01/02/2026} the month
 * comes first; two-digit years lie within fifty years of now; whatever is missing is taken from the
 * present day at midnight. A zone or offset is read and dropped. One pass over the tokens collects
 * the numbers of the date in order; which of them is the year, the month and the day is decided at
 * the end.
 */
final class DateText {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> LONG_MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final List<String> LONG_DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final Set<String> JUMPS =
      Set.of(
          " ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd",
          "rd", "th");

  /** Longest text read; no time needs more. */
  private static final int LENGTH_MAX = 200;

  private final List<String> tokens;
  private final LocalDate today;
  private final DateParts date = new DateParts();
  private @Nullable Integer hour;
  private @Nullable Integer minute;
  private @Nullable Integer second;
  private @Nullable Integer micro;
  private @Nullable DayOfWeek weekday;
  private boolean zoned;
  private boolean offset;
  private int at;

  private DateText(List<String> tokens, LocalDate today) {
    this.tokens = tokens;
    this.today = today;
  }

  /**
   * Microseconds since 1970 of the time written, parts that are missing taken from the day of
   * {@code nowMicros}.
   */
  static long micros(String text, long nowMicros) {
    LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(nowMicros, 86_400_000_000L));
    try {
      if (text.length() > LENGTH_MAX) {
        throw unreadable("too long");
      }
      LocalDateTime time = new DateText(DateTokens.of(text), today).read();
      return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1_000;
    } catch (DateTimeException | NumberFormatException e) {
      throw NodeFailure.counted("ParserError", "the text is not a time: " + e.getMessage());
    }
  }

  private static DateTimeException unreadable(String what) {
    return new DateTimeException(what);
  }

  private LocalDateTime read() {
    for (at = 0; at < tokens.size(); at++) {
      String token = tokens.get(at);
      if (number(token)) {
        numeric(token);
      } else {
        word(token);
      }
    }
    return built();
  }

  // words

  private void word(String token) {
    Integer month = month(token);
    if (index(DAYS, LONG_DAYS, token) >= 0) {
      weekday = DayOfWeek.of(index(DAYS, LONG_DAYS, token) + 1);
    } else if (month != null) {
      monthWord(month);
    } else if (half(token) >= 0) {
      hour = twelve(hour, half(token));
    } else if (zoneName(token)) {
      zoned = true;
    } else if (hour != null && (token.equals("+") || token.equals("-"))) {
      zoneOffset();
    } else if (!jump(token)) {
      throw unreadable("`" + token + "`");
    }
  }

  /** {@code Jan-01[-99]} and {@code Jan of 01}. */
  private void monthWord(int month) {
    date.add(month, 'M');
    String next = token(1);
    if (next.equals("-") || next.equals("/")) {
      date.addText(needed(2));
      if (token(3).equals(next)) {
        date.addText(needed(4));
        at += 2;
      }
      at += 2;
    } else if (token(1).equals(" ")
        && token(2).equalsIgnoreCase("of")
        && token(3).equals(" ")
        && digits(token(4))) {
      date.addText(token(4), 'Y');
      at += 4;
    }
  }

  private boolean zoneName(String token) {
    if (hour == null || zoned || offset || token.length() > 5) {
      return false;
    }
    return token.equals("z")
        || token.equals("utc")
        || token.equals("gmt")
        || token.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  private void zoneOffset() {
    String value = needed(1);
    offset = true;
    if (!digits(value)) {
      throw unreadable("offset `" + value + "`");
    }
    if (value.length() == 4) {
      at += 1;
    } else if (token(2).equals(":")) {
      Integer.parseInt(needed(3));
      at += 3;
    } else if (value.length() <= 2) {
      at += 1;
    } else {
      throw unreadable("offset `" + value + "`");
    }
    if (jump(token(1)) && token(2).equals("(") && token(3).length() >= 3 && token(4).equals(")")) {
      at += 4;
    }
  }

  // numbers

  private void numeric(String token) {
    int length = token.length();
    boolean clockFollows = token(1).equals(":") || unit(token(1)) >= 0;
    if (date.size() == 3
        && (length == 2 || length == 4)
        && hour == null
        && !clockFollows
        && digits(token)) {
      hour = part(token, 0, 2);
      if (length == 4) {
        minute = part(token, 2, 4);
      }
    } else if (length == 6 || (length > 6 && token.indexOf('.') == 6)) {
      sixDigits(token);
    } else if (length == 8 || length == 12 || length == 14) {
      stamp(token);
    } else if (unitIndex() >= 0) {
      withUnit(token, unitIndex());
    } else if (at + 2 < tokens.size() && token(1).equals(":")) {
      clock(token);
    } else if (Set.of("-", "/", ".").contains(token(1))) {
      separated(token);
    } else if (at + 1 >= tokens.size() || jump(token(1))) {
      lone(token);
    } else if (half(token(1)) >= 0 && whole(token) >= 0 && whole(token) < 24) {
      hour = twelve(whole(token), half(token(1)));
      at += 1;
    } else if (date.couldBeDay(token)) {
      date.addText(token);
    } else {
      throw unreadable("`" + token + "`");
    }
  }

  private void sixDigits(String token) {
    if (date.size() == 0 && token.indexOf('.') < 0) {
      date.addText(token.substring(0, 2));
      date.addText(token.substring(2, 4));
      date.addText(token.substring(4));
    } else {
      hour = part(token, 0, 2);
      minute = part(token, 2, 4);
      seconds(token.substring(4));
    }
  }

  private void stamp(String token) {
    date.addText(token.substring(0, 4), 'Y');
    date.addText(token.substring(4, 6));
    date.addText(token.substring(6, 8));
    if (token.length() > 8) {
      hour = part(token, 8, 10);
      minute = part(token, 10, 12);
    }
    if (token.length() > 12) {
      second = part(token, 12, 14);
    }
  }

  /**
   * Where the unit of the number stands, as in {@code 5h}, {@code 5 h} or after {@code 5h 30}; −1
   * if there is none.
   */
  private int unitIndex() {
    if (unit(token(1)) >= 0) {
      return at + 1;
    }
    if (token(1).equals(" ") && unit(token(2)) >= 0) {
      return at + 2;
    }
    if (at > 0 && unit(tokens.get(at - 1)) >= 0) {
      return at - 1;
    }
    boolean last = at > 1 && at == tokens.size() - 1;
    return last && tokens.get(at - 1).equals(" ") && unit(tokens.get(at - 2)) >= 0 ? at - 2 : -1;
  }

  private void withUnit(String token, int unitIndex) {
    int unit = unit(tokens.get(unitIndex)) + (unitIndex > at ? 0 : 1);
    double value = Double.parseDouble(token);
    if (unit == 0) {
      hour = (int) value;
      minute = value % 1 == 0 ? minute : (Integer) (int) (60 * (value % 1));
    } else if (unit == 1) {
      minutes(token);
    } else if (unit == 2) {
      seconds(token);
    }
    at = Math.max(at, unitIndex);
  }

  /** {@code HH:MM[:SS[.ss]]}. */
  private void clock(String token) {
    hour = whole(token);
    minutes(token(2));
    if (token(3).equals(":") && at + 4 < tokens.size()) {
      seconds(token(4));
      at += 2;
    }
    at += 2;
  }

  private void minutes(String token) {
    double value = Double.parseDouble(token);
    minute = (int) value;
    if (value % 1 != 0) {
      second = (int) (60 * (value % 1));
    }
  }

  private void seconds(String token) {
    int point = token.indexOf('.');
    second = Integer.parseInt(point < 0 ? token : token.substring(0, point));
    micro =
        point < 0 ? 0 : Integer.parseInt((token.substring(point + 1) + "000000").substring(0, 6));
  }

  /** {@code 01-01[-01]}, {@code 01-Jan[-01]}. */
  private void separated(String token) {
    String separator = token(1);
    date.addText(token);
    if (at + 2 < tokens.size() && !jump(token(2))) {
      addPart(token(2));
      if (token(3).equals(separator)) {
        addPart(needed(4));
        at += 2;
      }
      at += 1;
    }
    at += 1;
  }

  private void addPart(String token) {
    Integer month = month(token);
    if (month != null) {
      date.add(month, 'M');
    } else {
      date.addText(token);
    }
  }

  private void lone(String token) {
    if (half(token(2)) >= 0) {
      hour = twelve(whole(token), half(token(2)));
      at += 2;
    } else {
      date.addText(token);
      at += 1;
    }
  }

  // the end

  private LocalDateTime built() {
    date.resolve(today.getYear());
    if (date.empty() && hour == null && minute == null && second == null && weekday == null) {
      throw unreadable("nothing found");
    }
    int year = date.year == null ? today.getYear() : date.year;
    int month = date.month == null ? today.getMonthValue() : date.month;
    if (year < 1 || year > 9999) {
      throw unreadable("year " + year);
    }
    int last = YearMonth.of(year, month).lengthOfMonth();
    int day = date.day == null ? Math.min(today.getDayOfMonth(), last) : date.day;
    LocalDateTime time =
        LocalDateTime.of(year, month, day, or0(hour), or0(minute), or0(second), or0(micro) * 1_000);
    return weekday != null && date.day == null
        ? time.with(TemporalAdjusters.nextOrSame(weekday))
        : time;
  }

  private static int or0(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  // tokens

  private String token(int ahead) {
    return at + ahead < tokens.size() ? tokens.get(at + ahead) : "";
  }

  private String needed(int ahead) {
    if (at + ahead >= tokens.size()) {
      throw unreadable("it ends too early");
    }
    return tokens.get(at + ahead);
  }

  private static int part(String token, int from, int to) {
    return Integer.parseInt(token.substring(from, to));
  }

  private static int whole(String token) {
    return (int) Double.parseDouble(token);
  }

  static boolean number(String token) {
    return !token.isEmpty()
        && token.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
        && token.chars().anyMatch(c -> c != '.')
        && token.indexOf('.') == token.lastIndexOf('.');
  }

  static boolean digits(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean jump(String token) {
    return JUMPS.contains(token.toLowerCase(Locale.ROOT));
  }

  private static @Nullable Integer month(String token) {
    int index = token.equalsIgnoreCase("sept") ? 8 : index(MONTHS, LONG_MONTHS, token);
    return index < 0 ? null : (Integer) (index + 1);
  }

  private static int index(List<String> names, List<String> longNames, String token) {
    String lower = token.toLowerCase(Locale.ROOT);
    int index = names.indexOf(lower);
    return index >= 0 ? index : longNames.indexOf(lower);
  }

  /** 0 for am, 1 for pm, −1 for neither. */
  private static int half(String token) {
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "am", "a" -> 0;
      case "pm", "p" -> 1;
      default -> -1;
    };
  }

  private static int twelve(@Nullable Integer hour, int half) {
    if (hour == null || hour < 0 || hour > 12) {
      throw unreadable("hour " + hour + " of a half day");
    }
    return half == 1 ? (hour < 12 ? hour + 12 : hour) : hour == 12 ? 0 : hour;
  }

  private static int unit(String token) {
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "h", "hour", "hours" -> 0;
      case "m", "minute", "minutes" -> 1;
      case "s", "second", "seconds" -> 2;
      default -> -1;
    };
  }

  /** The numbers of a date, in the order of appearance, and what is known of each. */
  private static final class DateParts {
    private final List<Integer> values = new ArrayList<>();
    private int yearAt = -1;
    private int monthAt = -1;
    private boolean fullYear;
    @Nullable Integer year;
    @Nullable Integer month;
    @Nullable Integer day;

    int size() {
      return values.size();
    }

    boolean empty() {
      return values.isEmpty();
    }

    void addText(String token) {
      addText(token, ' ');
    }

    void addText(String token, char label) {
      boolean full = token.length() > 2 && digits(token);
      int value = (int) Double.parseDouble(number(token) ? token : "x");
      fullYear |= full || value > 100;
      add(value, full || value > 100 ? 'Y' : label);
    }

    void add(int value, char label) {
      if (label == 'M') {
        if (monthAt >= 0) {
          throw unreadable("two months");
        }
        monthAt = values.size();
      } else if (label == 'Y') {
        if (yearAt >= 0) {
          throw unreadable("two years");
        }
        yearAt = values.size();
      }
      values.add(value);
    }

    boolean couldBeDay(String token) {
      int value = (int) Double.parseDouble(token);
      return value >= 1 && value <= 31;
    }

    void resolve(int thisYear) {
      switch (values.size()) {
        case 0 -> {}
        case 1 -> one();
        case 2 -> two();
        case 3 -> three();
        default -> throw unreadable("more than three numbers of a date");
      }
      if (year != null && year < 100 && !fullYear) {
        year = near(year + thisYear / 100 * 100, thisYear);
      }
    }

    private static int near(int year, int thisYear) {
      return year >= thisYear + 50 ? year - 100 : year < thisYear - 50 ? year + 100 : year;
    }

    private void one() {
      if (monthAt == 0) {
        month = values.get(0);
      } else {
        yearOrDay(values.get(0));
      }
    }

    private void yearOrDay(int value) {
      if (value > 31 || yearAt >= 0) {
        year = value;
      } else {
        day = value;
      }
    }

    private void two() {
      int first = values.get(0);
      int second = values.get(1);
      if (monthAt >= 0) {
        month = values.get(monthAt);
        yearOrDay(values.get(1 - monthAt));
      } else if (first > 31 || yearAt == 0) {
        year = first;
        month = second;
      } else if (second > 31 || yearAt == 1) {
        month = first;
        year = second;
      } else {
        month = first;
        day = second;
      }
    }

    private void three() {
      if (monthAt >= 0 && yearAt >= 0) {
        set(yearAt, monthAt, 3 - yearAt - monthAt);
      } else if (monthAt == 0) {
        set(values.get(1) > 31 ? 1 : 2, 0, values.get(1) > 31 ? 2 : 1);
      } else if (monthAt == 1) {
        set(values.get(0) > 31 ? 0 : 2, 1, values.get(0) > 31 ? 2 : 0);
      } else if (monthAt == 2) {
        set(values.get(1) > 31 ? 1 : 0, 2, values.get(1) > 31 ? 0 : 1);
      } else if (values.get(0) > 31 || yearAt == 0) {
        set(0, 1, 2);
      } else if (values.get(0) > 12) {
        set(2, 1, 0);
      } else {
        set(2, 0, 1);
      }
    }

    private void set(int yearIndex, int monthIndex, int dayIndex) {
      year = values.get(yearIndex);
      month = values.get(monthIndex);
      day = values.get(dayIndex);
    }
  }
}
