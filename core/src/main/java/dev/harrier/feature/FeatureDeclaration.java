package dev.harrier.feature;

import java.util.Objects;

/**
 * A feature as the rule project declares it. Its state is identified by name and definition: a
 * changed definition starts empty.
 *
 * @param name unique in the project
 * @param definition canonical text of everything that the value depends on: aggregate, key, filter
 * @param aggregate how events are folded
 */
public record FeatureDeclaration(String name, String definition, Aggregate aggregate) {
  public FeatureDeclaration {
    Objects.requireNonNull(name);
    Objects.requireNonNull(definition);
    Objects.requireNonNull(aggregate);
  }
}
