package dev.harrier.event;

import java.util.Comparator;
import java.util.Objects;

/**
 * The identity of anything that Harrier remembers: an account, an address, a link, a text.
 *
 * @param type kind of entity, as the rule project names it, such as {@code User}
 * @param id identifier within its type, as text
 */
public record EntityKey(String type, String id) implements Comparable<EntityKey> {
  private static final Comparator<EntityKey> ORDER =
      Comparator.comparing(EntityKey::type).thenComparing(EntityKey::id);

  public EntityKey {
    Objects.requireNonNull(type);
    Objects.requireNonNull(id);
  }

  @Override
  public int compareTo(EntityKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code Type/id}, the form used in outputs. */
  @Override
  public String toString() {
    return type + "/" + id;
  }
}
