package dev.harrier.detect.score;

import dev.harrier.detect.score.Derivation.Fitting;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFileException;
import java.util.List;

/** The derivations that there are: what is not listed here is not known. */
public final class Derivations {
  private static final List<String> NAMES = List.of("account", "account-with-posts", "columns");

  private Derivations() {}

  /** The words of a recipe. */
  public static List<String> names() {
    return NAMES;
  }

  /** The columns that a derivation reads whatever the recipe says; empty if the recipe says. */
  public static List<Column> columns(String name) {
    return name.equals("columns") ? List.of() : fitting(name, List.of()).done().columns();
  }

  /**
   * Starts a derivation on training rows.
   *
   * @param columns inputs of the recipe, for {@code columns} only
   * @throws DataException if there is none of this name, or a column may not be an input
   */
  public static Fitting fitting(String name, List<Column> columns) {
    return switch (name) {
      case "account" -> AccountDerivation.fitting(false);
      case "account-with-posts" -> AccountDerivation.fitting(true);
      case "columns" -> ColumnDerivation.fitting(columns);
      default -> throw new DataException("features `" + name + "`, expected one of " + NAMES);
    };
  }

  /**
   * The derivation of a model.
   *
   * @throws ModelFileException if this program computes it in another version, or not at all
   */
  static Derivation read(Model model) throws ModelFileException {
    String name = model.head().derivation();
    return switch (name) {
      case AccountDerivation.PROFILE -> AccountDerivation.read(model.parts().derived(), false);
      case AccountDerivation.WITH_POSTS -> AccountDerivation.read(model.parts().derived(), true);
      case ColumnDerivation.NAME ->
          ColumnDerivation.read(model.features(), model.parts().derived());
      default ->
          throw new ModelFileException(
              "its features are computed by `"
                  + name
                  + "`, this program knows `"
                  + AccountDerivation.PROFILE
                  + "`, `"
                  + AccountDerivation.WITH_POSTS
                  + "` and `"
                  + ColumnDerivation.NAME
                  + "`; train it again with this version");
    };
  }
}
