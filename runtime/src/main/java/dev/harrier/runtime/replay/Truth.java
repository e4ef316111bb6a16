package dev.harrier.runtime.replay;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of events or of entities: which were bad. A hundred bytes each. */
public final class Truth {
  /** What the labels are about. */
  public enum Subject {
    EVENT,
    ENTITY
  }

  private final Subject subject;
  private final Map<String, Integer> places = new HashMap<>();
  private final BitSet bad = new BitSet();

  private Truth(Subject subject) {
    this.subject = subject;
  }

  /**
   * @param labels by identifier: whether it is bad
   */
  public static Truth of(Subject subject, Map<String, Boolean> labels) {
    Truth truth = new Truth(subject);
    new LinkedHashMap<>(labels)
        .forEach(
            (id, isBad) -> {
              int place = truth.places.size();
              truth.places.put(id, place);
              truth.bad.set(place, isBad);
            });
    return truth;
  }

  public Subject subject() {
    return subject;
  }

  /** Number of labels. */
  public int size() {
    return places.size();
  }

  /** Place of the identifier among the labels, or −1. */
  int place(@Nullable String id) {
    return id == null ? -1 : places.getOrDefault(id, -1);
  }

  boolean bad(int place) {
    return bad.get(place);
  }

  /** How many of the places are bad. */
  long bad(BitSet chosen) {
    BitSet both = (BitSet) chosen.clone();
    both.and(bad);
    return both.cardinality();
  }
}
