package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;

import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.function.Function.CallSite;
import dev.harrier.lang.regex.BudgetExceeded;
import dev.harrier.lang.regex.PatternError;
import dev.harrier.lang.regex.PythonRegex;
import dev.harrier.lang.value.NodeFailure;
import java.util.ArrayList;
import java.util.List;

/** Python's regular expressions, compiled when the project is checked. */
public final class RegexFunctions {
  static final List<Function> ALL =
      List.of(
          function("RegexMatch", BOOL, "Returns whether a pattern is found anywhere in a text.")
              .constant("pattern", STR, "a regular expression as Python's `re` reads it")
              .takes("target", STR, "the text")
              .constant("case_insensitive", BOOL, false, "whether case is ignored")
              .costs(600)
              .prepares(
                  (constants, site) -> {
                    Constants c = new Constants(constants);
                    return compiled("pattern", c.text("pattern"), c.bool("case_insensitive"), site);
                  })
              .example("RegexMatch(pattern='^a+$', target='AA', case_insensitive=True)", "True")
              .code(RegexFunctions.class),
          function(
                  "RegexMatchMap",
                  BOOL,
                  "Returns whether a pattern is found in any, or in all, of the texts; of no texts,"
                      + " in all but not in any.")
              .constant("pattern", STR, "a regular expression as Python's `re` reads it")
              .takes("target", listOf(STR), "the texts")
              .constant("mode", STR, "any", "`any` or `all`")
              .constant("case_insensitive", BOOL, false, "whether case is ignored")
              .costs(1200)
              .prepares((constants, site) -> Quantified.of(new Constants(constants), site))
              .example("RegexMatchMap(pattern='a', target=['a', 'b'])", "True")
              .example("RegexMatchMap(pattern='a', target=['a', 'b'], mode='all')", "False")
              .code(RegexFunctions.class),
          function(
                  "CountRegexMatches", INT, "Returns how many of the patterns are found in a text.")
              .constant("patterns", listOf(STR), "regular expressions as Python's `re` reads them")
              .takes("target", STR, "the text")
              .constant("case_insensitive", BOOL, false, "whether case is ignored")
              .costs(1500)
              .prepares((constants, site) -> Patterns.of(new Constants(constants), site))
              .example("CountRegexMatches(patterns=['a', 'b', 'c'], target='bcb')", "2")
              .code(RegexFunctions.class));

  private RegexFunctions() {}

  /** The strict dialect takes only what one pass over the text decides. */
  static PythonRegex compiled(String argument, String pattern, boolean ignoreCase, CallSite site)
      throws BadArgument {
    PythonRegex regex;
    try {
      regex = PythonRegex.compile(pattern, ignoreCase);
    } catch (PatternError e) {
      throw new BadArgument(argument, "invalid regex pattern", "error: " + e.getMessage());
    }
    if (site.strict() && !regex.linear()) {
      throw new BadArgument(
          argument,
          "the pattern needs backtracking, which the strict dialect does not allow",
          "found " + regex.nonLinearConstruct().orElse("a construct without linear time"),
          "rewrite it without that, or set `dialect: compat`");
    }
    return regex;
  }

  public static boolean regexMatch(PythonRegex pattern, String target) {
    try {
      return pattern.search(target);
    } catch (BudgetExceeded e) {
      throw exceeded(e);
    }
  }

  /** The counted failure of a search that used up its steps. */
  public static NodeFailure exceeded(BudgetExceeded cause) {
    return NodeFailure.counted("BudgetExceeded", String.valueOf(cause.getMessage()));
  }

  public static boolean regexMatchMap(Quantified pattern, List<?> targets) {
    boolean all = pattern.all();
    for (Object target : targets) {
      if (regexMatch(pattern.pattern(), text(target)) != all) {
        return !all;
      }
    }
    return all;
  }

  public static long countRegexMatches(Patterns patterns, String target) {
    long count = 0;
    for (PythonRegex pattern : patterns.patterns()) {
      count += regexMatch(pattern, target) ? 1 : 0;
    }
    return count;
  }

  private static String text(Object target) {
    if (target instanceof String text) {
      return text;
    }
    throw NodeFailure.counted("TypeError", "expected a text to search in");
  }

  /** A pattern and whether all texts must have it. */
  public record Quantified(PythonRegex pattern, boolean all) {
    static Quantified of(Constants constants, CallSite site) throws BadArgument {
      String mode = constants.text("mode");
      if (!mode.equals("any") && !mode.equals("all")) {
        throw new BadArgument("mode", "mode must be one of `all` or `any`, not `" + mode + "`");
      }
      boolean ignoreCase = constants.bool("case_insensitive");
      return new Quantified(
          compiled("pattern", constants.text("pattern"), ignoreCase, site), mode.equals("all"));
    }
  }

  /** Several patterns. */
  public record Patterns(List<PythonRegex> patterns) {
    public Patterns {
      patterns = List.copyOf(patterns);
    }

    static Patterns of(Constants constants, CallSite site) throws BadArgument {
      List<PythonRegex> patterns = new ArrayList<>();
      for (String pattern : constants.texts("patterns")) {
        patterns.add(one(pattern, constants.bool("case_insensitive"), site));
      }
      return new Patterns(patterns);
    }

    /** Of several patterns the message itself says what is wrong, as the reference's does. */
    private static PythonRegex one(String pattern, boolean ignoreCase, CallSite site)
        throws BadArgument {
      try {
        return compiled("patterns", pattern, ignoreCase, site);
      } catch (BadArgument e) {
        String detail = e.hints().get(0).replaceFirst("^error: ", "");
        throw new BadArgument("patterns", e.getMessage() + ": " + detail);
      }
    }
  }
}
