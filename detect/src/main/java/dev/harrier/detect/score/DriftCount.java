package dev.harrier.detect.score;

import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts where the inputs and scores of a model fall, against where they fell in training. Older
 * rows count less: each time {@link #MOST} are reached, all counts are halved. Written by one
 * thread, read by any.
 */
public final class DriftCount {
  /** Rows of which the index is told; with fewer it is mostly noise. */
  public static final int FEWEST = 500;

  private static final int MOST = 20_000;

  private final List<Reference> references = new ArrayList<>();

  /** By reference: which number of the model it is; −1 for the score. */
  private final List<Integer> places = new ArrayList<>();

  private final List<AtomicLongArray> counts = new ArrayList<>();
  private long rows;

  /**
   * What an input came to.
   *
   * @param input its name, or {@link Reference#SCORE}
   * @param psi population stability index; above .2 people should look, above .5 the model's
   *     probabilities are those of another world
   */
  public record Reading(String input, double psi, long rows) {}

  public DriftCount(Model model) {
    for (Reference reference : model.parts().data().references()) {
      int place = reference.input().equals(Reference.SCORE) ? -1 : place(model, reference.input());
      if (place >= -1) {
        references.add(reference);
        places.add(place);
        counts.add(new AtomicLongArray(reference.shares().length));
      }
    }
  }

  /** Which number a feature is; −2 if it is none. */
  private static int place(Model model, String feature) {
    for (int i = 0; i < model.scorer().numbers(); i++) {
      if (model.features().get(i).name().equals(feature)) {
        return i;
      }
    }
    return -2;
  }

  /** Counts a row. */
  public void add(float[] numbers, double score) {
    for (int i = 0; i < references.size(); i++) {
      int place = places.get(i);
      int bin = references.get(i).bin(place < 0 ? score : numbers[place]);
      AtomicLongArray into = counts.get(i);
      into.lazySet(bin, into.get(bin) + 1);
    }
    if (++rows % MOST == 0) {
      counts.forEach(DriftCount::halve);
    }
  }

  private static void halve(AtomicLongArray counts) {
    for (int i = 0; i < counts.length(); i++) {
      counts.lazySet(i, counts.get(i) / 2);
    }
  }

  /** The index of each input of which enough is known, in the order of the model file. */
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      long[] seen = new long[counts.get(i).length()];
      long sum = 0;
      for (int bin = 0; bin < seen.length; bin++) {
        seen[bin] = counts.get(i).get(bin);
        sum += seen[bin];
      }
      if (sum >= FEWEST) {
        readings.add(new Reading(references.get(i).input(), references.get(i).psi(seen), sum));
      }
    }
    return readings;
  }
}
