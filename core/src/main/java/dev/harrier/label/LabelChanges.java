package dev.harrier.label;

import dev.harrier.event.EntityKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a request changes the labels of one entity: a pure function from state and wishes to a new
 * state and an account of what became of every wish.
 *
 * <p>Of several wishes for one label the highest status wins; those for another status are dropped
 * as conflicting. An automatic change does not override a manual status that has not expired. A
 * wish for the status that the label has adds its reason; any other replaces the reasons, and the
 * old status is remembered. A state has expired when all its reasons have, and is then replaced
 * even by its own status. (sml.md 1.9, recorded cases of section 1.9)
 */
public final class LabelChanges {
  /** A reason counts as expired only this long after its end. */
  public static final long EXPIRY_SLACK_MICROS = 5_000_000;

  private LabelChanges() {}

  /** Why a wish was not granted. */
  public enum Refusal {
    INVALID_ENTITY_ID,
    INVALID_LABEL_NAME,
    CONFLICTING_MUTATION,
    CANNOT_OVERRIDE_MANUAL
  }

  /** A wish that was not granted. */
  public record Dropped(String label, Refusal refusal) {}

  /**
   * What became of a request.
   *
   * @param labels the entity's labels afterwards
   * @param added labels that now have an adding status and had another one; sorted, like the other
   *     lists
   * @param removed labels that now have a removing status and had another one
   * @param updated labels that kept their status
   * @param dropped one entry per wish not granted, by label and refusal
   */
  public record Outcome(
      EntityKey entity,
      Map<String, LabelState> labels,
      List<String> added,
      List<String> removed,
      List<String> updated,
      List<Dropped> dropped) {
    private static final Comparator<Dropped> ORDER =
        Comparator.comparing(Dropped::label).thenComparing(d -> d.refusal().name());

    public Outcome {
      labels = SmallMap.copyOf(labels);
      added = sorted(added, Comparator.naturalOrder());
      removed = sorted(removed, Comparator.naturalOrder());
      updated = sorted(updated, Comparator.naturalOrder());
      dropped = sorted(dropped, ORDER);
    }

    /** Nearly always none or one, and else mostly in order. */
    private static <T> List<T> sorted(List<T> items, Comparator<? super T> order) {
      for (int i = 1; i < items.size(); i++) {
        if (order.compare(items.get(i - 1), items.get(i)) > 0) {
          return items.stream().sorted(order).toList();
        }
      }
      return List.copyOf(items);
    }
  }

  /**
   * Applies one request.
   *
   * @param labels the entity's labels before
   * @param changes wishes in order
   * @param atMicros the event's time: reasons are created, and others have expired, as of it
   */
  public static Outcome apply(
      EntityKey entity, Map<String, LabelState> labels, List<LabelChange> changes, long atMicros) {
    Work work = new Work(labels, atMicros);
    if (changes.size() == 1) {
      LabelChange change = changes.getFirst();
      if (!entity.id().isEmpty() && !change.label().isEmpty()) {
        work.change(changes);
        return work.outcome(entity);
      }
    }
    Map<String, List<LabelChange>> byLabel = new TreeMap<>();
    for (LabelChange change : changes) {
      if (entity.id().isEmpty()) {
        work.drop(change, Refusal.INVALID_ENTITY_ID);
      } else if (change.label().isEmpty()) {
        work.drop(change, Refusal.INVALID_LABEL_NAME);
      } else {
        byLabel.computeIfAbsent(change.label(), label -> new ArrayList<>()).add(change);
      }
    }
    byLabel.values().forEach(work::change);
    return work.outcome(entity);
  }

  /** Whether all reasons of the state have expired; a state without reasons has not. */
  public static boolean expired(LabelState state, long atMicros) {
    return state.endMicros() != Long.MAX_VALUE
        && state.endMicros() + EXPIRY_SLACK_MICROS < atMicros;
  }

  /** The lists while a request is applied. */
  private static final class Work {
    private SmallMap<LabelState> labels;
    private List<String> added = List.of();
    private List<String> removed = List.of();
    private List<String> updated = List.of();
    private List<Dropped> dropped = List.of();
    private final long atMicros;

    Work(Map<String, LabelState> labels, long atMicros) {
      this.labels = SmallMap.copyOf(labels);
      this.atMicros = atMicros;
    }

    Outcome outcome(EntityKey entity) {
      return new Outcome(entity, labels, added, removed, updated, dropped);
    }

    void drop(LabelChange change, Refusal refusal) {
      dropped = and(dropped, new Dropped(change.label(), refusal));
    }

    /** Nearly always the first. */
    private static <T> List<T> and(List<T> items, T item) {
      if (items.isEmpty()) {
        return List.of(item);
      }
      List<T> more = new ArrayList<>(items);
      more.add(item);
      return more;
    }

    /** Applies the wishes for one label. */
    void change(List<LabelChange> wishes) {
      LabelStatus highest = LabelStatus.REMOVED;
      for (LabelChange wish : wishes) {
        highest = wish.status().compareTo(highest) > 0 ? wish.status() : highest;
      }
      List<LabelChange> winners = wishes.size() == 1 ? wishes : winners(wishes, highest);
      String label = wishes.getFirst().label();
      LabelState before = labels.get(label);
      if (before == null) {
        set(label, highest, winners, List.of());
        changed(highest, label);
      } else {
        change(label, before, highest, winners);
      }
    }

    private List<LabelChange> winners(List<LabelChange> wishes, LabelStatus highest) {
      List<LabelChange> winners = new ArrayList<>();
      for (LabelChange wish : wishes) {
        if (wish.status() == highest) {
          winners.add(wish);
        } else {
          drop(wish, Refusal.CONFLICTING_MUTATION);
        }
      }
      return winners;
    }

    private void change(
        String label, LabelState before, LabelStatus status, List<LabelChange> winners) {
      boolean expired = expired(before, atMicros);
      if (!expired && before.status().manual() && !status.manual()) {
        winners.forEach(wish -> drop(wish, Refusal.CANNOT_OVERRIDE_MANUAL));
        return;
      }
      if (!expired && before.status() == status) {
        merge(label, before, winners);
      } else {
        List<LabelStatus> previous = new ArrayList<>(before.previousStatuses());
        previous.add(before.status());
        set(label, status, winners, previous);
      }
      if (before.status() == status) {
        updated = and(updated, label);
      } else {
        changed(status, label);
      }
    }

    private void changed(LabelStatus status, String label) {
      if (status.present()) {
        added = and(added, label);
      } else {
        removed = and(removed, label);
      }
    }

    private void merge(String label, LabelState before, List<LabelChange> winners) {
      LabelState after = before;
      for (int i = 0; i < winners.size(); i++) {
        after = after.with(winners.get(i).rule(), winners.get(i).reason(atMicros));
      }
      labels = labels.with(label, after);
    }

    private void set(
        String label, LabelStatus status, List<LabelChange> winners, List<LabelStatus> previous) {
      SmallMap<LabelReason> reasons = SmallMap.copyOf(Map.of());
      for (LabelChange wish : winners) {
        reasons = reasons.with(wish.rule(), wish.reason(atMicros));
      }
      labels = labels.with(label, new LabelState(status, reasons, previous));
    }
  }
}
