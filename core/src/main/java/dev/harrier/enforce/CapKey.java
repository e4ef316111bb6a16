package dev.harrier.enforce;

import java.util.Objects;

/**
 * What is counted against a bound an hour.
 *
 * @param rule policy, or first rule, of the set that asks; empty for the action whoever asks
 */
public record CapKey(String rule, String action) {
  public CapKey {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(action);
  }
}
