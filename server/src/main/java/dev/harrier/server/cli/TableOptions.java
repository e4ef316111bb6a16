package dev.harrier.server.cli;

import dev.harrier.server.recipe.Recipe;
import dev.harrier.server.train.RowSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the tables of `train`, `score` and `evaluate` are named. */
final class TableOptions {
  @Option(names = "--truth", paramLabel = "TABLE", description = "`id` and `label` of the rows")
  private @Nullable Path truth;

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

  @Option(
      names = "--one",
      paramLabel = "WORD",
      description = "label that means 1; every word that is not named so then means 0")
  private List<String> ones = List.of();

  RowSource.Files files(Path data) {
    return new RowSource.Files(data, truth, posts, map, !ones.isEmpty());
  }

  /** The recipe with the words of the command line. */
  Recipe with(Recipe recipe) {
    return ones.isEmpty()
        ? recipe
        : recipe.withOnes(ones.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
  }
}
