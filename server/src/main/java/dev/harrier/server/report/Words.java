package dev.harrier.server.report;

import dev.harrier.runtime.replay.BacktestReport;
import dev.harrier.runtime.replay.BacktestReport.Count;
import dev.harrier.runtime.replay.BacktestReport.EffectRow;
import dev.harrier.runtime.replay.Share;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/** How numbers, times and shares are written. */
final class Words {
  private static final long MICROS = 1_000_000;

  private Words() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String count(Count count) {
    return (count.exact() ? "" : "≈") + number(count.value());
  }

  /** At least two digits that mean something; never rounds to all or nothing what is not. */
  static String percent(double share) {
    double percent = 100 * share;
    if (Double.isNaN(percent)) {
      return "–";
    } else if (percent > 0 && percent < 0.001) {
      return "<0.001%";
    } else if (percent < 100 && percent > 99.9) {
      return ">99.9%";
    }
    int digits = percent == 0 || percent >= 10 ? 1 : percent >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f%%", percent);
  }

  static String percent(long part, long whole) {
    return percent(whole == 0 ? Double.NaN : (double) part / whole);
  }

  /** {@code 83.3% (43.6–97.0)}; a dash where nothing is known. */
  static String share(Share share) {
    return share.whole() == 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.1f%% (%.1f–%.1f)",
            100 * share.value(),
            100 * share.low(),
            100 * share.high());
  }

  static String perDay(double hits) {
    return String.format(Locale.ROOT, hits < 10 && hits > 0 ? "%,.1f" : "%,.0f", hits);
  }

  static String time(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000)
        .toString();
  }

  static String day(long day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** {@code 2026-09-01 10:00}. */
  static String hour(long hour) {
    return day(Math.floorDiv(hour, 24)) + " %02d:00".formatted(Math.floorMod(hour, 24));
  }

  /** Who was active, as text: {@code UserId (User)}. */
  static String entities(BacktestReport report) {
    return report.entityFeature() == null
        ? "none told"
        : report.entityFeature() + " (" + report.entityType() + ")";
  }

  /** Share of the active entities that an effect is about; a dash if that cannot be told. */
  static String ofActive(EffectRow row, BacktestReport report) {
    return row.ofActive() && report.activeEntities().value() > 0
        ? percent(Math.min(1.0, (double) row.entities().value() / report.activeEntities().value()))
        : "–";
  }

  static String worstHour(EffectRow row) {
    return row.worstHourEvents() == 0
        ? "–"
        : hour(row.worstHour())
            + "  "
            + number(row.worstHourEvents())
            + " ("
            + percent(row.worstHourEvents(), row.worstHourTotal())
            + ")";
  }

  static String signed(long difference) {
    return (difference > 0 ? "+" : "") + number(difference);
  }
}
