package dev.harrier.lang.regex;

import java.util.List;

/**
 * Strings of which at least one occurs in every text that a pattern matches.
 *
 * <p>The promise holds for texts without the four characters beyond ASCII that a case rule turns
 * into an ASCII letter (KELVIN SIGN matches {@code k} under IGNORECASE, for instance): <em>if</em>
 * the pattern matches such a text, <em>then</em> the text with its letters A–Z lower-cased contains
 * at least one of the literals. For any other text the engine must be run unconditionally.
 *
 * @param literals lower-cased, pure ASCII, each at least 2 characters, sorted, no duplicates, none
 *     a substring of another, at least one and at most 64
 * @param exact a hit decides: such a text is matched <em>if and only if</em> its lower-cased form
 *     contains one of the literals
 */
public record RequiredLiterals(List<String> literals, boolean exact) {
  public RequiredLiterals {
    literals = List.copyOf(literals);
    if (literals.isEmpty()) {
      throw new IllegalArgumentException("no literals");
    }
  }
}
