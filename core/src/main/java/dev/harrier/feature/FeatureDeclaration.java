package dev.harrier.feature;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A feature as the rule project declares it. Its state is identified by name and definition: a
 * changed definition starts empty.
 */
public final class FeatureDeclaration {
  /** Lateness that is allowed where none is stated: ten minutes. */
  public static final long LATENESS_MICROS = 600_000_000L;

  private final String name;
  private final String definition;
  private final Aggregate aggregate;
  private final long latenessMicros;
  private final long id;

  /**
   * @param name unique in the project
   * @param definition canonical text of everything that the value depends on: aggregate, key,
   *     filter
   * @param aggregate how events are folded
   * @param latenessMicros by how much an event may come after later ones and still count where it
   *     belongs, at least 0
   */
  public FeatureDeclaration(
      String name, String definition, Aggregate aggregate, long latenessMicros) {
    this.name = Objects.requireNonNull(name);
    this.definition = Objects.requireNonNull(definition);
    this.aggregate = Objects.requireNonNull(aggregate);
    this.latenessMicros = latenessMicros;
    this.id = Hash64.of(definition, Hash64.of(name, 0));
  }

  /** A feature that allows the usual lateness. */
  public FeatureDeclaration(String name, String definition, Aggregate aggregate) {
    this(name, definition, aggregate, LATENESS_MICROS);
  }

  public String name() {
    return name;
  }

  public String definition() {
    return definition;
  }

  public Aggregate aggregate() {
    return aggregate;
  }

  public long latenessMicros() {
    return latenessMicros;
  }

  /** Hash of name and definition, by which states are told apart; the same in every process. */
  public long id() {
    return id;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureDeclaration that
        && name.equals(that.name)
        && definition.equals(that.definition)
        && aggregate.equals(that.aggregate)
        && latenessMicros == that.latenessMicros;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return name + ": " + definition;
  }
}
