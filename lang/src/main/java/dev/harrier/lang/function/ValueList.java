package dev.harrier.lang.function;

import java.util.List;

/**
 * A list of the project, {@code lists/NAME.yaml}.
 *
 * @param kind {@code text}, {@code domain}, {@code regex} or {@code hash}
 * @param entries values in order
 */
public record ValueList(String name, String kind, boolean caseSensitive, List<String> entries) {
  public ValueList {
    entries = List.copyOf(entries);
  }
}
