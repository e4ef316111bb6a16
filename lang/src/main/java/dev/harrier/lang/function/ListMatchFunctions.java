package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.type.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The project's lists, {@code lists/NAME.yaml}, held against values and texts. */
public final class ListMatchFunctions {
  private static final Type PHRASES = listOf(optional(STR));
  private static final String NAME = "name of the list";

  static final List<Function> ALL =
      List.of(
          function("ListAny", BOOL, "Returns whether any of the values is on a list.")
              .takes("values", PHRASES, "the values")
              .constant("list", STR, NAME)
              .costs(200)
              .prepares(ListMatchFunctions::list)
              .code(ListMatchFunctions.class),
          function("ListCount", INT, "Returns how many of the values are on a list.")
              .takes("values", PHRASES, "the values")
              .constant("list", STR, NAME)
              .costs(200)
              .prepares(ListMatchFunctions::list)
              .code(ListMatchFunctions.class),
          function(
                  "ListContains",
                  optional(STR),
                  "Returns the first entry of a list that is found in any of the phrases, or None.")
              .constant("list", STR, NAME)
              .takes("phrases", PHRASES, "the texts to search in; None is left out")
              .constant("case_sensitive", BOOL, false, "whether case counts")
              .constant("word_boundaries", BOOL, true, "whether only whole words count")
              .costs(1500)
              .prepares(ListMatchFunctions::list)
              .code(ListMatchFunctions.class),
          function(
                  "ListContainsCount",
                  INT,
                  "Returns how many entries of a list are found in any of the phrases.")
              .constant("list", STR, NAME)
              .takes("phrases", PHRASES, "the texts to search in; None is left out")
              .constant("case_sensitive", BOOL, false, "whether case counts")
              .constant("word_boundaries", BOOL, true, "whether only whole words count")
              .costs(3000)
              .prepares(ListMatchFunctions::list)
              .code(ListMatchFunctions.class),
          function(
                  "RegexListContains",
                  optional(STR),
                  "Returns the first entry of a list of patterns that is found in any of the phrases,"
                      + " or None.")
              .constant("list", STR, NAME)
              .takes("phrases", PHRASES, "the texts to search in; None is left out")
              .constant("case_sensitive", BOOL, false, "whether case counts")
              .costs(3000)
              .prepares(ListMatchFunctions::list)
              .code(ListMatchFunctions.class),
          function(
                  "SimpleListContains",
                  optional(STR),
                  "Returns the first phrase that is itself an entry of a list, or None.")
              .constant("cache_name", STR, "kept for compatibility, without effect")
              .constant("list", STR, NAME)
              .takes("phrases", PHRASES, "the values; None is left out")
              .costs(150)
              .prepares(ListMatchFunctions::list)
              .code(ListMatchFunctions.class),
          function(
                  "CensorizedListContains",
                  optional(STR),
                  "Returns the first entry of a list that is found, spelled plainly or disguised, in"
                      + " any of the phrases, or None.")
              .constant("list", STR, NAME)
              .takes("phrases", PHRASES, "the texts to search in; None is left out")
              .constant("plurals", BOOL, false, "whether a plural counts too")
              .constant(
                  "must_be_censorized", BOOL, false, "whether the plain spelling does not count")
              .costs(10000)
              .prepares(ListMatchFunctions::list)
              .code(ListMatchFunctions.class),
          function(
                  "CheckCensorized",
                  BOOL,
                  "Returns whether a word is found in a text, spelled plainly or disguised.")
              .takes("s", STR, "the text")
              .constant("pattern", STR, "the word, in plain letters")
              .constant("plurals", BOOL, false, "whether a plural counts too")
              .constant("substrings", BOOL, false, "whether a part of a word will do")
              .constant(
                  "must_be_censorized", BOOL, false, "whether the plain spelling does not count")
              .costs(2000)
              .prepares((constants, site) -> new Constants(constants).text("pattern"))
              .code(ListMatchFunctions.class));

  private ListMatchFunctions() {}

  private static ValueList list(Map<String, @Nullable Object> constants, Function.CallSite site)
      throws BadArgument {
    String name = new Constants(constants).text("list");
    ValueList list = site.lists().get(name);
    if (list == null) {
      throw new BadArgument("list", "unknown list", "expected a file `lists/" + name + ".yaml`");
    }
    return list;
  }

  public static boolean listAny(ValueList list, List<?> values) {
    return false;
  }

  public static long listCount(ValueList list, List<?> values) {
    return 0;
  }

  public static @Nullable Object listContains(ValueList list, List<?> phrases) {
    return null;
  }

  public static long listContainsCount(ValueList list, List<?> phrases) {
    return 0;
  }

  public static @Nullable Object regexListContains(ValueList list, List<?> phrases) {
    return null;
  }

  public static @Nullable Object simpleListContains(ValueList list, List<?> phrases) {
    return null;
  }

  public static @Nullable Object censorizedListContains(ValueList list, List<?> phrases) {
    return null;
  }

  public static boolean checkCensorized(String pattern, String s) {
    return false;
  }
}
