package dev.harrier.feature;

import java.util.Objects;

/**
 * A feature as the rule project declares it. Its state is identified by name and definition: a
 * changed definition starts empty.
 *
 * @param name unique in the project
 * @param definition canonical text of everything that the value depends on: aggregate, key, filter
 * @param aggregate how events are folded
 * @param latenessMicros by how much an event may come after later ones and still count where it
 *     belongs, at least 0
 */
public record FeatureDeclaration(
    String name, String definition, Aggregate aggregate, long latenessMicros) {
  /** Lateness that is allowed where none is stated: ten minutes. */
  public static final long LATENESS_MICROS = 600_000_000L;

  /** A feature that allows the usual lateness. */
  public FeatureDeclaration(String name, String definition, Aggregate aggregate) {
    this(name, definition, aggregate, LATENESS_MICROS);
  }

  public FeatureDeclaration {
    Objects.requireNonNull(name);
    Objects.requireNonNull(definition);
    Objects.requireNonNull(aggregate);
  }
}
