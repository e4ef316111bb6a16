package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;

import java.util.List;
import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.value.NodeFailure;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
                    return compiled("pattern", c.text("pattern"), c.bool("case_insensitive"));
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
              .prepares((constants, site) -> Quantified.of(new Constants(constants)))
              .example("RegexMatchMap(pattern='a', target=['a', 'b'])", "True")
              .example("RegexMatchMap(pattern='a', target=['a', 'b'], mode='all')", "False")
              .code(RegexFunctions.class),
          function(
                  "CountRegexMatches",
                  INT,
                  "Returns how many of the patterns are found in a text.")
              .constant("patterns", listOf(STR), "regular expressions as Python's `re` reads them")
              .takes("target", STR, "the text")
              .constant("case_insensitive", BOOL, false, "whether case is ignored")
              .costs(1500)
              .prepares((constants, site) -> Patterns.of(new Constants(constants)))
              .example("CountRegexMatches(patterns=['a', 'b', 'c'], target='bcb')", "2")
              .code(RegexFunctions.class));

  private RegexFunctions() {}

  static Pattern compiled(String argument, String pattern, boolean ignoreCase) throws BadArgument {
    try {
      return Pattern.compile(pattern, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      throw new BadArgument(argument, "invalid regex pattern", "error: " + e.getDescription());
    }
  }

  public static boolean regexMatch(Pattern pattern, String target) {
    return pattern.matcher(target).find();
  }

  public static boolean regexMatchMap(Quantified pattern, List<?> targets) {
    boolean all = pattern.all();
    for (Object target : targets) {
      if (pattern.pattern().matcher(text(target)).find() != all) {
        return !all;
      }
    }
    return all;
  }

  public static long countRegexMatches(Patterns patterns, String target) {
    long count = 0;
    for (Pattern pattern : patterns.patterns()) {
      count += pattern.matcher(target).find() ? 1 : 0;
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
  public record Quantified(Pattern pattern, boolean all) {
    static Quantified of(Constants constants) throws BadArgument {
      String mode = constants.text("mode");
      if (!mode.equals("any") && !mode.equals("all")) {
        throw new BadArgument("mode", "mode must be one of `all` or `any`, not `" + mode + "`");
      }
      boolean ignoreCase = constants.bool("case_insensitive");
      return new Quantified(
          compiled("pattern", constants.text("pattern"), ignoreCase), mode.equals("all"));
    }
  }

  /** Several patterns. */
  public record Patterns(List<Pattern> patterns) {
    public Patterns {
      patterns = List.copyOf(patterns);
    }

    static Patterns of(Constants constants) throws BadArgument {
      List<Pattern> patterns = new ArrayList<>();
      for (String pattern : constants.texts("patterns")) {
        patterns.add(compiled("patterns", pattern, constants.bool("case_insensitive")));
      }
      return new Patterns(patterns);
    }
  }
}
