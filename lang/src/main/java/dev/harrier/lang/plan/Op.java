package dev.harrier.lang.plan;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.program.JsonRead;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node computes from its inputs. Records compare by content, which is what makes equal
 * expressions one node.
 */
public sealed interface Op {
  record Constant(@Nullable Object value) implements Op {}

  /** A value of the event. */
  record Leaf(JsonRead read) implements Op {}

  /** A function; the inputs are its arguments in order. */
  record Invoke(Function function, List<String> extraNames, @Nullable Object prepared)
      implements Op {
    public Invoke {
      extraNames = List.copyOf(extraNames);
    }
  }

  record Arithmetic(BinaryOperator operator) implements Op {}

  record Comparison(CompareOperator operator) implements Op {}

  /** {@code and} of the inputs. */
  record All() implements Op {}

  /** {@code or} of the inputs. */
  record Any() implements Op {}

  record Not() implements Op {}

  record Negate() implements Op {}

  record MakeList() implements Op {}

  record Format(String template, List<String> names) implements Op {
    public Format {
      names = List.copyOf(names);
    }
  }

  /** Plain form of an entity, time delta, experiment or a rule that is not known at plan time. */
  record Unwrap() implements Op {}

  /**
   * Whether a rule holds: the first {@code conditions} inputs are its conditions (or, with {@code
   * list}, one list of them), the rest the names of its description.
   */
  record Holds(int conditions, boolean list) implements Op {}

  /** A rule as a value; inputs as for {@link Holds}. */
  record RuleObject(String name, String template, List<String> names, int conditions, boolean list)
      implements Op {
    public RuleObject {
      names = List.copyOf(names);
    }
  }

  /**
   * Whether the shared scan of a text found any of the literals. Never wrongly false; the input is
   * the scanned text.
   *
   * @param text index into {@link Plan#texts}
   * @param literals indices into that text's literals, ascending
   */
  record Hit(int text, List<Integer> literals) implements Op {
    public Hit {
      literals = List.copyOf(literals);
    }
  }

  /**
   * A text condition behind its literals: false when none was found, true when one was and {@code
   * decisive} (and the scan was exact), else whatever the condition itself says. Inputs: the {@link
   * Hit} and the condition.
   */
  record Prefiltered(boolean decisive) implements Op {}

  /**
   * Whether a text of the event is one of a set of constants.
   *
   * @param symbols index into {@link Plan#symbols}
   * @param members the constants; the answer is negated with {@code negated}
   * @param failurePropagates whether a failed text fails the answer; else it counts as None, which
   *     is no member
   */
  record Member(int symbols, List<String> members, boolean negated, boolean failurePropagates)
      implements Op {
    public Member {
      members = List.copyOf(members);
    }
  }

  /**
   * Whether an int is one of a few constants; None and failure as for {@link Member}.
   *
   * @param members ascending
   */
  record IntMember(List<Long> members, boolean negated, boolean failurePropagates) implements Op {
    public IntMember {
      members = List.copyOf(members);
    }
  }
}
