package dev.harrier.learn.modelfile;

import java.util.Comparator;
import java.util.List;

/**
 * A score divided among what the model read. {@code base} and all contributions add up to it.
 *
 * @param base the score before anything is known of the row
 * @param contributions the largest in magnitude first
 */
public record Explanation(double base, List<Contribution> contributions) {
  public Explanation {
    contributions =
        contributions.stream()
            .sorted(
                Comparator.comparingDouble((Contribution c) -> -Math.abs(c.contribution()))
                    .thenComparing(Contribution::feature))
            .toList();
  }

  /** The largest few. */
  public List<Contribution> top(int most) {
    return contributions.subList(0, Math.min(most, contributions.size()));
  }
}
