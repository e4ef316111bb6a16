package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.function.Function.CallSite;
import dev.harrier.lang.regex.PythonRegex;
import dev.harrier.lang.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
              .prepares(Membership::of)
              .example("ListAny(values=['www.bad.com'], list='domains')", "True")
              .code(ListMatchFunctions.class),
          function("ListCount", INT, "Returns how many of the values are on a list.")
              .takes("values", PHRASES, "the values")
              .constant("list", STR, NAME)
              .costs(200)
              .prepares(Membership::of)
              .example("ListCount(values=['bad.com', 'good.com'], list='domains')", "1")
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
              .prepares(ListMatchFunctions::entries)
              .example(
                  "ListContains(list='words', phrases=['Buy CHEAP pills now'])", "'cheap pills'")
              .example("ListContains(list='words', phrases=['cheap pillsbury'])", "None")
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
              .prepares(ListMatchFunctions::entries)
              .example("ListContainsCount(list='words', phrases=['cheap pills', 'no spam'])", "2")
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
              .prepares(Patterns::of)
              .example(
                  "RegexListContains(list='patterns', phrases=['win 100 now'])", "'win \\\\d+'")
              .code(ListMatchFunctions.class),
          function(
                  "SimpleListContains",
                  optional(STR),
                  "Returns the first phrase that is itself an entry of a list, or None.")
              .constant("cache_name", STR, "kept for compatibility, without effect")
              .constant("list", STR, NAME)
              .takes("phrases", PHRASES, "the values; None is left out")
              .costs(150)
              .prepares(Membership::of)
              .example(
                  "SimpleListContains(cache_name='w', list='words', phrases=['ham', 'spam'])",
                  "'spam'")
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
              .prepares(CensoredList::of)
              .example("CensorizedListContains(list='words', phrases=['$p@m!'])", "'spam'")
              .example(
                  "CensorizedListContains(list='words', phrases=['spam'], must_be_censorized=True)",
                  "None")
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
              .prepares(ListMatchFunctions::censored)
              .example("CheckCensorized(s='so much s.p.a.m', pattern='spam')", "True")
              .example("CheckCensorized(s='two sp4ms', pattern='spam', plurals=True)", "True")
              .code(ListMatchFunctions.class));

  private ListMatchFunctions() {}

  private static ValueList named(Constants constants, CallSite site) throws BadArgument {
    String name = constants.text("list");
    ValueList list = site.lists().get(name);
    if (list == null) {
      throw new BadArgument("list", "unknown list", "expected a file `lists/" + name + ".yaml`");
    }
    return list;
  }

  private static Entries entries(Map<String, @Nullable Object> values, CallSite site)
      throws BadArgument {
    Constants constants = new Constants(values);
    ValueList list = named(constants, site);
    boolean caseSensitive = constants.bool("case_sensitive");
    return new Entries(list.entries(), caseSensitive, constants.bool("word_boundaries"));
  }

  public static @Nullable Object listContains(Entries entries, List<?> phrases) {
    boolean[] found = found(entries, phrases);
    for (int i = 0; i < found.length; i++) {
      if (found[i]) {
        return entries.entry(i);
      }
    }
    return null;
  }

  public static long listContainsCount(Entries entries, List<?> phrases) {
    long count = 0;
    for (boolean one : found(entries, phrases)) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private static boolean[] found(Entries entries, List<?> phrases) {
    boolean[] found = new boolean[entries.size()];
    for (Object phrase : phrases) {
      if (phrase instanceof String text) {
        entries.find(text, found);
      }
    }
    return found;
  }

  /** The patterns of a list, in order. */
  public record Patterns(List<PythonRegex> patterns) {
    public Patterns {
      patterns = List.copyOf(patterns);
    }

    static Patterns of(Map<String, @Nullable Object> values, CallSite site) throws BadArgument {
      Constants constants = new Constants(values);
      return of(named(constants, site), constants.bool("case_sensitive"), site);
    }

    static Patterns of(ValueList list, boolean caseSensitive, CallSite site) throws BadArgument {
      List<PythonRegex> patterns = new ArrayList<>();
      for (String entry : list.entries()) {
        patterns.add(RegexFunctions.compiled("list", entry, !caseSensitive, site));
      }
      return new Patterns(patterns);
    }
  }

  public static @Nullable Object regexListContains(Patterns list, List<?> phrases) {
    for (PythonRegex pattern : list.patterns()) {
      for (Object phrase : phrases) {
        if (phrase instanceof String text && RegexFunctions.regexMatch(pattern, text)) {
          return pattern.pattern();
        }
      }
    }
    return null;
  }

  /** What it takes to be on a list, by the list's kind. */
  public record Membership(ValueList list, Set<String> values, Patterns patterns) {
    public Membership {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    static Membership of(Map<String, @Nullable Object> constants, CallSite site)
        throws BadArgument {
      ValueList list = named(new Constants(constants), site);
      boolean regex = list.kind().equals("regex");
      Set<String> values = new LinkedHashSet<>();
      list.entries().forEach(entry -> values.add(folded(list, entry)));
      Patterns none = new Patterns(List.of());
      return new Membership(
          list, values, regex ? Patterns.of(list, list.caseSensitive(), site) : none);
    }

    private static String folded(ValueList list, String value) {
      return list.caseSensitive() ? value : value.toLowerCase(Locale.ROOT);
    }

    boolean holds(@Nullable Object value) {
      if (!(value instanceof String text)) {
        return false;
      }
      String folded = folded(list, text);
      return switch (list.kind()) {
        case "domain" -> holdsDomain(folded);
        case "regex" ->
            patterns.patterns().stream().anyMatch(p -> RegexFunctions.regexMatch(p, text));
        default -> values.contains(folded);
      };
    }

    /** A domain is on the list if it or one above it is. */
    private boolean holdsDomain(String domain) {
      int at = 0;
      while (!values.contains(domain.substring(at))) {
        int point = domain.indexOf('.', at);
        if (point < 0) {
          return false;
        }
        at = point + 1;
      }
      return true;
    }
  }

  public static boolean listAny(Membership list, List<?> values) {
    return values.stream().anyMatch(list::holds);
  }

  public static long listCount(Membership list, List<?> values) {
    return values.stream().filter(list::holds).count();
  }

  public static @Nullable Object simpleListContains(Membership list, List<?> phrases) {
    for (Object phrase : phrases) {
      if (list.holds(phrase)) {
        return phrase;
      }
    }
    return null;
  }

  /** Words of a list, each looked for in its disguises. */
  public record CensoredList(List<Censored> words, List<String> entries) {
    public CensoredList {
      words = List.copyOf(words);
      entries = List.copyOf(entries);
    }

    static CensoredList of(Map<String, @Nullable Object> values, CallSite site) throws BadArgument {
      Constants constants = new Constants(values);
      List<String> entries = named(constants, site).entries();
      boolean plurals = constants.bool("plurals");
      boolean must = constants.bool("must_be_censorized");
      return new CensoredList(
          entries.stream().map(entry -> new Censored(entry, plurals, false, must)).toList(),
          entries);
    }
  }

  public static @Nullable Object censorizedListContains(CensoredList list, List<?> phrases) {
    for (int i = 0; i < list.words().size(); i++) {
      Censored word = list.words().get(i);
      for (Object phrase : phrases) {
        if (phrase instanceof String text && word.in(text)) {
          return list.entries().get(i);
        }
      }
    }
    return null;
  }

  private static Object censored(Map<String, @Nullable Object> values, CallSite site) {
    Constants constants = new Constants(values);
    return new Censored(
        constants.text("pattern"),
        constants.bool("plurals"),
        constants.bool("substrings"),
        constants.bool("must_be_censorized"));
  }

  public static boolean checkCensorized(Censored word, String s) {
    return word.in(s);
  }
}
