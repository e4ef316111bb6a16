package dev.harrier.server.cli;

import dev.harrier.server.recipe.Recipe;
import dev.harrier.server.train.RowSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the truth of a table's rows is, and how it is said. */
final class TruthOptions {
  @Option(names = "--truth", paramLabel = "TABLE", description = "`id` and `label` of the rows")
  private @Nullable Path truth;

  @Option(
      names = "--one",
      paramLabel = "WORD",
      description = "label that means 1; every word that is not named so then means 0")
  private List<String> ones = List.of();

  RowSource.Files files(Path data, TableOptions tables) {
    return tables.labelled(data, truth, !ones.isEmpty());
  }

  /** The recipe with the words of the command line. */
  Recipe with(Recipe recipe) {
    return ones.isEmpty()
        ? recipe
        : recipe.withOnes(ones.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
  }
}
