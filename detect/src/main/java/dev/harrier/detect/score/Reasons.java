package dev.harrier.detect.score;

import dev.harrier.learn.modelfile.Contribution;
import java.util.Locale;

/** One contribution in a line: {@code followers a day 3.2 (usually 0.1 to 1.4) +0.83}. */
public final class Reasons {
  private Reasons() {}

  /** Feature, value, the range from the tenth to the ninetieth percentile in training, amount. */
  public static String of(Contribution part) {
    StringBuilder text = new StringBuilder(part.feature());
    if (!Double.isNaN(part.low())) {
      text.append(' ').append(number(part.value()));
      text.append(" (usually ").append(number(part.low()));
      text.append(" to ").append(number(part.high())).append(')');
    } else if (Double.isNaN(part.value())) {
      text.append(" absent");
    }
    return text.append(String.format(Locale.ROOT, " %+.2f", part.contribution())).toString();
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "absent";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
