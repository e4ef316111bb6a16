package dev.harrier.lang.function;

import dev.harrier.rule.ScoringModel;
import java.util.List;

/**
 * One {@code ModelScore} of a project. Compared by identity: two scores are two things although
 * they ask the same.
 */
public final class ModelCall {
  private final String feature;
  private final String name;
  private final ScoringModel model;
  private final List<Integer> places;

  /**
   * A score.
   *
   * @param feature the name it is assigned to
   * @param name of the model
   * @param places for each input of the model, its place among those that the rule gives; −1 where
   *     the rule leaves it absent
   */
  public ModelCall(String feature, String name, ScoringModel model, List<Integer> places) {
    this.feature = feature;
    this.name = name;
    this.model = model;
    this.places = List.copyOf(places);
  }

  String feature() {
    return feature;
  }

  /** Name of the model. */
  public String name() {
    return name;
  }

  public ScoringModel model() {
    return model;
  }

  List<Integer> places() {
    return places;
  }
}
