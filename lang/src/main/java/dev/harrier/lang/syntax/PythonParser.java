package dev.harrier.lang.syntax;

import dev.harrier.lang.syntax.Python.At;
import dev.harrier.lang.syntax.Python.Expression;
import dev.harrier.lang.syntax.Python.Keyword;
import dev.harrier.lang.syntax.Python.OtherExpression;
import dev.harrier.lang.syntax.Python.OtherStatement;
import dev.harrier.lang.syntax.Python.Statement;
import dev.harrier.lang.syntax.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python 3.11's grammar by recursive descent: all of it is recognised, so that an author learns
 * that a construct is not in the language rather than that it is wrong; only what the language has
 * is kept in detail.
 *
 * <p>A text that is no Python ends in a {@link SyntaxFault} at the place that CPython names: the
 * furthest token that was looked at, unless one of its special rules knows better. Lexical faults
 * further down override both, as they do there.
 */
final class PythonParser {
  /** Deepest nesting of expressions. */
  private static final int MAX_DEPTH = 400;

  private static final Set<String> KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private static final Set<String> SOFT_KEYWORDS = Set.of("match", "case", "_");

  private static final Set<String> AUGMENTED =
      Set.of("+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", "<<=", ">>=", "**=");

  /** Binary operators from the loosest to the tightest. */
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("|"),
          Set.of("^"),
          Set.of("&"),
          Set.of("<<", ">>"),
          Set.of("+", "-"),
          Set.of("*", "/", "//", "%", "@"));

  private final List<Token> tokens;
  private final @Nullable SyntaxFault lexical;
  private int next;
  private int furthest;

  /** Like {@link #furthest}, but of the search for a better message too. */
  private int seen;

  private int depth;
  private boolean guessing;

  PythonParser(Lexer.Result read) {
    tokens = read.tokens();
    lexical = read.fault();
  }

  /** The statements of a file. */
  List<Statement> file() {
    try {
      List<Statement> statements = new ArrayList<>();
      while (!peek().kind().equals(Kind.END)) {
        statements(statements);
      }
      return statements;
    } catch (SyntaxFault fault) {
      throw preferred(fault);
    }
  }

  /** The expression of a format string; its faults count columns from its opening bracket. */
  Expression formatExpression() {
    try {
      Token open = peek();
      if (tokens.size() > 1 && tokens.get(1).is("*")) {
        throw new SyntaxFault(
            SyntaxFault.Kind.STRING, "cannot use starred expression here", open.line(), 1);
      }
      advance();
      Expression value = group(open);
      if (peek().kind() != Kind.END) {
        throw invalid();
      }
      return value;
    } catch (SyntaxFault fault) {
      throw new SyntaxFault(
          SyntaxFault.Kind.STRING, "f-string: " + fault.getMessage(), fault.line, fault.column);
    }
  }

  /**
   * A lexical fault further down hides a grammatical one, but for a bracket left open in the line
   * of the fault.
   */
  private SyntaxFault preferred(SyntaxFault fault) {
    if (lexical == null || fault == lexical || fault.kind == SyntaxFault.Kind.INDENTATION) {
      return fault;
    }
    if (lexical.kind == SyntaxFault.Kind.LEXICAL) {
      return lexical;
    }
    Token open = lexical.open();
    int line = tokens.isEmpty() ? 1 : tokens.get(Math.min(seen, tokens.size() - 1)).line();
    return open != null && line > open.line() ? Lexer.unclosed(open) : fault;
  }

  // Tokens.

  private Token peek() {
    return peek(0);
  }

  private Token peek(int ahead) {
    int index = next + ahead;
    if (index >= tokens.size()) {
      if (lexical != null) {
        throw lexical;
      }
      index = tokens.size() - 1;
    }
    furthest = Math.max(furthest, index);
    seen = Math.max(seen, index);
    return tokens.get(index);
  }

  private Token advance() {
    Token token = peek();
    next++;
    return token;
  }

  private boolean is(String symbol) {
    return peek().is(symbol);
  }

  private boolean take(String symbol) {
    if (is(symbol)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String symbol) {
    if (!take(symbol)) {
      throw invalid();
    }
  }

  private boolean name(Token token) {
    return token.kind() == Kind.NAME && !KEYWORDS.contains(token.text());
  }

  private Token expectName() {
    if (!name(peek())) {
      throw invalid();
    }
    return advance();
  }

  private static At at(Token token) {
    return new At(token.line(), token.column());
  }

  /** The generic fault, at the furthest token. */
  private SyntaxFault invalid() {
    Token token = tokens.get(furthest);
    if (token.kind() == Kind.INDENT) {
      return new SyntaxFault(
          SyntaxFault.Kind.INDENTATION,
          "unexpected indent",
          token.line(),
          token.text().length() - 1);
    }
    if (token.kind() == Kind.END && furthest > 0) {
      return new SyntaxFault(
          SyntaxFault.Kind.GRAMMAR, "invalid syntax", tokens.get(furthest - 1).line(), 0);
    }
    return fault("invalid syntax", token);
  }

  private static SyntaxFault fault(String message, Token token) {
    return new SyntaxFault(SyntaxFault.Kind.GRAMMAR, message, token.line(), token.characters());
  }

  /**
   * Tries to read something, as CPython does when it looks for a better message, and returns
   * whether that was possible; the place is as before. Faults of the lexer and inside strings come
   * out.
   */
  private boolean follows(Runnable reading) {
    int here = next;
    int kept = furthest;
    boolean before = guessing;
    guessing = true;
    try {
      reading.run();
      return true;
    } catch (SyntaxFault fault) {
      if (fault.kind == SyntaxFault.Kind.GRAMMAR || fault.kind == SyntaxFault.Kind.INDENTATION) {
        return false;
      }
      throw fault;
    } finally {
      guessing = before;
      next = here;
      furthest = kept;
    }
  }

  // Statements.

  private void statements(List<Statement> into) {
    Token first = peek();
    if (first.kind() == Kind.NEWLINE) {
      next++;
      return;
    }
    Statement compound = compound(first);
    if (compound != null) {
      into.add(compound);
      return;
    }
    simple(into);
  }

  /** Simple statements of one line. */
  private void simple(List<Statement> into) {
    into.add(simple());
    while (take(";")) {
      if (peek().kind() == Kind.NEWLINE) {
        break;
      }
      into.add(simple());
    }
    if (peek().kind() != Kind.NEWLINE) {
      throw invalid();
    }
    next++;
  }

  private Statement simple() {
    Token first = peek();
    if (first.kind() != Kind.NAME) {
      return expressionStatement();
    }
    switch (first.text()) {
      case "pass" -> {
        return word("Pass");
      }
      case "break" -> {
        return word("Break");
      }
      case "continue" -> {
        return word("Continue");
      }
      case "return" -> {
        next++;
        if (!endsSimple()) {
          starExpressions();
        }
        return new OtherStatement(at(first), "Return");
      }
      case "raise" -> {
        next++;
        if (!endsSimple()) {
          expression();
          if (take("from")) {
            expression();
          }
        }
        return new OtherStatement(at(first), "Raise");
      }
      case "global", "nonlocal" -> {
        next++;
        do {
          expectName();
        } while (take(","));
        return new OtherStatement(at(first), first.is("global") ? "Global" : "Nonlocal");
      }
      case "del" -> {
        next++;
        Token target = peek();
        Expression targets = starExpressions();
        if (!assignable(targets)) {
          throw fault("cannot delete expression", target);
        }
        return new OtherStatement(at(first), "Delete");
      }
      case "assert" -> {
        next++;
        expression();
        if (take(",")) {
          expression();
        }
        return new OtherStatement(at(first), "Assert");
      }
      case "import" -> {
        next++;
        do {
          dottedName();
          alias();
        } while (take(","));
        return new OtherStatement(at(first), "Import");
      }
      case "from" -> {
        return importFrom(first);
      }
      default -> {
        return expressionStatement();
      }
    }
  }

  private boolean endsSimple() {
    return peek().kind() == Kind.NEWLINE || is(";");
  }

  private Statement word(String type) {
    return new OtherStatement(at(advance()), type);
  }

  private void dottedName() {
    do {
      expectName();
    } while (take("."));
  }

  private void alias() {
    if (take("as")) {
      expectName();
    }
  }

  private Statement importFrom(Token first) {
    next++;
    boolean dots = false;
    while (take(".") || take("...")) {
      dots = true;
    }
    if (!dots || !is("import")) {
      dottedName();
    }
    expect("import");
    if (!take("*")) {
      boolean brackets = take("(");
      do {
        if (brackets && is(")")) {
          break;
        }
        expectName();
        alias();
      } while (take(","));
      if (brackets) {
        expect(")");
      }
    }
    return new OtherStatement(at(first), "ImportFrom");
  }

  private Statement expressionStatement() {
    Token first = peek();
    Expression left = is("yield") ? yielded() : starExpressions();
    if (is(":")) {
      return annotated(first, left);
    }
    if (peek().kind() == Kind.OPERATOR && AUGMENTED.contains(peek().text())) {
      if (!(left instanceof Python.Name
          || left instanceof Python.Attribute
          || left instanceof Python.Subscript)) {
        if (!follows(
            () -> {
              next++;
              value();
            })) {
          throw invalid();
        }
        throw fault("illegal expression for augmented assignment", tokenAt(left, first));
      }
      next++;
      value();
      return new OtherStatement(at(first), "AugAssign");
    }
    if (!is("=")) {
      return new Python.Bare(at(first), left);
    }
    List<Expression> targets = new ArrayList<>();
    Expression value = left;
    Token start = first;
    while (is("=")) {
      if (!targets.isEmpty() && !assignable(value) && mistakenForComparison(first)) {
        throw fault("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", first);
      }
      checkTarget(value, start);
      targets.add(value);
      next++;
      start = peek();
      value = value();
    }
    return new Python.Assignment(at(first), targets, value);
  }

  /**
   * Whether {@code NAME = operand} at the token is followed by something else than another
   * assignment.
   */
  private boolean mistakenForComparison(Token first) {
    int here = next;
    next = tokens.indexOf(first);
    boolean[] found = {false};
    boolean read =
        name(first)
            && peek(1).is("=")
            && follows(
                () -> {
                  next += 2;
                  binary(0);
                  found[0] = !is("=") && !is(":=");
                });
    next = here;
    return read && found[0];
  }

  private Expression value() {
    return is("yield") ? yielded() : starExpressions();
  }

  private Statement annotated(Token first, Expression target) {
    boolean simple = target instanceof Python.Name && !first.is("(");
    if (!(target instanceof Python.Name
        || target instanceof Python.Attribute
        || target instanceof Python.Subscript)) {
      if (!follows(
          () -> {
            next++;
            expression();
          })) {
        throw invalid();
      }
      throw fault("illegal target for annotation", tokenAt(target, first));
    }
    next++;
    Expression annotation = expression();
    Expression value = null;
    if (take("=")) {
      value = value();
    }
    return new Python.AnnotatedAssignment(at(first), target, simple, annotation, value);
  }

  private void checkTarget(Expression target, Token start) {
    Expression wrong = unassignable(target);
    if (wrong != null) {
      Token token = tokenAt(wrong, start);
      throw fault("cannot assign to this here. Maybe you meant '==' instead of '='?", token);
    }
  }

  /** The token at which the expression starts, so that its column can be said in characters. */
  private Token tokenAt(Expression expression, Token start) {
    for (int i = tokens.indexOf(start); i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.line() == expression.at().line() && token.column() == expression.at().column()) {
        return token;
      }
    }
    return start;
  }

  private static boolean assignable(Expression target) {
    return unassignable(target) == null;
  }

  private static @Nullable Expression unassignable(Expression target) {
    return switch (target) {
      case Python.Name e -> null;
      case Python.Attribute e -> null;
      case Python.Subscript e -> null;
      case Python.Tuple e -> firstUnassignable(e.items());
      case Python.ListDisplay e -> firstUnassignable(e.items());
      case OtherExpression e -> e.type().equals("Starred") ? null : e;
      case Python.Constant e -> e;
      case Python.OddConstant e -> e;
      case Python.Joined e -> e;
      case Python.Call e -> e;
      case Python.Binary e -> e;
      case Python.Unary e -> e;
      case Python.Comparison e -> e;
      case Python.Logical e -> e;
    };
  }

  private static @Nullable Expression firstUnassignable(List<Expression> items) {
    for (Expression item : items) {
      Expression wrong = unassignable(item);
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  // Compound statements.

  private @Nullable Statement compound(Token first) {
    if (first.is("@")) {
      return decorated();
    }
    if (first.kind() != Kind.NAME) {
      return null;
    }
    return switch (first.text()) {
      case "if" -> conditional(first);
      case "while" -> loop(first);
      case "for" -> {
        next++;
        yield forLoop(first, "For");
      }
      case "with" -> {
        next++;
        yield with(first, "With");
      }
      case "try" -> attempt(first);
      case "def" -> {
        next++;
        yield function(first, "FunctionDef");
      }
      case "class" -> classDefinition(first);
      case "async" -> asynchronous(first);
      case "match" -> matches(first);
      default -> null;
    };
  }

  private Statement decorated() {
    while (take("@")) {
      namedExpression();
      if (peek().kind() != Kind.NEWLINE) {
        throw invalid();
      }
      next++;
    }
    Token definition = peek();
    if (take("def")) {
      return function(definition, "FunctionDef");
    }
    if (is("class")) {
      return classDefinition(definition);
    }
    if (is("async") && peek(1).is("def")) {
      return asynchronous(definition);
    }
    throw invalid();
  }

  private Statement asynchronous(Token first) {
    next++;
    if (take("def")) {
      return function(first, "AsyncFunctionDef");
    }
    if (take("for")) {
      return forLoop(first, "AsyncFor");
    }
    if (take("with")) {
      return with(first, "AsyncWith");
    }
    throw invalid();
  }

  private void block(String after, Token opener) {
    expect(":");
    if (peek().kind() != Kind.NEWLINE) {
      simple(new ArrayList<>());
      return;
    }
    next++;
    if (peek().kind() != Kind.INDENT) {
      Token found = peek();
      String message = "expected an indented block after " + after + " on line " + opener.line();
      throw found.kind() == Kind.END
          ? new SyntaxFault(
              SyntaxFault.Kind.GRAMMAR,
              message,
              tokens.get(Math.max(0, next - 1)).line(),
              tokens.get(Math.max(0, next - 1)).characters())
          : fault(message, found);
    }
    next++;
    List<Statement> ignored = new ArrayList<>();
    do {
      statements(ignored);
    } while (peek().kind() != Kind.DEDENT && peek().kind() != Kind.END);
    if (peek().kind() == Kind.DEDENT) {
      next++;
    }
  }

  private Statement conditional(Token first) {
    next++;
    namedExpression();
    block("'if' statement", first);
    while (is("elif")) {
      Token other = advance();
      namedExpression();
      block("'elif' statement", other);
    }
    otherwise();
    return new OtherStatement(at(first), "If");
  }

  private void otherwise() {
    if (is("else")) {
      Token other = advance();
      block("'else' statement", other);
    }
  }

  private Statement loop(Token first) {
    next++;
    namedExpression();
    block("'while' statement", first);
    otherwise();
    return new OtherStatement(at(first), "While");
  }

  private Statement forLoop(Token first, String type) {
    targets();
    expect("in");
    starExpressions();
    block("'for' statement", first);
    otherwise();
    return new OtherStatement(at(first), type);
  }

  /** Targets of a loop: no comparison, so that {@code in} is left. */
  private void targets() {
    do {
      take("*");
      Token start = peek();
      checkTarget(binary(0), start);
    } while (take(",") && !is("in"));
  }

  private Statement with(Token first, String type) {
    int begin = next;
    boolean bracketed = is("(") && bracketedItems();
    if (!bracketed) {
      next = begin;
      items();
    }
    block("'with' statement", first);
    return new OtherStatement(at(first), type);
  }

  private boolean bracketedItems() {
    int kept = furthest;
    try {
      next++;
      items();
      return take(")") && is(":");
    } catch (SyntaxFault fault) {
      furthest = kept;
      return false;
    }
  }

  private void items() {
    do {
      if (is(")")) {
        return;
      }
      expression();
      if (take("as")) {
        Token start = peek();
        checkTarget(binary(0), start);
      }
    } while (take(","));
  }

  private Statement attempt(Token first) {
    next++;
    block("'try' statement", first);
    boolean star = false;
    boolean handled = false;
    while (is("except")) {
      Token handler = advance();
      handled = true;
      star |= take("*");
      if (!is(":")) {
        expression();
        alias();
      }
      block("'except' statement", handler);
    }
    if (handled) {
      otherwise();
    }
    if (is("finally")) {
      Token last = advance();
      block("'finally' statement", last);
    } else if (!handled) {
      throw fault("expected 'except' or 'finally' block", peek());
    }
    return new OtherStatement(at(first), star ? "TryStar" : "Try");
  }

  private Statement function(Token first, String type) {
    Token name = expectName();
    expect("(");
    parameters(")", true);
    expect(")");
    if (take("->")) {
      expression();
    }
    block("function definition", type.equals("FunctionDef") ? first : name);
    return new OtherStatement(at(first), type);
  }

  private void parameters(String end, boolean annotations) {
    while (!is(end)) {
      if (take("/")) {
        // positional-only parameters end here
      } else if (take("**")) {
        parameter(annotations);
      } else if (take("*")) {
        if (!is(",")) {
          parameter(annotations);
        }
      } else {
        parameter(annotations);
        if (take("=")) {
          expression();
        }
      }
      if (!take(",")) {
        return;
      }
    }
  }

  private void parameter(boolean annotations) {
    expectName();
    if (annotations && take(":")) {
      take("*");
      expression();
    }
  }

  private Statement classDefinition(Token first) {
    next++;
    expectName();
    if (take("(")) {
      arguments();
    }
    block("class definition", first);
    return new OtherStatement(at(first), "ClassDef");
  }

  /**
   * {@code match} is a keyword only where a subject, a colon and an indented {@code case} follow.
   */
  private @Nullable Statement matches(Token first) {
    int i = next + 1;
    while (i < tokens.size() && tokens.get(i).kind() != Kind.NEWLINE) {
      i++;
    }
    boolean block =
        i > next + 2
            && i + 2 < tokens.size()
            && tokens.get(i - 1).is(":")
            && tokens.get(i + 1).kind() == Kind.INDENT
            && tokens.get(i + 2).is("case");
    if (!block) {
      return null;
    }
    next = i + 2;
    while (is("case")) {
      Token open = advance();
      pattern(open.level());
      block("'case' statement", open);
    }
    if (peek().kind() != Kind.DEDENT && peek().kind() != Kind.END) {
      throw invalid();
    }
    next += peek().kind() == Kind.DEDENT ? 1 : 0;
    return new OtherStatement(at(first), "Match");
  }

  /** A pattern and its guard, up to the colon; what they say does not matter. */
  private void pattern(int level) {
    int begin = next;
    while (!(is(":") && peek().level() == level)) {
      if (peek().kind() == Kind.NEWLINE || peek().kind() == Kind.END) {
        throw invalid();
      }
      next++;
    }
    if (next == begin) {
      throw invalid();
    }
  }

  // Expressions.

  private Expression starExpressions() {
    Token first = peek();
    Expression value = starExpression();
    if (!is(",")) {
      return value;
    }
    List<Expression> items = new ArrayList<>(List.of(value));
    while (take(",") && startsExpression(peek())) {
      items.add(starExpression());
    }
    return new Python.Tuple(at(first), items);
  }

  private boolean startsExpression(Token token) {
    return switch (token.kind()) {
      case NUMBER, STRING -> true;
      case NAME ->
          !KEYWORDS.contains(token.text())
              || Set.of("None", "True", "False", "not", "lambda", "await").contains(token.text());
      case OPERATOR -> Set.of("(", "[", "{", "-", "+", "~", "...", "*").contains(token.text());
      case NEWLINE, INDENT, DEDENT, END -> false;
    };
  }

  private Expression starExpression() {
    Token first = peek();
    if (take("*")) {
      binary(0);
      return new OtherExpression(at(first), "Starred");
    }
    return expression();
  }

  private Expression starNamedExpression() {
    return is("*") ? starExpression() : namedExpression();
  }

  private Expression namedExpression() {
    Token first = peek();
    if (name(first) && peek(1).is(":=")) {
      next += 2;
      expression();
      return new OtherExpression(at(first), "NamedExpr");
    }
    Expression value = expression();
    if (is("=") && !guessing) {
      throw assignmentAsExpression(first, value);
    }
    return value;
  }

  private SyntaxFault assignmentAsExpression(Token first, Expression value) {
    boolean[] alone = {false};
    boolean read =
        follows(
            () -> {
              next++;
              binary(0);
              alone[0] = !is("=") && !is(":=");
            });
    boolean display = value instanceof Python.ListDisplay || value instanceof Python.Tuple;
    boolean word =
        value instanceof Python.Constant constant
            && !(constant.value() instanceof Number)
            && !(constant.value() instanceof String);
    if (!read || !alone[0] || display || word) {
      return invalid();
    }
    return value instanceof Python.Name
        ? fault(
            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", tokenAt(value, first))
        : fault(
            "cannot assign to this here. Maybe you meant '==' instead of '='?",
            tokenAt(value, first));
  }

  private Expression yielded() {
    Token first = advance();
    if (take("from")) {
      expression();
      return new OtherExpression(at(first), "YieldFrom");
    }
    if (startsExpression(peek())) {
      starExpressions();
    }
    return new OtherExpression(at(first), "Yield");
  }

  private Expression expression() {
    if (++depth > MAX_DEPTH) {
      throw fault("too many nested expressions", peek());
    }
    Expression value = is("lambda") ? lambda() : conditionalExpression();
    depth--;
    return value;
  }

  private Expression lambda() {
    Token first = advance();
    parameters(":", false);
    expect(":");
    expression();
    return new OtherExpression(at(first), "Lambda");
  }

  private Expression conditionalExpression() {
    Token first = peek();
    int begin = next;
    Expression value = disjunction();
    if (!is("if")) {
      forgottenComma(first, begin, value);
      return value;
    }
    next++;
    disjunction();
    if (!is("else")) {
      if (is(":")) {
        throw invalid();
      }
      throw fault("expected 'else' after 'if' expression", tokenAt(value, first));
    }
    next++;
    expression();
    return new OtherExpression(at(first), "IfExp");
  }

  /**
   * Two expressions side by side: inside brackets the author forgot a comma, after {@code print}
   * the brackets.
   */
  private void forgottenComma(Token first, int begin, Expression value) {
    if (guessing || !startsExpression(peek())) {
      return;
    }
    boolean legacy =
        value instanceof Python.Name name
            && (name.name().equals("print") || name.name().equals("exec"));
    if (legacy && follows(this::starExpressions)) {
      throw fault(
          "Missing parentheses in call to 'print'. Did you mean print(...)?",
          tokenAt(value, first));
    }
    boolean excluded =
        name(first)
            && (tokens.get(begin + 1).kind() == Kind.STRING
                || SOFT_KEYWORDS.contains(first.text()));
    if (peek().kind() == Kind.STRING) {
      follows(this::atom);
    }
    if (excluded && !legacy) {
      forgottenFurtherOn(begin + 1);
    }
    boolean[] inBrackets = {false};
    boolean read =
        !legacy
            && !excluded
            && follows(
                () -> {
                  expression();
                  inBrackets[0] = tokens.get(next - 1).level() > 0;
                });
    if (read && inBrackets[0]) {
      throw fault("invalid syntax. Perhaps you forgot a comma?", tokenAt(value, first));
    }
  }

  /**
   * A comma that is missing behind what follows a name: CPython finds it while it looks for a print
   * without brackets.
   */
  private void forgottenFurtherOn(int place) {
    int here = next;
    int kept = furthest;
    int level = depth;
    next = place;
    try {
      starExpressions();
    } catch (SyntaxFault fault) {
      if (!"invalid syntax".equals(fault.getMessage())) {
        throw fault;
      }
    }
    next = here;
    furthest = kept;
    depth = level;
  }

  private Expression disjunction() {
    return logical("or");
  }

  private Expression logical(String operator) {
    Token first = peek();
    Expression left = operator.equals("or") ? logical("and") : inversion();
    if (!is(operator)) {
      return left;
    }
    List<Expression> operands = new ArrayList<>(List.of(left));
    while (take(operator)) {
      operands.add(operator.equals("or") ? logical("and") : inversion());
    }
    return new Python.Logical(at(first), operator, operands);
  }

  private Expression inversion() {
    Token first = peek();
    if (!take("not")) {
      return comparison();
    }
    if (++depth > MAX_DEPTH) {
      throw fault("too many nested expressions", first);
    }
    Expression operand = inversion();
    depth--;
    return new Python.Unary(at(first), "not", operand);
  }

  private Expression comparison() {
    Token first = peek();
    Expression left = binary(0);
    List<String> operators = new ArrayList<>();
    List<Expression> right = new ArrayList<>();
    for (String operator = comparator(); operator != null; operator = comparator()) {
      operators.add(operator);
      right.add(binary(0));
    }
    return operators.isEmpty() ? left : new Python.Comparison(at(first), left, operators, right);
  }

  private @Nullable String comparator() {
    Token token = peek();
    if (token.is("not")) {
      if (!peek(1).is("in")) {
        // CPython has looked at the next token before it gives up
        return null;
      }
      next += 2;
      return "not in";
    }
    if (token.is("is")) {
      next++;
      return take("not") ? "is not" : "is";
    }
    if (token.is("in")
        || token.kind() == Kind.OPERATOR
            && Set.of("==", "!=", "<", "<=", ">", ">=").contains(token.text())) {
      next++;
      return token.text();
    }
    return null;
  }

  private Expression binary(int level) {
    if (level == LEVELS.size()) {
      return factor();
    }
    Token first = peek();
    Expression left = binary(level + 1);
    while (peek().kind() == Kind.OPERATOR && LEVELS.get(level).contains(peek().text())) {
      String operator = advance().text();
      left = new Python.Binary(at(first), operator, left, binary(level + 1));
    }
    return left;
  }

  private Expression factor() {
    Token first = peek();
    if (first.is("-") || first.is("+") || first.is("~")) {
      next++;
      if (++depth > MAX_DEPTH) {
        throw fault("too many nested expressions", first);
      }
      Expression operand = factor();
      depth--;
      return new Python.Unary(at(first), first.text(), operand);
    }
    Expression base = awaited();
    if (!take("**")) {
      return base;
    }
    if (++depth > MAX_DEPTH) {
      throw fault("too many nested expressions", first);
    }
    Expression exponent = factor();
    depth--;
    return new Python.Binary(at(first), "**", base, exponent);
  }

  private Expression awaited() {
    Token first = peek();
    if (take("await")) {
      primary();
      return new OtherExpression(at(first), "Await");
    }
    return primary();
  }

  private Expression primary() {
    Token first = peek();
    Expression value = atom();
    while (true) {
      if (take(".")) {
        value = new Python.Attribute(at(first), value, expectName().text());
      } else if (take("(")) {
        value = call(first, value);
      } else if (is("[") && peek(1).is("]")) {
        return value;
      } else if (take("[")) {
        Expression index = slices();
        expect("]");
        value = new Python.Subscript(at(first), value, index);
      } else {
        return value;
      }
    }
  }

  private Expression slices() {
    Token first = peek();
    Expression value = slice();
    if (!is(",")) {
      return value;
    }
    List<Expression> items = new ArrayList<>(List.of(value));
    while (take(",") && !is("]")) {
      items.add(slice());
    }
    return new Python.Tuple(at(first), items);
  }

  private Expression slice() {
    Token first = peek();
    Expression lower = is(":") ? null : starNamedExpression();
    if (!is(":") && lower != null) {
      return lower;
    }
    expect(":");
    if (startsExpression(peek())) {
      expression();
    }
    if (take(":") && startsExpression(peek())) {
      expression();
    }
    return new OtherExpression(at(first), "Slice");
  }

  private Expression call(Token first, Expression function) {
    Arguments arguments = arguments();
    return new Python.Call(at(first), function, arguments.positional, arguments.keywords);
  }

  private record Arguments(boolean positional, List<Keyword> keywords) {}

  /** Arguments up to the closing bracket, which is taken. */
  private Arguments arguments() {
    boolean positional = false;
    boolean unpacked = false;
    List<Keyword> keywords = new ArrayList<>();
    while (!is(")")) {
      Token start = peek();
      if (take("**")) {
        keywords.add(new Keyword(at(start), null, expression()));
        unpacked = true;
      } else if (name(start) && peek(1).is("=")) {
        next += 2;
        keywords.add(new Keyword(at(start), start.text(), expression()));
      } else if (start.kind() == Kind.NAME
          && Set.of("True", "False", "None").contains(start.text())
          && peek(1).is("=")) {
        throw fault("cannot assign to " + start.text(), start);
      } else if (take("*")) {
        if (unpacked) {
          throw fault("iterable argument unpacking follows keyword argument unpacking", peek());
        }
        expression();
        positional = true;
      } else {
        positional(start);
        positional = true;
        if (!keywords.isEmpty()) {
          throw misplaced();
        }
      }
      if (!take(",")) {
        break;
      }
    }
    expect(")");
    return new Arguments(positional, keywords);
  }

  /**
   * A positional argument behind a keyword; CPython says so at the last token that it has seen by
   * then.
   */
  private SyntaxFault misplaced() {
    int[] seen = {furthest};
    follows(
        () -> {
          while (take(",") && !is(")")) {
            if (take("**") || take("*") || name(peek()) && peek(1).is("=")) {
              next += is("=") || peek(1).is("=") ? 2 : 0;
            }
            expression();
            seen[0] = furthest;
          }
          peek(peek().kind() == Kind.STRING ? 1 : 0);
          seen[0] = furthest;
        });
    return fault("positional argument follows keyword argument", tokens.get(seen[0]));
  }

  private void positional(Token start) {
    guessingOff(start);
    if (is("for") || is("async")) {
      comprehension();
      if (!is(")")) {
        throw fault("Generator expression must be parenthesized", start);
      }
    } else if (is("=")) {
      throw fault("expression cannot contain assignment, perhaps you meant \"==\"?", start);
    }
  }

  private void guessingOff(Token start) {
    if (name(start) && peek(1).is(":=")) {
      next += 2;
    }
    expression();
  }

  private void comprehension() {
    do {
      take("async");
      expect("for");
      targets();
      expect("in");
      disjunction();
      while (take("if")) {
        disjunction();
      }
    } while (is("for") || is("async"));
  }

  private Expression atom() {
    Token token = peek();
    switch (token.kind()) {
      case NUMBER -> {
        next++;
        return number(token);
      }
      case STRING -> {
        List<Token> literals = new ArrayList<>();
        while (peek().kind() == Kind.STRING) {
          literals.add(advance());
        }
        return Strings.value(literals, peek());
      }
      case NAME -> {
        return nameAtom(token);
      }
      case OPERATOR -> {
        return bracketed(token);
      }
      default -> throw invalid();
    }
  }

  private Expression nameAtom(Token token) {
    Expression value =
        switch (token.text()) {
          case "True" -> new Python.Constant(at(token), true);
          case "False" -> new Python.Constant(at(token), false);
          case "None" -> new Python.Constant(at(token), null);
          default -> {
            if (KEYWORDS.contains(token.text())) {
              throw invalid();
            }
            yield new Python.Name(at(token), token.text());
          }
        };
    next++;
    return value;
  }

  private Expression bracketed(Token token) {
    switch (token.text()) {
      case "..." -> {
        next++;
        return new Python.OddConstant(at(token), "Ellipsis");
      }
      case "(" -> {
        next++;
        return group(token);
      }
      case "[" -> {
        next++;
        return list(token);
      }
      case "{" -> {
        next++;
        return braces(token);
      }
      default -> throw invalid();
    }
  }

  /** What follows an opening round bracket, the closing one included. */
  private Expression group(Token open) {
    if (take(")")) {
      return new Python.Tuple(at(open), List.of());
    }
    if (is("yield")) {
      Expression value = yielded();
      expect(")");
      return value;
    }
    Token first = peek();
    if (first.is("**")
        && follows(
            () -> {
              next++;
              expression();
              expect(")");
            })) {
      throw fault("cannot use double starred expression here", first);
    }
    Expression value = starNamedExpression();
    if (is("for") || is("async")) {
      comprehension();
      expect(")");
      return new OtherExpression(at(open), "GeneratorExp");
    }
    if (is(",")) {
      List<Expression> items = new ArrayList<>(List.of(value));
      while (take(",")) {
        if (is(")")) {
          break;
        }
        items.add(starNamedExpression());
      }
      expect(")");
      return new Python.Tuple(at(open), items);
    }
    expect(")");
    if (first.is("*")) {
      throw fault("cannot use starred expression here", first);
    }
    return value;
  }

  private Expression list(Token open) {
    List<Expression> items = new ArrayList<>();
    while (!is("]")) {
      items.add(starNamedExpression());
      if (items.size() == 1 && (is("for") || is("async"))) {
        comprehension();
        expect("]");
        return new OtherExpression(at(open), "ListComp");
      }
      if (!take(",")) {
        break;
      }
    }
    expect("]");
    return new Python.ListDisplay(at(open), items);
  }

  private Expression braces(Token open) {
    boolean dict = false;
    boolean empty = true;
    while (!is("}")) {
      Token start = peek();
      boolean pair;
      if (take("**")) {
        binary(0);
        pair = true;
      } else {
        starNamedExpression();
        pair = is(":");
        if (pair) {
          Token colon = advance();
          if (is("}") || is(",")) {
            throw fault("expression expected after dictionary key and ':'", colon);
          }
          expression();
        }
      }
      if (empty) {
        dict = pair;
        if (is("for") || is("async")) {
          comprehension();
          expect("}");
          return new OtherExpression(at(open), dict ? "DictComp" : "SetComp");
        }
      } else if (dict && !pair) {
        throw fault("':' expected after dictionary key", start);
      } else if (!dict && pair) {
        next--;
        throw invalid();
      }
      empty = false;
      if (!take(",")) {
        break;
      }
    }
    expect("}");
    return new OtherExpression(at(open), dict || empty ? "Dict" : "Set");
  }

  private static Expression number(Token token) {
    String text = token.text().replace("_", "").toLowerCase(java.util.Locale.ROOT);
    if (text.endsWith("j") && !text.startsWith("0x")) {
      return new Python.OddConstant(at(token), imaginary(text));
    }
    if (text.length() > 2 && "xob".indexOf(text.charAt(1)) >= 0) {
      int bits = text.charAt(1) == 'x' ? 4 : text.charAt(1) == 'o' ? 3 : 1;
      return Python.integer(at(token), Numbers.powerOfTwo(text.substring(2), bits));
    }
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      if (text.length() > MAX_DIGITS) {
        throw fault(
            "Exceeds the limit (" + MAX_DIGITS + " digits) for integer string conversion", token);
      }
      return Python.integer(at(token), new BigInteger(text));
    }
    return new Python.Constant(at(token), Double.parseDouble(text));
  }

  /** Longest decimal literal, as in Python. */
  private static final int MAX_DIGITS = 4_300;

  private static String imaginary(String text) {
    double value = Double.parseDouble(text.substring(0, text.length() - 1));
    String plain = Numbers.repr(value);
    return (plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain) + "j";
  }
}
