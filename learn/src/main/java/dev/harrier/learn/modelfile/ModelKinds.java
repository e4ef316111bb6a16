package dev.harrier.learn.modelfile;

import java.util.List;

/** The kinds of models that a file may hold: what is not listed here cannot be read. */
public final class ModelKinds {
  private interface Reading {
    Scorer of(Weights weights) throws ModelFileException;
  }

  private record Kind(String name, Reading reading) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(TreeScorer.KIND, weights -> new TreeScorer(TreeScorer.read(weights))),
          new Kind(TextScorer.KIND, TextScorer::read),
          new Kind(AnomalyScorer.KIND, AnomalyScorer::read),
          new Kind(StackScorer.KIND, StackScorer::read));

  private ModelKinds() {}

  /** The words of {@code model.json}. */
  public static List<String> names() {
    return KINDS.stream().map(Kind::name).toList();
  }

  static Scorer read(String kind, Weights weights) throws ModelFileException {
    for (Kind known : KINDS) {
      if (known.name.equals(kind)) {
        return known.reading.of(weights);
      }
    }
    throw new ModelFileException(
        "`model.json` `kind` is `" + kind + "`, expected one of " + names());
  }
}
