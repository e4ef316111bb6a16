package dev.harrier.server.query;

import dev.harrier.lang.syntax.Tree.CompareOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks of one decision. Every form is true or false, never unknown: a feature that
 * is absent, failed or None is null, and each form says what it makes of it.
 */
sealed interface Condition {
  /** All hold. */
  record And(List<Condition> operands) implements Condition {}

  /** Any holds. */
  record Or(List<Condition> operands) implements Condition {}

  /** It does not hold. */
  record Not(Condition operand) implements Condition {}

  /** A bool that is true; null is not. */
  record Truth(Column column) implements Condition {}

  /**
   * A feature against a literal. Null equals None alone, and is neither less nor greater than
   * anything.
   *
   * @param operator not {@code in}
   * @param literal a {@code Boolean}, {@code Long}, {@code Double}, {@code String}, or null for
   *     None
   */
  record Compare(Column column, CompareOperator operator, @Nullable Object literal)
      implements Condition {}

  /** Two features; nulls are equal to each other, and neither less nor greater than anything. */
  record CompareColumns(Column left, CompareOperator operator, Column right) implements Condition {}

  /** A feature that equals an item of a list; null does if None is one. */
  record OneOf(Column column, List<@Nullable Object> items) implements Condition {}

  /**
   * A text that contains the part, letter case ignored; a list of texts any of whose items does.
   * Null does not.
   */
  record Contains(Column column, String part) implements Condition {}

  /** A list of numbers or bools that holds the item; null does not. */
  record Holds(Column column, Object item) implements Condition {}

  /** A text in which RE2 finds the pattern; null has none. */
  record Matches(Column column, String pattern) implements Condition {}

  /**
   * A change of a label.
   *
   * @param change {@code Type/label/status}
   */
  record Changed(String change) implements Condition {}

  /** A verdict was declared. */
  record Declared(String verdict) implements Condition {}
}
