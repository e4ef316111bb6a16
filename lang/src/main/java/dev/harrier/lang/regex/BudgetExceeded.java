package dev.harrier.lang.regex;

/**
 * A backtracking search that used up its step budget; the caller counts it as a failure of the
 * function that searched. Carries no stack trace, since hostile text may cause it often.
 */
public final class BudgetExceeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BudgetExceeded(long steps) {
    super("regular expression needed more than " + steps + " steps", null, false, false);
  }
}
