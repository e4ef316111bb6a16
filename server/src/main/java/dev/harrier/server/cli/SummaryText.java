package dev.harrier.server.cli;

import dev.harrier.runtime.embed.Summary;
import dev.harrier.runtime.embed.Summary.Tally;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A run's summary as people read it. */
final class SummaryText {
  /** Rules, effects and failures shown; the others are counted. */
  private static final int SHOWN = 12;

  private SummaryText() {}

  static void print(Summary summary, long nanos, PrintStream out) {
    double seconds = nanos / 1e9;
    out.printf(
        Locale.ROOT,
        "%s in %.2f s, %,.0f a second%n",
        Projects.counted(summary.events(), "event"),
        seconds,
        summary.events() / Math.max(seconds, 1e-9));
    StringBuilder verdicts = new StringBuilder();
    summary
        .verdicts()
        .forEach(
            (verdict, count) ->
                verdicts.append(
                    "%s %s %,d".formatted(verdicts.isEmpty() ? "" : ",", verdict, count)));
    section(out, "verdicts", verdicts.toString().strip());
    list(out, "rules", summary.rules());
    list(out, "effects", summary.effects());
    list(out, "not sent", summary.guarded().stream().map(SummaryText::tally).toList());
    list(out, "failures", summary.failures());
    if (summary.badLines() > 0) {
      section(out, "bad lines", "%,d".formatted(summary.badLines()));
    }
  }

  private static Tally tally(Summary.GuardTally tally) {
    Summary.Stopped stopped = tally.stopped();
    String name = stopped.outcome().word() + " " + stopped.action() + " of " + stopped.rules();
    return new Tally(name, tally.count());
  }

  private static void section(PrintStream out, String title, String text) {
    if (!text.isEmpty()) {
      out.printf("  %-10s%s%n", title, text);
    }
  }

  private static void list(PrintStream out, String title, List<Tally> tallies) {
    String heading = title;
    int width = tallies.stream().limit(SHOWN).mapToInt(t -> t.name().length()).max().orElse(0);
    for (Tally tally : tallies.subList(0, Math.min(SHOWN, tallies.size()))) {
      section(out, heading, ("%-" + width + "s %,10d").formatted(tally.name(), tally.count()));
      heading = "";
    }
    if (tallies.size() > SHOWN) {
      List<Tally> rest = tallies.subList(SHOWN, tallies.size());
      section(out, "", "… and %,d more, %,d times".formatted(rest.size(), Summary.total(rest)));
    }
  }
}
