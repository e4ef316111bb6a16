package dev.harrier.lang.syntax;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree.Annotation;
import dev.harrier.lang.syntax.Tree.Argument;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Statement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A random tree as the parser could have made it; all places are the same. */
final class RandomTree {
  private static final Span PLACE = new Span(new SourceFile("main.sml", ""), 1, 0);
  private static final String[] NAMES = {"A", "_b", "Über", "match", "x1", "print", "K"};
  private static final String[] TEXTS = {
    "",
    "a",
    "it's",
    "\"",
    "\\",
    "\\N{x}",
    "{",
    "}}",
    "{A}",
    "\n\t\r",
    "\0\u007f",
    "é😀",
    "\ud800",
    "#",
    "\\x4"
  };
  private static final double[] FLOATS = {
    0.0, 0.5, 1e300, 5e-324, 3.0, 1e16, Double.POSITIVE_INFINITY
  };
  private static final BigInteger[] INTS = {
    BigInteger.ZERO, BigInteger.TWO, BigInteger.TEN.pow(30), BigInteger.ONE.shiftLeft(20_000)
  };

  private final Random random;

  RandomTree(long seed) {
    random = new Random(seed);
  }

  Tree.Unit unit() {
    return new Tree.Unit(PLACE.file(), some(0, 4, this::statement));
  }

  private Statement statement() {
    if (random.nextInt(4) == 0) {
      return new Tree.CallStatement(PLACE, call(2));
    }
    Annotation annotation = random.nextBoolean() ? null : annotation();
    return new Tree.Assign(PLACE, name(), annotation, expression(random.nextInt(6)));
  }

  private Annotation annotation() {
    return switch (random.nextInt(5)) {
      case 0 -> simple();
      case 1 -> new Tree.SimpleAnnotation(PLACE, "None");
      case 2 ->
          new Tree.GenericAnnotation(
              PLACE, one("List", "Optional", "Secret"), List.of(annotation()));
      case 3 -> new Tree.GenericAnnotation(PLACE, one("Union", "Pair"), some(2, 3, this::simple));
      default -> union();
    };
  }

  private Annotation union() {
    List<Annotation> members = new ArrayList<>(some(1, 3, this::member));
    boolean optional = random.nextBoolean();
    members.add(optional ? new Tree.SimpleAnnotation(PLACE, "None") : simple());
    return new Tree.GenericAnnotation(PLACE, optional ? "Optional" : "Union", members);
  }

  private Annotation member() {
    return switch (random.nextInt(5)) {
      case 0 -> new Tree.SimpleAnnotation(PLACE, "None");
      case 1 -> random.nextInt(3) == 0 ? union() : simple();
      case 2 -> new Tree.GenericAnnotation(PLACE, "List", List.of(simple()));
      default -> simple();
    };
  }

  private Annotation simple() {
    return new Tree.SimpleAnnotation(PLACE, one("int", "str", "Entity"));
  }

  private Expression expression(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Supplier<Expression> part = () -> expression(random.nextInt(depth));
    return switch (random.nextInt(8)) {
      case 0 -> new Tree.ListLiteral(PLACE, some(0, 3, part));
      case 1 -> call(depth - 1);
      case 2 -> new Tree.Unary(PLACE, one(Tree.UnaryOperator.values()), part.get());
      case 3 -> new Tree.Compare(PLACE, one(Tree.CompareOperator.values()), part.get(), part.get());
      case 4 ->
          new Tree.BooleanOperation(PLACE, one(Tree.BooleanOperator.values()), some(2, 4, part));
      case 5 -> leaf();
      default -> new Tree.Binary(PLACE, one(Tree.BinaryOperator.values()), part.get(), part.get());
    };
  }

  private Expression leaf() {
    return switch (random.nextInt(8)) {
      case 0 -> new Tree.StringLiteral(PLACE, one(TEXTS) + one(TEXTS));
      case 1 -> new Tree.IntLiteral(PLACE, one(INTS));
      case 2 -> new Tree.FloatLiteral(PLACE, FLOATS[random.nextInt(FLOATS.length)]);
      case 3 -> new Tree.BoolLiteral(PLACE, random.nextBoolean());
      case 4 -> new Tree.NoneLiteral(PLACE);
      case 5 -> format();
      case 6 -> new Tree.Attribute(PLACE, name(), one(NAMES));
      default -> name();
    };
  }

  private Expression format() {
    StringBuilder template = new StringBuilder();
    List<Tree.Name> names = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      if (random.nextBoolean()) {
        names.add(name());
        template.append('{').append(names.getLast().identifier()).append('}');
      } else {
        template.append(Strings.doubled(one(TEXTS)));
      }
    }
    return new Tree.FormatString(PLACE, template.toString(), names);
  }

  private Tree.Call call(int depth) {
    Expression function =
        random.nextInt(5) == 0 ? new Tree.Attribute(PLACE, name(), one(NAMES)) : name();
    return new Tree.Call(
        PLACE,
        function,
        some(0, 3, () -> new Argument(PLACE, one(NAMES), expression(Math.max(0, depth)))));
  }

  private Tree.Name name() {
    return new Tree.Name(PLACE, one(NAMES));
  }

  private <T> List<T> some(int least, int most, Supplier<? extends T> item) {
    List<T> items = new ArrayList<>();
    for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
