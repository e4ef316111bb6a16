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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The project's lists, {@code lists/NAME.yaml}, held against values and texts. An entry counts
 * until its end, in the event's time.
 */
public final class ListMatchFunctions {
  private static final Type PHRASES = listOf(optional(STR));
  private static final String NAME = "name of the list";

  static final List<Function> ALL =
      List.of(
          function("ListAny", BOOL, "Returns whether any of the values is on a list.")
              .takes("values", PHRASES, "the values")
              .constant("list", STR, NAME)
              .readsEvent()
              .costs(200)
              .prepares(Membership::of)
              .example("ListAny(values=['www.bad.com'], list='domains')", "True")
              .code(ListMatchFunctions.class),
          function("ListCount", INT, "Returns how many of the values are on a list.")
              .takes("values", PHRASES, "the values")
              .constant("list", STR, NAME)
              .readsEvent()
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
              .readsEvent()
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
              .readsEvent()
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
              .readsEvent()
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
              .readsEvent()
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
              .readsEvent()
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
    return new Entries(list, caseSensitive, constants.bool("word_boundaries"));
  }

  public static @Nullable Object listContains(
      EventContext context, Entries entries, List<?> phrases) {
    long now = context.event().timeMicros();
    boolean[] found = found(entries, phrases);
    for (int i = 0; i < found.length; i++) {
      if (found[i] && entries.counts(i, now)) {
        return entries.entry(i);
      }
    }
    return null;
  }

  public static long listContainsCount(EventContext context, Entries entries, List<?> phrases) {
    long now = context.event().timeMicros();
    boolean[] found = found(entries, phrases);
    long count = 0;
    for (int i = 0; i < found.length; i++) {
      count += found[i] && entries.counts(i, now) ? 1 : 0;
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
  public record Patterns(ValueList list, List<PythonRegex> patterns) {
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
      return new Patterns(list, patterns);
    }

    /** The first pattern that counts and is found in the text; null if none is. */
    @Nullable String first(String text, long timeMicros) {
      for (PythonRegex pattern : patterns) {
        if (list.counts(pattern.pattern(), timeMicros)
            && RegexFunctions.regexMatch(pattern, text)) {
          return pattern.pattern();
        }
      }
      return null;
    }
  }

  public static @Nullable Object regexListContains(
      EventContext context, Patterns list, List<?> phrases) {
    long now = context.event().timeMicros();
    for (PythonRegex pattern : list.patterns()) {
      if (!list.list().counts(pattern.pattern(), now)) {
        continue;
      }
      for (Object phrase : phrases) {
        if (phrase instanceof String text && RegexFunctions.regexMatch(pattern, text)) {
          return pattern.pattern();
        }
      }
    }
    return null;
  }

  /**
   * What it takes to be on a list, by the list's kind.
   *
   * @param endMicros by value, folded: until when it is on the list
   */
  public record Membership(
      ValueList list, Map<String, Long> endMicros, Patterns patterns, Digests digests) {
    public Membership {
      endMicros = Collections.unmodifiableMap(new LinkedHashMap<>(endMicros));
    }

    static Membership of(Map<String, @Nullable Object> constants, CallSite site)
        throws BadArgument {
      ValueList list = named(new Constants(constants), site);
      boolean regex = list.kind().equals("regex");
      Map<String, Long> ends = new LinkedHashMap<>();
      for (String entry : list.entries()) {
        long end = list.endMicros().getOrDefault(entry, Long.MAX_VALUE);
        ends.merge(folded(list, entry), end, Math::max);
      }
      Patterns none = new Patterns(list, List.of());
      return new Membership(
          list,
          ends,
          regex ? Patterns.of(list, list.caseSensitive(), site) : none,
          Digests.of(list));
    }

    private static String folded(ValueList list, String value) {
      boolean keepsCase = list.caseSensitive() && !list.kind().equals("hash");
      return keepsCase ? value : value.toLowerCase(Locale.ROOT);
    }

    boolean holds(@Nullable Object value, long timeMicros) {
      if (!(value instanceof String text)) {
        return false;
      }
      return switch (list.kind()) {
        case "domain" -> holdsDomain(folded(list, text), timeMicros);
        case "regex" -> patterns.first(text, timeMicros) != null;
        case "hash" -> holdsHash(text, timeMicros);
        default -> counts(folded(list, text), timeMicros);
      };
    }

    private boolean counts(String folded, long timeMicros) {
      Long end = endMicros.get(folded);
      return end != null && timeMicros < end;
    }

    /** A domain is on the list if it or one above it is. */
    private boolean holdsDomain(String domain, long timeMicros) {
      int at = 0;
      while (!counts(domain.substring(at), timeMicros)) {
        int point = domain.indexOf('.', at);
        if (point < 0) {
          return false;
        }
        at = point + 1;
      }
      return true;
    }

    /** A value is on a list of hashes if it is one of them, or has one of them. */
    private boolean holdsHash(String text, long timeMicros) {
      String value = list.caseSensitive() ? text : text.toLowerCase(Locale.ROOT);
      return counts(text.toLowerCase(Locale.ROOT), timeMicros)
          || digests.of(value).anyMatch(digest -> counts(digest, timeMicros));
    }
  }

  /** The kinds of hashes that a list has, told apart by their length in hexadecimal. */
  public record Digests(boolean md5, boolean sha1, boolean sha256) {
    private static final int MD5_LENGTH = 32;
    private static final int SHA1_LENGTH = 40;
    private static final int SHA256_LENGTH = 64;

    static Digests of(ValueList list) {
      boolean hashes = list.kind().equals("hash");
      return new Digests(
          hashes && has(list, MD5_LENGTH),
          hashes && has(list, SHA1_LENGTH),
          hashes && has(list, SHA256_LENGTH));
    }

    private static boolean has(ValueList list, int length) {
      return list.entries().stream().anyMatch(entry -> entry.length() == length);
    }

    Stream<String> of(String value) {
      return Stream.of(
              md5 ? HashFunctions.hashMd5(value) : "",
              sha1 ? HashFunctions.hashSha1(value) : "",
              sha256 ? HashFunctions.hashSha256(value) : "")
          .filter(digest -> !digest.isEmpty());
    }
  }

  public static boolean listAny(EventContext context, Membership list, List<?> values) {
    long now = context.event().timeMicros();
    for (Object value : values) {
      if (list.holds(value, now)) {
        return true;
      }
    }
    return false;
  }

  public static long listCount(EventContext context, Membership list, List<?> values) {
    long now = context.event().timeMicros();
    long count = 0;
    for (Object value : values) {
      count += list.holds(value, now) ? 1 : 0;
    }
    return count;
  }

  public static @Nullable Object simpleListContains(
      EventContext context, Membership list, List<?> phrases) {
    long now = context.event().timeMicros();
    for (Object phrase : phrases) {
      if (list.holds(phrase, now)) {
        return phrase;
      }
    }
    return null;
  }

  /** Words of a list, each looked for in its disguises. */
  public record CensoredList(ValueList list, List<Censored> words) {
    public CensoredList {
      words = List.copyOf(words);
    }

    static CensoredList of(Map<String, @Nullable Object> values, CallSite site) throws BadArgument {
      Constants constants = new Constants(values);
      ValueList list = named(constants, site);
      boolean plurals = constants.bool("plurals");
      boolean must = constants.bool("must_be_censorized");
      return new CensoredList(
          list,
          list.entries().stream().map(entry -> new Censored(entry, plurals, false, must)).toList());
    }
  }

  public static @Nullable Object censorizedListContains(
      EventContext context, CensoredList list, List<?> phrases) {
    long now = context.event().timeMicros();
    for (int i = 0; i < list.words().size(); i++) {
      Censored word = list.words().get(i);
      String entry = list.list().entries().get(i);
      if (!list.list().counts(entry, now)) {
        continue;
      }
      for (Object phrase : phrases) {
        if (phrase instanceof String text && word.in(text)) {
          return entry;
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
