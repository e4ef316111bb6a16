package dev.harrier.lang.regex;

import dev.harrier.lang.regex.Node.Alternate;
import dev.harrier.lang.regex.Node.Assert;
import dev.harrier.lang.regex.Node.Atomic;
import dev.harrier.lang.regex.Node.BackReference;
import dev.harrier.lang.regex.Node.Capture;
import dev.harrier.lang.regex.Node.Concat;
import dev.harrier.lang.regex.Node.Conditional;
import dev.harrier.lang.regex.Node.Empty;
import dev.harrier.lang.regex.Node.Look;
import dev.harrier.lang.regex.Node.Never;
import dev.harrier.lang.regex.Node.OneOf;
import dev.harrier.lang.regex.Node.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the strings of which one must occur in a matching text, lower-cased, and those of which one
 * must begin the match.
 *
 * <p>For each node: its <em>words</em>, the complete list of what it can match, when that is short;
 * and its <em>factor</em>, the best list of which one must occur. The words of neighbours in a
 * sequence are joined as long as the list stays short; what was joined until then is a candidate
 * for the factor.
 */
final class LiteralAnalysis {
  /**
   * Alternatives of one factor; alternations of plain words may have more than products of sets.
   */
  private static final int WORDS_MAX = 64;

  private static final int LENGTH_MIN = 2;

  /** Shorter ones stand nearly everywhere: trying them costs more than reading the text once. */
  private static final int START_LENGTH_MIN = 3;

  /** Longer words are not joined further: they select enough. */
  private static final int LENGTH_MAX = 32;

  /** Rounds of a repeat that are spelled out. */
  private static final int ROUNDS_MAX = 4;

  /**
   * Members of a set that are spelled out; more than a few make many short words of one long one.
   */
  private static final int MEMBERS_MAX = 4;

  /** Capital I with dot, dotless i, long s, Kelvin sign. */
  private static final int[] FOLDING_INTO_ASCII = {0x130, 0x131, 0x17f, 0x212a};

  /**
   * @param words everything the node matches; null when that is not listed
   * @param closed whether the node matches every mixture of cases of its words, and nothing
   *     zero-width decides
   * @param factor one of these occurs in what the node matches; null when none is known
   */
  private record Found(
      @Nullable SortedSet<String> words, boolean closed, @Nullable SortedSet<String> factor) {}

  private static final Found ANYTHING = new Found(null, false, null);

  private LiteralAnalysis() {}

  static Optional<RequiredLiterals> of(Node root) {
    Found found = analyze(root);
    SortedSet<String> best = better(found.factor, usable(found.words));
    if (best == null || best.isEmpty()) {
      return Optional.empty();
    }
    boolean exact = found.closed && found.words != null && best.equals(found.words);
    return Optional.of(new RequiredLiterals(minimal(best), exact));
  }

  /**
   * Words with one of which every match begins, behind whatever is zero-width; empty when they are
   * not known, or when one is too short to select anything.
   */
  static List<String> starts(Node root) {
    SortedSet<String> words = lead(root).words;
    return words.stream().allMatch(word -> word.length() >= START_LENGTH_MIN)
        ? List.copyOf(words)
        : List.of();
  }

  /**
   * How what a node matches begins.
   *
   * @param words it begins with one of these
   * @param complete whether each is all that the node matches
   */
  private record Lead(SortedSet<String> words, boolean complete) {}

  private static Lead lead(Node node) {
    Found found = analyze(node);
    if (found.words != null) {
      return new Lead(found.words, true);
    }
    return switch (node) {
      case Capture c -> lead(c.body());
      case Atomic a -> lead(a.body());
      case Concat c -> leadOfSequence(c.parts());
      case Alternate a -> leadOfBranches(a.branches());
      case Conditional c -> leadOfBranches(List.of(c.whenSet(), c.whenUnset()));
      case Repeat r when r.min() > 0 -> new Lead(leadOfSequence(rounds(r)).words, false);
      case Repeat r -> UNKNOWN_LEAD;
      case Empty e -> UNKNOWN_LEAD;
      case Never n -> UNKNOWN_LEAD;
      case Assert a -> UNKNOWN_LEAD;
      case OneOf o -> UNKNOWN_LEAD;
      case BackReference b -> UNKNOWN_LEAD;
      case Look l -> UNKNOWN_LEAD;
    };
  }

  private static final Lead UNKNOWN_LEAD = new Lead(single(""), false);

  private static Lead leadOfSequence(List<Node> parts) {
    SortedSet<String> run = single("");
    for (Node part : opened(parts)) {
      Lead lead = lead(part);
      SortedSet<String> joined = join(run, lead.words);
      if (joined == null) {
        return new Lead(run, false);
      }
      run = joined;
      if (!lead.complete) {
        return new Lead(run, false);
      }
    }
    return new Lead(run, true);
  }

  private static Lead leadOfBranches(List<Node> branches) {
    SortedSet<String> words = new TreeSet<>();
    boolean complete = true;
    for (Node branch : branches) {
      Lead lead = lead(branch);
      words.addAll(lead.words);
      complete &= lead.complete;
    }
    return words.size() > WORDS_MAX ? UNKNOWN_LEAD : new Lead(words, complete);
  }

  /** Without those words that contain another. */
  private static List<String> minimal(SortedSet<String> words) {
    return words.stream()
        .filter(w -> words.stream().noneMatch(other -> !other.equals(w) && w.contains(other)))
        .toList();
  }

  private static @Nullable SortedSet<String> usable(@Nullable SortedSet<String> words) {
    boolean usable =
        words != null
            && !words.isEmpty()
            && words.stream().allMatch(word -> word.length() >= LENGTH_MIN);
    return usable ? words : null;
  }

  private static @Nullable SortedSet<String> better(
      @Nullable SortedSet<String> a, @Nullable SortedSet<String> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return frequency(b) < frequency(a) ? b : a;
  }

  /** Estimated hits at one place of an English text. */
  private static double frequency(SortedSet<String> words) {
    double sum = 0;
    for (String word : words) {
      double product = 1;
      for (int i = 0; i < word.length(); i++) {
        product *= frequency(word.charAt(i));
      }
      sum += product;
    }
    return sum;
  }

  private static double frequency(char c) {
    if (c == ' ') {
      return .17;
    }
    if (c >= 'a' && c <= 'z') {
      return "etaoinsrhl".indexOf(c) >= 0 ? .06 : "jqxzkv".indexOf(c) >= 0 ? .004 : .02;
    }
    return c >= '0' && c <= '9' ? .01 : .005;
  }

  private static SortedSet<String> single(String word) {
    SortedSet<String> words = new TreeSet<>();
    words.add(word);
    return words;
  }

  private static Found analyze(Node node) {
    return switch (node) {
      case Empty e -> new Found(single(""), true, null);
      case Never n -> new Found(new TreeSet<>(), true, null);
      case Assert a -> new Found(single(""), false, null);
      case OneOf o -> oneOf(o.set());
      case Capture c -> analyze(c.body());
      case Atomic a -> notClosed(analyze(a.body()));
      case BackReference b -> ANYTHING;
      case Look l -> look(l);
      case Concat c -> concat(c.parts());
      case Alternate a -> alternate(a.branches());
      case Conditional c -> notClosed(alternate(List.of(c.whenSet(), c.whenUnset())));
      case Repeat r -> repeat(r);
    };
  }

  private static Found notClosed(Found found) {
    return new Found(found.words, false, found.factor);
  }

  private static Found oneOf(CodePoints set) {
    if (!foldsIntoItself(set)) {
      return ANYTHING;
    }
    SortedSet<String> words = new TreeSet<>();
    boolean closed = true;
    for (int c = 0; c < 128; c++) {
      if (set.contains(c)) {
        words.add(String.valueOf((char) CaseFolding.asciiLower(c)));
        closed &= set.contains(swapped(c));
      }
    }
    return words.size() > MEMBERS_MAX ? ANYTHING : new Found(words, closed, null);
  }

  /**
   * Whether the set has no members beyond ASCII but those that a case rule turns into an ASCII
   * letter.
   */
  private static boolean foldsIntoItself(CodePoints set) {
    int members = 0;
    for (int range = 0; range < set.rangeCount(); range++) {
      int last = set.last(range);
      if (last >= 0x80) {
        members += last - Math.max(0x80, set.first(range)) + 1;
      }
    }
    for (int c : FOLDING_INTO_ASCII) {
      members -= set.contains(c) ? 1 : 0;
    }
    return members == 0;
  }

  private static int swapped(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c >= 'a' && c <= 'z' ? c - 32 : c;
  }

  /** What a positive look-around sees lies in the text too, but not in the match. */
  private static Found look(Look look) {
    SortedSet<String> factor = null;
    if (!look.negative()) {
      Found body = analyze(look.body());
      factor = better(body.factor, usable(body.words));
    }
    return new Found(single(""), false, factor);
  }

  private static Found repeat(Repeat repeat) {
    Found body = analyze(repeat.body());
    if (repeat.max() == 1 && repeat.min() == 0 && body.words != null) {
      SortedSet<String> words = new TreeSet<>(body.words);
      words.add("");
      return new Found(
          words.size() > WORDS_MAX ? null : words,
          body.closed && repeat.greed() != Node.Greed.POSSESSIVE,
          null);
    }
    if (repeat.min() == 0) {
      return ANYTHING;
    }
    List<Node> rounds = rounds(repeat);
    Found required = rounds.size() == 1 ? body : concat(rounds);
    if (repeat.max() == rounds.size()) {
      return repeat.greed() == Node.Greed.POSSESSIVE ? notClosed(required) : required;
    }
    return new Found(null, false, better(required.factor, usable(required.words)));
  }

  /** The first rounds that must be: their texts are a sequence. */
  private static List<Node> rounds(Repeat repeat) {
    List<Node> rounds = new ArrayList<>();
    for (long i = 0; i < Math.min(repeat.min(), ROUNDS_MAX); i++) {
      rounds.add(repeat.body());
    }
    return rounds;
  }

  /** A sequence with the rounds of its repeats in the place of those that have no list of words. */
  private static List<Node> opened(List<Node> parts) {
    List<Node> opened = new ArrayList<>();
    for (Node part : parts) {
      if (part instanceof Repeat repeat
          && repeat.body() instanceof OneOf
          && repeat.min() > 0
          && repeat.max() != repeat.min()) {
        opened.addAll(rounds(repeat));
        opened.add(new Repeat(repeat.body(), 0, Node.UNBOUNDED, repeat.greed(), 0));
      } else {
        opened.add(part);
      }
    }
    return opened;
  }

  private static Found concat(List<Node> parts) {
    SortedSet<String> run = single("");
    SortedSet<String> factor = null;
    boolean whole = true;
    boolean closed = true;
    for (Node part : opened(parts)) {
      Found found = analyze(part);
      factor = better(factor, found.factor);
      closed &= found.closed;
      SortedSet<String> joined = found.words == null ? null : join(run, found.words);
      if (joined != null) {
        run = joined;
        continue;
      }
      whole = false;
      factor = better(factor, usable(run));
      run = found.words == null ? single("") : found.words;
    }
    return new Found(whole ? run : null, closed, whole ? factor : better(factor, usable(run)));
  }

  private static @Nullable SortedSet<String> join(SortedSet<String> a, SortedSet<String> b) {
    if ((long) a.size() * b.size() > WORDS_MAX) {
      return null;
    }
    SortedSet<String> joined = new TreeSet<>();
    for (String left : a) {
      for (String right : b) {
        if (left.length() + right.length() > LENGTH_MAX) {
          return null;
        }
        joined.add(left + right);
      }
    }
    return joined;
  }

  private static Found alternate(List<Node> branches) {
    SortedSet<String> words = new TreeSet<>();
    SortedSet<String> factor = new TreeSet<>();
    boolean listed = true;
    boolean required = true;
    boolean closed = true;
    for (Node branch : branches) {
      Found found = analyze(branch);
      closed &= found.closed;
      if (found.words == null) {
        listed = false;
      } else {
        words.addAll(found.words);
      }
      SortedSet<String> best = better(found.factor, usable(found.words));
      if (best != null) {
        factor.addAll(best);
      } else if (found.words == null || !found.words.isEmpty()) {
        required = false;
      }
    }
    return new Found(
        listed && words.size() <= WORDS_MAX ? words : null,
        closed,
        required && !factor.isEmpty() && factor.size() <= WORDS_MAX ? factor : null);
  }
}
