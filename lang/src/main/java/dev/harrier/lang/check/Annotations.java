package dev.harrier.lang.check;

import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree.Annotation;
import dev.harrier.lang.syntax.Tree.GenericAnnotation;
import dev.harrier.lang.syntax.Tree.SimpleAnnotation;
import dev.harrier.lang.type.Compatibility;
import dev.harrier.lang.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads annotations as types. */
final class Annotations {
  /** What an annotation says besides the type. */
  enum Wrapper {
    NONE,
    /** A literal that is an output feature all the same. */
    EXTRACT_LITERAL,
    /** From the secret payload, never an output feature. */
    SECRET,
    /** From the secret payload, and an output feature on purpose. */
    EXTRACT_SECRET
  }

  record Annotated(Type type, Wrapper wrapper) {
    boolean readsSecret() {
      return wrapper == Wrapper.SECRET || wrapper == Wrapper.EXTRACT_SECRET;
    }
  }

  private static final Map<String, Type> SIMPLE =
      Map.of(
          "str", Type.STR,
          "bool", Type.BOOL,
          "int", Type.INT,
          "float", Type.FLOAT,
          "None", Type.NONE);

  private static final Map<String, Wrapper> WRAPPERS =
      Map.of(
          "ExtractLiteral", Wrapper.EXTRACT_LITERAL,
          "Secret", Wrapper.SECRET,
          "ExtractSecret", Wrapper.EXTRACT_SECRET);

  private static final List<String> GENERICS =
      List.of("Entity", "ExtractLiteral", "ExtractSecret", "List", "Optional", "Secret", "Union");

  private static final String UNKNOWN =
      "can only check dynamic return values of simple types or `Entity`, `ExtractLiteral`,"
          + " `ExtractSecret`, `List`, `Optional`, `Secret`, `Union` generics";

  private final boolean strict;
  private final String check;
  private final String target;
  private final Findings findings;

  /**
   * @param check the check that reads the annotation and reports its mistakes
   * @param target the annotated name
   */
  Annotations(boolean strict, String check, String target, Findings findings) {
    this.strict = strict;
    this.check = check;
    this.target = target;
    this.findings = findings;
  }

  /** Returns what the annotation says, or null after saying what is wrong with it. */
  @Nullable Annotated read(Annotation annotation) {
    if (annotation instanceof GenericAnnotation generic && WRAPPERS.containsKey(generic.name())) {
      Wrapper wrapper = WRAPPERS.get(generic.name());
      Annotation inner = only(generic);
      Type type = inner == null ? null : inside(inner, generic.name());
      return type == null ? null : new Annotated(type, wrapper);
    }
    Type type = type(annotation);
    return type == null ? null : new Annotated(type, Wrapper.NONE);
  }

  private @Nullable Type type(Annotation annotation) {
    return switch (annotation) {
      case SimpleAnnotation simple -> {
        Type type = SIMPLE.get(simple.name());
        if (type == null) {
          String hint =
              GENERICS.contains(simple.name())
                  ? "`"
                      + simple.name()
                      + "` is generic, try `"
                      + simple.name()
                      + "[T]` where `T` is a type like `str` or `int`"
                  : "got unknown non-generic type `" + simple.name() + "`";
          findings.error(check, UNKNOWN, simple.span(), hint);
        }
        yield type;
      }
      case GenericAnnotation generic -> generic(generic);
    };
  }

  private @Nullable Type generic(GenericAnnotation generic) {
    return switch (generic.name()) {
      case "Union" -> union(generic);
      case "Optional" -> optional(generic);
      case "List" -> list(generic);
      case "list" -> strict ? list(generic) : unknownGeneric(generic);
      case "Entity" -> entity(generic);
      default -> unknownGeneric(generic);
    };
  }

  private @Nullable Type unknownGeneric(GenericAnnotation generic) {
    if (GENERICS.contains(generic.name())) {
      return nested(generic);
    }
    findings.error(
        check, UNKNOWN, generic.span(), "got unknown generic type `" + generic.name() + "[...]`");
    return null;
  }

  private @Nullable Type nested(GenericAnnotation generic) {
    findings.error(
        check,
        "a generic type cannot stand inside another",
        generic.span(),
        "got `" + SourceText.annotation(generic) + "`, expected a simple type like `str` or `int`");
    return null;
  }

  private @Nullable Type union(GenericAnnotation generic) {
    List<Annotation> arguments = generic.arguments();
    if (arguments.size() == 1) {
      String inner = SourceText.annotation(arguments.getFirst());
      findings.error(
          check,
          "a `Union` of one item should be represented as the item by itself",
          generic.span(),
          "assign it to a variable as `" + target + ": " + inner + " = ...` instead");
      return null;
    }
    Map<Type, Span> seen = new HashMap<>();
    List<Type> members = new ArrayList<>();
    boolean good = true;
    for (Annotation argument : arguments) {
      Type type = inside(argument, "Union");
      if (type == null) {
        return null;
      }
      Span first = seen.putIfAbsent(type, argument.span());
      if (first != null) {
        findings.error(
            check,
            "duplicated type `" + SourceText.annotation(argument) + "` seen in `Union[...]`",
            argument.span(),
            List.of(),
            List.of(Findings.at(first)),
            "union variant already specified here:");
        good = false;
      }
      members.add(type);
    }
    return good ? Compatibility.union(members) : null;
  }

  private @Nullable Type optional(GenericAnnotation generic) {
    List<Annotation> arguments = generic.arguments();
    if (arguments.isEmpty() || arguments.size() > 2) {
      findings.error(
          check,
          "`Optional` must have one or two arguments",
          generic.span(),
          "got " + arguments.size() + " arguments");
      return null;
    }
    if (arguments.size() == 2 && !SourceText.annotation(arguments.get(1)).equals("None")) {
      findings.error(
          check,
          "`Optional` can't have arguments of different types or duplicate types",
          generic.span(),
          "got "
              + SourceText.annotation(arguments.get(0))
              + " and "
              + SourceText.annotation(arguments.get(1))
              + " arguments");
      return null;
    }
    Type type = inside(arguments.getFirst(), "Optional");
    return type == null ? null : type == Type.NONE ? type : Type.optional(type);
  }

  private @Nullable Type list(GenericAnnotation generic) {
    List<Annotation> arguments = generic.arguments();
    if (arguments.size() > 1) {
      List<Related> rest = arguments.stream().skip(2).map(a -> Findings.at(a.span())).toList();
      findings.error(
          check,
          "unexpected additional variants to `List[...]`",
          arguments.get(1).span(),
          List.of(),
          rest,
          rest.isEmpty() ? null : "also:");
      return null;
    }
    Type item = inside(arguments.getFirst(), generic.name());
    return item == null ? null : Type.listOf(item);
  }

  private @Nullable Type entity(GenericAnnotation generic) {
    Annotation argument = only(generic);
    if (argument == null) {
      return null;
    }
    String name =
        switch (argument) {
          case SimpleAnnotation simple -> simple.name();
          case GenericAnnotation inner -> inner.name();
        };
    if (argument instanceof SimpleAnnotation && (name.equals("str") || name.equals("int"))) {
      return new Type.EntityOf(name.equals("str") ? Type.STR : Type.INT);
    }
    findings.error(
        check,
        "`Entity` only supports `str` and `int` IDs currently",
        argument.span(),
        "got `" + name + "` ID type");
    return null;
  }

  private @Nullable Annotation only(GenericAnnotation generic) {
    if (generic.arguments().size() == 1) {
      return generic.arguments().getFirst();
    }
    findings.error(
        check,
        "`" + generic.name() + "` must have exactly one argument",
        generic.span(),
        "got " + generic.arguments().size() + " arguments");
    return null;
  }

  /**
   * A type inside a generic: simple, except that wrappers hold anything, and that strict lists and
   * options may nest.
   */
  private @Nullable Type inside(Annotation annotation, String generic) {
    if (annotation instanceof SimpleAnnotation simple) {
      Type type = SIMPLE.get(simple.name());
      if (type == null) {
        findings.error(
            check,
            "expected simple type in `" + generic + "`",
            simple.span(),
            GENERICS.contains(simple.name())
                ? "`"
                    + simple.name()
                    + "` is generic, try `"
                    + simple.name()
                    + "[T]` where `T` is a type like `str` or `int`"
                : "got unknown non-generic type `" + simple.name() + "`");
      }
      return type;
    }
    GenericAnnotation inner = (GenericAnnotation) annotation;
    boolean wrapper = WRAPPERS.containsKey(generic);
    boolean nests =
        strict
            && generic.equals("Optional")
            && !WRAPPERS.containsKey(inner.name())
            && !inner.name().equals("Optional");
    return wrapper || nests ? generic(inner) : nested(inner);
  }
}
