package dev.harrier.server.cli;

import dev.harrier.server.train.RowSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the tables of `train`, `score` and `evaluate` are named. */
final class TableOptions {
  @Option(
      names = "--posts",
      paramLabel = "TABLE",
      description = "posts of the accounts: `account_id`, `created_at`, `text`")
  private @Nullable Path posts;

  @Option(
      names = "--map",
      paramLabel = "THEIRS=OURS",
      description = "the table calls our column OURS by the name THEIRS")
  private Map<String, String> map = new LinkedHashMap<>();

  /** Rows whose labels, if there are any, are not looked at. */
  RowSource.Files unlabelled(Path data) {
    return new RowSource.Files(data, null, posts, map, true);
  }

  RowSource.Files labelled(Path data, @Nullable Path truth, boolean othersAreZero) {
    return new RowSource.Files(data, truth, posts, map, othersAreZero);
  }
}
