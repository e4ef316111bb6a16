package dev.harrier.lang.value;

import dev.harrier.event.NamedValues;
import java.util.Map;

/**
 * A rule as a value of the language.
 *
 * @param description template text, names in braces
 * @param features text of the interpolated names, in order of appearance
 */
public record RuleValue(
    String name, boolean value, String description, Map<String, String> features) {
  /** Text of a name that failed, in the strict dialect. */
  public static final String GAP = "{?}";

  public RuleValue {
    features = NamedValues.copyOf(features);
  }
}
