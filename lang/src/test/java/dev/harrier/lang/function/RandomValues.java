package dev.harrier.lang.function;

import dev.harrier.decision.Effect;
import dev.harrier.lang.function.Function.CallSite;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.ExperimentValue;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.TimeDeltaValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Well-typed values, odd ones more often than in life. */
final class RandomValues {
  private static final List<String> PIECES =
      List.of(
          "",
          "a",
          "Cheap",
          " ",
          "  ",
          "\t\n",
          "spam",
          "$p@m",
          "s.p.a.m",
          "é",
          "ß",
          "İ",
          "ΑΣ",
          "😀",
          "👨\u200d👩",
          "\ud83d",
          "\udc00",
          "\u0000",
          "｡",
          "𝓗",
          "3",
          "|",
          "http://",
          "https://a.com/x?y#z",
          "[::1]",
          "user@a.co.uk",
          ".",
          "..",
          "www.ck",
          "xn--",
          "xn--p1ai",
          "1.2.3.4",
          "::ffff:1.2.3.4",
          "+44",
          "2071838750",
          "a=1; ",
          "\"",
          "\\",
          ";",
          "expires=",
          "2026-01-02T03:04:05Z",
          "Jan",
          "5pm",
          "99999999999",
          "at://did:plc:x/y",
          "at://",
          "-",
          "_",
          "１",
          "=",
          "aGk=",
          "(",
          "%",
          "/",
          "T10:");

  private static final List<ValueList> LISTS =
      List.of(
          new ValueList("words", "text", false, List.of("spam", "cheap pills", "", "é")),
          new ValueList("domains", "domain", false, List.of("a.com", "co.uk")),
          new ValueList("patterns", "regex", true, List.of("a+$", "(x|y)")));

  private final Random random;

  RandomValues(long seed) {
    random = new Random(seed);
  }

  CallSite site() {
    return new CallSite(
        "X",
        "main.sml:1:0",
        random.nextBoolean() ? Set.of() : Set.of("apply_if"),
        Map.of("words", LISTS.get(0), "domains", LISTS.get(1), "patterns", LISTS.get(2)),
        random.nextBoolean());
  }

  @Nullable Object constant(Parameter parameter) {
    if (!parameter.required() && random.nextBoolean()) {
      return parameter.defaultValue();
    }
    return switch (parameter.name()) {
      case "list" -> LISTS.get(random.nextInt(LISTS.size())).name();
      case "granularity_seconds" -> 3_000L + random.nextInt(100_000);
      case "mode" -> random.nextBoolean() ? "all" : "any";
      case "buckets" -> List.of("control", "b").subList(0, 1 + random.nextInt(2));
      case "bucket_sizes" -> random.nextBoolean() ? List.of(50L, 12.5) : List.of(100L);
      case "percentage" -> random.nextDouble();
      default -> value(parameter.type());
    };
  }

  @Nullable Object value(Type type) {
    return switch (type) {
      case Type.Any any -> value(random.nextBoolean() ? Type.STR : Type.INT);
      case Type.Variable variable -> value(Type.STR);
      case Type.Simple simple ->
          switch (simple) {
            case STR -> text();
            case INT -> integer();
            case FLOAT -> random.nextInt(8) == 0 ? Double.NaN : random.nextGaussian() * 1e9;
            case BOOL -> random.nextBoolean();
            case NONE -> null;
          };
      case Type.Union union -> value(union.members().get(random.nextInt(union.members().size())));
      case Type.ListOf list -> list(list.item());
      case Type.EntityOf entity -> new EntityValue("User", random.nextBoolean() ? text() : 7L);
      case Type.Special special ->
          switch (special) {
            case RULE -> new RuleValue("R", random.nextBoolean(), "d", Map.of());
            case TIME_DELTA -> new TimeDeltaValue(random.nextLong());
            case EXPERIMENT -> new ExperimentValue("E", new EntityValue("User", "u"), "b", 1, 1, 1);
            case EFFECT -> new Effect.DeclareVerdict("deny", List.of());
          };
    };
  }

  private List<@Nullable Object> list(Type item) {
    List<@Nullable Object> items = new ArrayList<>();
    Type kind = item instanceof Type.Any ? (random.nextBoolean() ? Type.STR : Type.FLOAT) : item;
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(value(kind));
    }
    return java.util.Collections.unmodifiableList(items);
  }

  private long integer() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> Long.MIN_VALUE;
      default -> random.nextInt(20) - 5L;
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  /** Whether the value is one of the type. */
  static boolean isOf(@Nullable Object value, @Nullable Type type) {
    return switch (type) {
      case null -> value == null;
      case Type.Any any -> true;
      case Type.Variable variable -> true;
      case Type.Simple simple ->
          switch (simple) {
            case STR -> value instanceof String;
            case INT -> value instanceof Long || value instanceof BigInteger;
            case FLOAT -> value instanceof Double;
            case BOOL -> value instanceof Boolean;
            case NONE -> value == null;
          };
      case Type.Union union -> union.members().stream().anyMatch(member -> isOf(value, member));
      case Type.ListOf list ->
          value instanceof List<?> items && items.stream().allMatch(i -> isOf(i, list.item()));
      case Type.EntityOf entity -> value instanceof EntityValue;
      case Type.Special special ->
          switch (special) {
            case RULE -> value instanceof RuleValue;
            case TIME_DELTA -> value instanceof TimeDeltaValue;
            case EXPERIMENT -> value instanceof ExperimentValue;
            case EFFECT -> value instanceof Effect;
          };
    };
  }
}
