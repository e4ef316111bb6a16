package dev.harrier.server.train;

import dev.harrier.detect.score.RowScorer;
import dev.harrier.learn.modelfile.Scored;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Writes {@code id,score,probability,band,reasons} for each row of a table, one at a time. */
public final class ScoreTable {
  private static final int REASONS = 5;

  private ScoreTable() {}

  /** Told of each row, for a progress bar. */
  public interface Step {
    void done(long rows);
  }

  /** Scores a table; returns how many rows there were. */
  public static long write(RowScorer scorer, RowSource source, Writer out, Step step)
      throws IOException {
    RowScorer.Scratch scratch = scorer.scratch();
    long[] rows = new long[1];
    out.write("id,score,probability,band,reasons\n");
    source.forEach(
        row -> {
          Scored scored = scorer.score(row.raw(), scratch);
          List<String> reasons = scorer.reasonsOfLast(scratch, REASONS);
          out.write(quoted(row.id()));
          out.write(String.format(Locale.ROOT, ",%.6f,", scored.score()));
          if (!Double.isNaN(scored.probability())) {
            out.write(String.format(Locale.ROOT, "%.6f", scored.probability()));
          }
          out.write(',' + scored.band().word() + ',' + quoted(String.join("; ", reasons)) + '\n');
          step.done(++rows[0]);
        });
    return rows[0];
  }

  /** RFC 4180. */
  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
