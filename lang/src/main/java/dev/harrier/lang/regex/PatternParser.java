package dev.harrier.lang.regex;

import com.ibm.icu.lang.UCharacter;
import dev.harrier.lang.regex.Node.Alternate;
import dev.harrier.lang.regex.Node.Anchor;
import dev.harrier.lang.regex.Node.Assert;
import dev.harrier.lang.regex.Node.Atomic;
import dev.harrier.lang.regex.Node.BackReference;
import dev.harrier.lang.regex.Node.Capture;
import dev.harrier.lang.regex.Node.Concat;
import dev.harrier.lang.regex.Node.Conditional;
import dev.harrier.lang.regex.Node.Empty;
import dev.harrier.lang.regex.Node.Fold;
import dev.harrier.lang.regex.Node.Greed;
import dev.harrier.lang.regex.Node.Look;
import dev.harrier.lang.regex.Node.Never;
import dev.harrier.lang.regex.Node.OneOf;
import dev.harrier.lang.regex.Node.Repeat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parses the syntax of CPython 3.11's {@code re} for text patterns; finds the same errors, in the
 * same order, at the same positions (https://docs.python.org/3.11/library/re.html).
 */
final class PatternParser {
  /**
   * CPython recurses about 480 levels deep before it gives up; patterns of people stay below 20.
   */
  private static final int DEPTH_MAX = 250;

  private static final int GROUPS_MAX = Integer.MAX_VALUE / 2;

  private static final int IGNORE_CASE = 1;
  private static final int MULTILINE = 2;
  private static final int DOT_ALL = 4;
  private static final int VERBOSE = 8;
  private static final int ASCII = 16;
  private static final int UNICODE = 32;
  private static final int LOCALE = 64;
  private static final int TEMPLATE = 128;
  private static final int TYPES = ASCII | UNICODE | LOCALE;
  private static final String FLAG_LETTERS = "imsxauLt";

  private final Tokens source;
  private int flags;
  private boolean variableLookBehind;

  /** Minimum and maximum width of each group, by number; null while it is open. */
  private final List<long @Nullable []> groupWidths = new ArrayList<>();

  private final Map<String, Integer> groupNames = new HashMap<>();

  /** First position of each reference by a conditional to a group, which may come later. */
  private final Map<Integer, Integer> conditions = new TreeMap<>();

  /** Groups from this number on were opened within the outermost look-behind; 0 outside of one. */
  private int lookBehindGroups;

  private PatternParser(String pattern, boolean ignoreCase) throws PatternError {
    this.source = new Tokens(pattern);
    this.flags = ignoreCase ? IGNORE_CASE : 0;
    groupWidths.add(null);
  }

  /**
   * @param groups how many capturing groups there are, the whole match counted
   */
  record Parsed(Node root, int groups) {}

  static Parsed parse(String pattern, boolean ignoreCase) throws PatternError {
    PatternParser parser = new PatternParser(pattern, ignoreCase);
    Node root = parser.parseAll();
    return new Parsed(root, parser.groupWidths.size());
  }

  private Node parseAll() throws PatternError {
    Node root = alternatives(0, flags, true);
    if ((flags & ASCII) != 0 && (flags & UNICODE) != 0) {
      throw new PatternError("ASCII and UNICODE flags are incompatible");
    }
    if (source.peek() != null) {
      throw source.error("unbalanced parenthesis", 0);
    }
    for (Map.Entry<Integer, Integer> condition : conditions.entrySet()) {
      if (condition.getKey() >= groupWidths.size()) {
        throw source.errorAt("invalid group reference " + condition.getKey(), condition.getValue());
      }
    }
    if (variableLookBehind) {
      throw new PatternError("look-behind requires fixed-width pattern");
    }
    return root;
  }

  private Node alternatives(int depth, int localFlags, boolean outermost) throws PatternError {
    if (depth > DEPTH_MAX) {
      throw source.error("more than " + DEPTH_MAX + " nested groups", 0);
    }
    List<Node> branches = new ArrayList<>();
    do {
      branches.add(sequence(depth, outermost ? flags : localFlags, outermost, branches.isEmpty()));
    } while (source.match("|"));
    return branches.size() == 1 ? branches.get(0) : new Alternate(branches);
  }

  /** What the last item of a sequence is to a repeat operator. */
  private enum ItemKind {
    PLAIN,
    REPEAT,
    ANCHOR
  }

  /** The items of one sequence so far, and the flags that hold for what follows. */
  private static final class Items {
    final List<Node> nodes = new ArrayList<>();
    ItemKind last = ItemKind.PLAIN;
    int flags;

    void add(Node node) {
      nodes.add(node);
      last = node instanceof Assert ? ItemKind.ANCHOR : ItemKind.PLAIN;
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  private Node sequence(int depth, int localFlags, boolean outermost, boolean first)
      throws PatternError {
    Items items = new Items();
    items.flags = localFlags;
    while (true) {
      String token = source.peek();
      if (token == null || token.equals("|") || token.equals(")")) {
        break;
      }
      source.get();
      if (items.has(VERBOSE) && skipped(token)) {
        continue;
      }
      item(token, items, depth, outermost && first);
    }
    return switch (items.nodes.size()) {
      case 0 -> new Empty();
      case 1 -> items.nodes.get(0);
      default -> new Concat(items.nodes);
    };
  }

  /** White space and comments of the verbose syntax. */
  private boolean skipped(String token) throws PatternError {
    if (token.length() == 1 && " \t\n\r\u000b\f".contains(token)) {
      return true;
    }
    if (!token.equals("#")) {
      return false;
    }
    String skipped = source.get();
    while (skipped != null && !skipped.equals("\n")) {
      skipped = source.get();
    }
    return true;
  }

  private void item(String token, Items items, int depth, boolean first) throws PatternError {
    if (token.length() == 2 && token.charAt(0) == '\\') {
      items.add(escape(token, items));
      return;
    }
    switch (token) {
      case "[" -> items.add(set(items));
      case "*", "+", "?", "{" -> repeat(token, items);
      case "." ->
          items.add(new OneOf(items.has(DOT_ALL) ? CodePoints.ALL : Characters.NOT_NEWLINE));
      case "(" -> group(items, depth, first);
      case "^" ->
          items.add(new Assert(items.has(MULTILINE) ? Anchor.LINE_START : Anchor.TEXT_START));
      case "$" ->
          items.add(new Assert(items.has(MULTILINE) ? Anchor.LINE_END : Anchor.LAST_LINE_END));
      default -> items.add(literal(token.codePointAt(0), items));
    }
  }

  private static Node literal(int c, Items items) {
    return new OneOf(
        items.has(IGNORE_CASE) ? CaseFolding.fold(c, items.has(ASCII)) : CodePoints.of(c));
  }

  private static CodePoints folded(
      CodePoints members, CodePoints categories, boolean negate, Items items) {
    if (items.has(IGNORE_CASE)) {
      return CaseFolding.fold(members, categories, negate, items.has(ASCII));
    }
    CodePoints all = members.union(categories);
    return negate ? all.negate() : all;
  }

  // ---- repeats

  private void repeat(String token, Items items) throws PatternError {
    int here = source.tell();
    long min = token.equals("+") ? 1 : 0;
    long max = token.equals("?") ? 1 : Node.UNBOUNDED;
    if (token.equals("{")) {
      long[] bounds = bounds(here);
      if (bounds == null) {
        items.add(literal('{', items));
        return;
      }
      min = bounds[0];
      max = bounds[1];
    }
    if (items.nodes.isEmpty() || items.last == ItemKind.ANCHOR) {
      throw source.errorAt("nothing to repeat", here - 1);
    }
    if (items.last == ItemKind.REPEAT) {
      throw source.errorAt("multiple repeat", here - 1);
    }
    Greed greed =
        source.match("?") ? Greed.LAZY : source.match("+") ? Greed.POSSESSIVE : Greed.GREEDY;
    int last = items.nodes.size() - 1;
    items.nodes.set(last, new Repeat(items.nodes.get(last), min, max, greed, here - 1));
    items.last = ItemKind.REPEAT;
  }

  /** The bounds after an opening brace; null when it is no repeat but a literal brace. */
  private long @Nullable [] bounds(int here) throws PatternError {
    if (source.peekIs("}")) {
      return null;
    }
    String low = source.getWhile(Integer.MAX_VALUE, PatternParser::isDigit);
    String high = low;
    if (source.match(",")) {
      high = source.getWhile(Integer.MAX_VALUE, PatternParser::isDigit);
    }
    if (!source.match("}")) {
      source.seek(here);
      return null;
    }
    long min = low.isEmpty() ? 0 : repetitions(low);
    long max = high.isEmpty() ? Node.UNBOUNDED : repetitions(high);
    if (max < min) {
      throw source.errorAt("min repeat greater than max repeat", here);
    }
    return new long[] {min, max};
  }

  private static long repetitions(String digits) throws PatternError {
    BigInteger value = new BigInteger(digits);
    if (value.compareTo(BigInteger.valueOf(Node.UNBOUNDED)) >= 0) {
      throw new PatternError("the repetition number is too large");
    }
    return value.longValue();
  }

  // ---- escapes

  private Node escape(String token, Items items) throws PatternError {
    char c = token.charAt(1);
    boolean ascii = items.has(ASCII);
    switch (c) {
      case 'A':
        return new Assert(Anchor.TEXT_START);
      case 'Z':
        return new Assert(Anchor.TEXT_END);
      case 'b':
        return new Assert(ascii ? Anchor.ASCII_WORD_EDGE : Anchor.WORD_EDGE);
      case 'B':
        return new Assert(ascii ? Anchor.NOT_ASCII_WORD_EDGE : Anchor.NOT_WORD_EDGE);
      default:
        break;
    }
    CodePoints category = category(c, ascii);
    if (category != null) {
      return new OneOf(category);
    }
    int control = control(c);
    if (control >= 0) {
      return literal(control, items);
    }
    if (isDigit(c) && c != '0') {
      return numeric(token, items);
    }
    return literal(character(token, c == '0'), items);
  }

  private static @Nullable CodePoints category(char c, boolean ascii) {
    return switch (c) {
      case 'd' -> digits(ascii);
      case 'D' -> digits(ascii).negate();
      case 's' -> spaces(ascii);
      case 'S' -> spaces(ascii).negate();
      case 'w' -> words(ascii);
      case 'W' -> words(ascii).negate();
      default -> null;
    };
  }

  private static CodePoints digits(boolean ascii) {
    return ascii ? Characters.ASCII_DIGIT : Characters.DIGIT;
  }

  private static CodePoints spaces(boolean ascii) {
    return ascii ? Characters.ASCII_SPACE : Characters.SPACE;
  }

  private static CodePoints words(boolean ascii) {
    return ascii ? Characters.ASCII_WORD : Characters.WORD;
  }

  private static int control(char c) {
    return switch (c) {
      case 'a' -> 7;
      case 'f' -> 12;
      case 'n' -> 10;
      case 'r' -> 13;
      case 't' -> 9;
      case 'v' -> 11;
      case '\\' -> '\\';
      default -> -1;
    };
  }

  /** An octal escape of three digits, or a reference to a group. */
  private Node numeric(String token, Items items) throws PatternError {
    String escape = token;
    if (source.peekIsDigit()) {
      escape += source.get();
      if (isOctal(escape.charAt(1))
          && isOctal(escape.charAt(2))
          && source.peekIsDigit()
          && isOctal(String.valueOf(source.peek()).charAt(0))) {
        escape += source.get();
        return literal(octal(escape), items);
      }
    }
    int group = Integer.parseInt(escape.substring(1));
    if (group >= groupWidths.size()) {
      throw source.error("invalid group reference " + group, escape.length() - 1);
    }
    checkClosed(group, escape.length());
    return reference(group, items, source.tell() - escape.length());
  }

  private Node reference(int group, Items items, int position) throws PatternError {
    checkNotInLookBehind(group);
    Fold fold = !items.has(IGNORE_CASE) ? Fold.EXACT : items.has(ASCII) ? Fold.ASCII : Fold.UNICODE;
    return new BackReference(group, fold, position);
  }

  private boolean isClosed(int group) {
    return group < groupWidths.size() && groupWidths.get(group) != null;
  }

  private void checkClosed(int group, int back) throws PatternError {
    if (!isClosed(group)) {
      throw source.error("cannot refer to an open group", back);
    }
  }

  private void checkNotInLookBehind(int group) throws PatternError {
    if (lookBehindGroups == 0) {
      return;
    }
    checkClosed(group, 0);
    if (group >= lookBehindGroups) {
      throw source.error("cannot refer to group defined in the same lookbehind subpattern", 0);
    }
  }

  private int octal(String escape) throws PatternError {
    int value = Integer.parseInt(escape.substring(1), 8);
    if (value > 0377) {
      throw source.error(
          "octal escape value " + escape + " outside of range 0-0o377", escape.length());
    }
    return value;
  }

  /**
   * The character that an escape stands for, other than a category, a group or a control letter.
   */
  private int character(String token, boolean octal) throws PatternError {
    if (octal) {
      return octal(token + source.getWhile(2, PatternParser::isOctal));
    }
    int c = token.codePointAt(1);
    switch (c) {
      case 'x':
        return hexadecimal(token, 2);
      case 'u':
        return hexadecimal(token, 4);
      case 'U':
        return hexadecimal(token, 8);
      case 'N':
        return named();
      default:
        break;
    }
    if (isLetter(c) || c >= '0' && c <= '9') {
      throw source.error("bad escape " + token, 2);
    }
    return c;
  }

  private int hexadecimal(String token, int digits) throws PatternError {
    String escape = token + source.getWhile(digits, c -> Character.digit(c, 16) >= 0 && c < 0x80);
    if (escape.length() != digits + 2) {
      throw source.error("incomplete escape " + escape, escape.length());
    }
    long value = Long.parseLong(escape.substring(2), 16);
    if (value > Character.MAX_CODE_POINT) {
      throw source.error("bad escape " + escape, escape.length());
    }
    return (int) value;
  }

  private int named() throws PatternError {
    if (!source.match("{")) {
      throw source.error("missing {", 0);
    }
    String name = source.getUntil("}", "character name");
    int c = UCharacter.getCharFromNameAlias(name.toUpperCase(java.util.Locale.ROOT));
    if (c < 0) {
      c = UCharacter.getCharFromName(name.toUpperCase(java.util.Locale.ROOT));
    }
    if (c < 0 || !Characters.known(c)) {
      throw source.error("undefined character name " + quoted(name), Tokens.length(name) + 4);
    }
    return c;
  }

  // ---- sets

  /** One member of a set: a character, or a category when {@code character} is negative. */
  private record Member(int character, CodePoints category) {}

  private Node set(Items items) throws PatternError {
    int here = source.tell() - 1;
    CodePoints.Builder members = new CodePoints.Builder();
    CodePoints.Builder categories = new CodePoints.Builder();
    boolean negate = source.match("^");
    boolean empty = true;
    while (true) {
      String token = setToken(here);
      if (token.equals("]") && !empty) {
        break;
      }
      Member low = member(token, items);
      empty = false;
      if (!source.match("-")) {
        add(low, members, categories);
        continue;
      }
      String upper = setToken(here);
      if (upper.equals("]")) {
        add(low, members, categories);
        members.add('-');
        break;
      }
      Member high = member(upper, items);
      if (low.character < 0 || high.character < 0 || high.character < low.character) {
        throw source.error(
            "bad character range " + token + "-" + upper,
            Tokens.length(token) + 1 + Tokens.length(upper));
      }
      members.add(low.character, high.character);
    }
    return new OneOf(folded(members.build(), categories.build(), negate, items));
  }

  private String setToken(int here) throws PatternError {
    String token = source.get();
    if (token == null) {
      throw source.errorAt("unterminated character set", here);
    }
    return token;
  }

  private static void add(
      Member member, CodePoints.Builder members, CodePoints.Builder categories) {
    if (member.character >= 0) {
      members.add(member.character);
    } else {
      categories.add(member.category);
    }
  }

  private Member member(String token, Items items) throws PatternError {
    if (token.charAt(0) != '\\' || token.length() == 1) {
      return new Member(token.codePointAt(0), CodePoints.NONE);
    }
    char c = token.charAt(1);
    CodePoints category = category(c, items.has(ASCII));
    if (category != null) {
      return new Member(-1, category);
    }
    int control = c == 'b' ? 8 : control(c);
    return new Member(control >= 0 ? control : character(token, isOctal(c)), CodePoints.NONE);
  }

  // ---- groups

  private void group(Items items, int depth, boolean first) throws PatternError {
    int start = source.tell() - 1;
    if (!source.match("?")) {
      items.add(capture("", items, depth, start));
      return;
    }
    String kind = source.get();
    if (kind == null) {
      throw source.error("unexpected end of pattern", 0);
    }
    switch (kind) {
      case "P" -> pythonGroup(items, depth, start);
      case ":" -> plainGroup(items, depth, start, items.flags);
      case "#" -> comment(start);
      case "=" -> items.add(look(false, false, items, depth, start));
      case "!" -> items.add(look(false, true, items, depth, start));
      case "<" -> items.add(lookBehind(items, depth, start));
      case "(" -> items.add(conditional(items, depth, start));
      case ">" -> items.add(new Atomic(body(items.flags, depth, start), start));
      default -> flagsGroup(kind, items, depth, first, start);
    }
  }

  private Node body(int localFlags, int depth, int start) throws PatternError {
    Node body = alternatives(depth + 1, localFlags, false);
    if (!source.match(")")) {
      throw source.errorAt("missing ), unterminated subpattern", start);
    }
    return body;
  }

  private void plainGroup(Items items, int depth, int start, int localFlags) throws PatternError {
    items.add(body(localFlags, depth, start));
    items.last = ItemKind.PLAIN;
  }

  private Node capture(String name, Items items, int depth, int start) throws PatternError {
    int group = groupWidths.size();
    if (group > GROUPS_MAX) {
      throw source.error("too many groups", 0);
    }
    groupWidths.add(null);
    if (!name.isEmpty()) {
      Integer former = groupNames.putIfAbsent(name, group);
      if (former != null) {
        throw source.error(
            "redefinition of group name %s as group %d; was group %d"
                .formatted(quoted(name), group, former),
            Tokens.length(name) + 1);
      }
    }
    Node body = body(items.flags, depth, start);
    groupWidths.set(group, width(body));
    return new Capture(group, body);
  }

  private void pythonGroup(Items items, int depth, int start) throws PatternError {
    if (source.match("<")) {
      String name = source.getUntil(">", "group name");
      checkName(name);
      items.add(capture(name, items, depth, start));
    } else if (source.match("=")) {
      String name = source.getUntil(")", "group name");
      checkName(name);
      int group = named(name);
      checkClosed(group, Tokens.length(name) + 1);
      items.add(reference(group, items, start));
    } else {
      String next = source.get();
      if (next == null) {
        throw source.error("unexpected end of pattern", 0);
      }
      throw source.error("unknown extension ?P" + next, Tokens.length(next) + 2);
    }
  }

  private int named(String name) throws PatternError {
    Integer group = groupNames.get(name);
    if (group == null) {
      throw source.error("unknown group name " + quoted(name), Tokens.length(name) + 1);
    }
    return group;
  }

  private void checkName(String name) throws PatternError {
    if (!isIdentifier(name)) {
      throw source.error("bad character in group name " + quoted(name), Tokens.length(name) + 1);
    }
  }

  private void comment(int start) throws PatternError {
    while (true) {
      if (source.peek() == null) {
        throw source.errorAt("missing ), unterminated comment", start);
      }
      if (")".equals(source.get())) {
        return;
      }
    }
  }

  private Node lookBehind(Items items, int depth, int start) throws PatternError {
    String kind = source.get();
    if (kind == null) {
      throw source.error("unexpected end of pattern", 0);
    }
    if (!kind.equals("=") && !kind.equals("!")) {
      throw source.error("unknown extension ?<" + kind, Tokens.length(kind) + 2);
    }
    boolean outermost = lookBehindGroups == 0;
    if (outermost) {
      lookBehindGroups = groupWidths.size();
    }
    Node look = look(true, kind.equals("!"), items, depth, start);
    if (outermost) {
      lookBehindGroups = 0;
    }
    return look;
  }

  private Node look(boolean behind, boolean negative, Items items, int depth, int start)
      throws PatternError {
    Node body = body(items.flags, depth, start);
    if (negative && body instanceof Empty) {
      return new Never();
    }
    long[] width = behind ? width(body) : new long[2];
    if (width[0] != width[1]) {
      variableLookBehind = true;
    }
    return new Look(behind, negative, body, width[0], start);
  }

  private Node conditional(Items items, int depth, int start) throws PatternError {
    String condition = source.getUntil(")", "group name");
    int group = isIdentifier(condition) ? named(condition) : numbered(condition);
    checkNotInLookBehind(group);
    Node yes = sequence(depth + 1, items.flags, false, false);
    Node no = new Empty();
    if (source.match("|")) {
      no = sequence(depth + 1, items.flags, false, false);
      if (source.peekIs("|")) {
        throw source.error("conditional backref with more than two branches", 0);
      }
    }
    if (!source.match(")")) {
      throw source.errorAt("missing ), unterminated subpattern", start);
    }
    return new Conditional(group, yes, no, start);
  }

  private int numbered(String condition) throws PatternError {
    int back = Tokens.length(condition) + 1;
    BigInteger number = pythonInteger(condition);
    if (number == null || number.signum() < 0) {
      throw source.error("bad character in group name " + quoted(condition), back);
    }
    if (number.signum() == 0) {
      throw source.error("bad group number", back);
    }
    if (number.compareTo(BigInteger.valueOf(GROUPS_MAX)) >= 0) {
      throw source.error("invalid group reference " + number, back);
    }
    conditions.putIfAbsent(number.intValue(), source.tell() - back);
    return number.intValue();
  }

  /**
   * {@code int(text)}: white space around, a sign, single underscores between digits, digits of any
   * script.
   */
  private static @Nullable BigInteger pythonInteger(String text) {
    int[] all = text.codePoints().toArray();
    int from = 0;
    int to = all.length;
    while (from < to && Characters.SPACE.contains(all[from])) {
      from++;
    }
    while (to > from && Characters.SPACE.contains(all[to - 1])) {
      to--;
    }
    StringBuilder digits = new StringBuilder();
    if (from < to && (all[from] == '+' || all[from] == '-')) {
      digits.append(all[from] == '-' ? "-" : "");
      from++;
    }
    boolean afterDigit = false;
    for (int i = from; i < to; i++) {
      if (all[i] == '_' && afterDigit && i + 1 < to) {
        afterDigit = false;
      } else if (Characters.DIGIT.contains(all[i])) {
        digits.append(Character.digit(all[i], 10));
        afterDigit = true;
      } else {
        return null;
      }
    }
    return afterDigit ? new BigInteger(digits.toString()) : null;
  }

  // ---- inline flags

  private void flagsGroup(String kind, Items items, int depth, boolean first, int start)
      throws PatternError {
    if (!isFlag(kind) && !kind.equals("-")) {
      throw source.error("unknown extension ?" + kind, Tokens.length(kind) + 1);
    }
    int[] change = flagChange(kind);
    if (change == null) {
      if (!first || !items.nodes.isEmpty()) {
        throw source.errorAt("global flags not at the start of the expression", start);
      }
      items.flags = flags;
      return;
    }
    int local = items.flags;
    if ((change[0] & TYPES) != 0) {
      local &= ~TYPES;
    }
    plainGroup(items, depth, start, (local | change[0]) & ~change[1]);
  }

  /** The flags turned on and off for one group; null when they are global, and then set already. */
  private int @Nullable [] flagChange(String firstLetter) throws PatternError {
    int add = 0;
    String letter = firstLetter;
    if (!letter.equals("-")) {
      while (true) {
        add |= addedFlag(letter, add);
        letter = flagLetter("missing -, : or )", ")-:");
        if (!isFlag(letter)) {
          break;
        }
      }
    }
    if (letter.equals(")")) {
      flags |= add;
      return null;
    }
    if ((add & TEMPLATE) != 0) {
      throw source.error("bad inline flags: cannot turn on global flag", 1);
    }
    int remove = letter.equals("-") ? removedFlags() : 0;
    if ((remove & TEMPLATE) != 0) {
      throw source.error("bad inline flags: cannot turn off global flag", 1);
    }
    if ((add & remove) != 0) {
      throw source.error("bad inline flags: flag turned on and off", 1);
    }
    return new int[] {add, remove};
  }

  private int addedFlag(String letter, int before) throws PatternError {
    int flag = flag(letter);
    if (flag == LOCALE) {
      throw source.error("bad inline flags: cannot use 'L' flag with a str pattern", 0);
    }
    if ((flag & TYPES) != 0 && ((before | flag) & TYPES) != flag) {
      throw source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0);
    }
    return flag;
  }

  private int removedFlags() throws PatternError {
    int remove = 0;
    String letter = flagLetter("missing flag", "");
    while (!letter.equals(":")) {
      int flag = flag(letter);
      if ((flag & TYPES) != 0) {
        throw source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0);
      }
      remove |= flag;
      letter = flagLetter("missing :", ":");
    }
    return remove;
  }

  /** The next flag letter or one of the ends. */
  private String flagLetter(String missing, String ends) throws PatternError {
    String letter = source.get();
    if (letter == null) {
      throw source.error(missing, 0);
    }
    if (!isFlag(letter) && !(letter.length() == 1 && ends.contains(letter))) {
      boolean alphabetic = letter.codePoints().allMatch(Character::isLetter);
      throw source.error(alphabetic ? "unknown flag" : missing, Tokens.length(letter));
    }
    return letter;
  }

  private static boolean isFlag(String token) {
    return token.length() == 1 && FLAG_LETTERS.contains(token);
  }

  private static int flag(String letter) {
    return 1 << FLAG_LETTERS.indexOf(letter);
  }

  // ---- widths

  /** Least and greatest number of code points that a node can match. */
  private long[] width(Node node) {
    return switch (node) {
      case Empty e -> new long[] {0, 0};
      case Never n -> new long[] {0, 0};
      case Assert a -> new long[] {0, 0};
      case Look l -> new long[] {0, 0};
      case OneOf o -> new long[] {1, 1};
      case Atomic atomic -> width(atomic.body());
      case Capture capture -> knownWidth(capture.group(), capture.body());
      case BackReference reference -> {
        long[] width = groupWidths.get(reference.group());
        yield width == null ? new long[] {0, Node.UNBOUNDED} : width;
      }
      case Concat concat -> {
        long low = 0;
        long high = 0;
        for (Node part : concat.parts()) {
          long[] width = width(part);
          low = Math.min(Node.UNBOUNDED - 1, low + width[0]);
          high = Math.min(Node.UNBOUNDED, high + width[1]);
        }
        yield new long[] {low, high};
      }
      case Alternate alternate -> widest(alternate.branches());
      case Conditional c -> widest(List.of(c.whenSet(), c.whenUnset()));
      case Repeat repeat -> {
        long[] width = width(repeat.body());
        yield new long[] {
          times(width[0], repeat.min(), Node.UNBOUNDED - 1),
          times(width[1], repeat.max(), Node.UNBOUNDED)
        };
      }
    };
  }

  private long[] knownWidth(int group, Node body) {
    long[] known = groupWidths.get(group);
    return known == null ? width(body) : known;
  }

  private static long times(long a, long b, long cap) {
    return a != 0 && b > cap / a ? cap : Math.min(cap, a * b);
  }

  private long[] widest(List<Node> branches) {
    long low = Node.UNBOUNDED - 1;
    long high = 0;
    for (Node branch : branches) {
      long[] width = width(branch);
      low = Math.min(low, width[0]);
      high = Math.max(high, width[1]);
    }
    return new long[] {low, high};
  }

  // ---- characters and names

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOctal(int c) {
    return c >= '0' && c <= '7';
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && Characters.isIdentifierStart(name.codePointAt(0))
        && name.codePoints().allMatch(Characters::isIdentifierPart);
  }

  /** {@code repr(name)}. */
  private static String quoted(String name) {
    char quote = name.contains("'") && !name.contains("\"") ? '"' : '\'';
    StringBuilder text = new StringBuilder().append(quote);
    name.codePoints().forEach(c -> appendQuoted(text, c, quote));
    return text.append(quote).toString();
  }

  private static void appendQuoted(StringBuilder text, int c, char quote) {
    switch (c) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\\' -> text.append("\\\\");
      default -> {
        if (c == quote) {
          text.append('\\').append(quote);
        } else if (isPrintable(c)) {
          text.appendCodePoint(c);
        } else {
          text.append(
              c < 0x100
                  ? "\\x%02x".formatted(c)
                  : c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    return c == ' '
        || Characters.known(c)
            && switch (Character.getType(c)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.SURROGATE,
                  Character.PRIVATE_USE,
                  Character.UNASSIGNED,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR,
                  Character.SPACE_SEPARATOR ->
                  false;
              default -> true;
            };
  }
}
