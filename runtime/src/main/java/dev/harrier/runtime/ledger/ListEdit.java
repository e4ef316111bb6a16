package dev.harrier.runtime.ledger;

import java.util.List;
import java.util.Objects;

/**
 * A change of one list of the project.
 *
 * @param list its name: {@code lists/NAME.yaml}
 * @param add entries to add; those that are there stay
 * @param remove entries to remove; those that are not there are passed over
 */
public record ListEdit(String list, List<String> add, List<String> remove, String who, String why) {
  public ListEdit {
    Objects.requireNonNull(list);
    Objects.requireNonNull(who);
    Objects.requireNonNull(why);
    add = List.copyOf(add);
    remove = List.copyOf(remove);
  }

  /**
   * An edit that was made.
   *
   * @param atMicros when, microseconds since the epoch
   * @param bundle version that it led to
   */
  public record Made(ListEdit edit, long atMicros, String bundle) {}
}
