package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.FLOAT;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.lang.type.Type;
import dev.harrier.rule.Facts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counters over sliding windows, and values kept for a while, by keys that the rules make. Event
 * time throughout. Where a key names an entity, the checks turn the call into one of {@link
 * #ofEntity}, which keeps the same with the entity and need not make the key's text.
 */
public final class WindowFunctions {
  /** Largest count of a window; more events are not told apart. */
  static final long COUNT_MAX = 10_000;

  private static final long SECOND_MICROS = 1_000_000;
  private static final String CONDITIONS = "conditions that must all hold";

  static final List<Function> ALL =
      List.of(
          function(
                  "IncrementWindow",
                  INT,
                  "Counts the event and returns the count of the window, this event included, at"
                      + " most 10,000; 0 if a condition does not hold.")
              .takes("key", STR, "name of the counter")
              .takes("window_seconds", FLOAT, "length of the window, up to the event")
              .takes("when_all", listOf(BOOL), CONDITIONS)
              .optional(
                  "max_ttl_seconds",
                  optional(FLOAT),
                  null,
                  "kept for compatibility, without effect")
              .writesState()
              .costs(500)
              .example("IncrementWindow(key='u1', window_seconds=3600, when_all=[True])", "1")
              .example("IncrementWindow(key='u1', window_seconds=3600, when_all=[False])", "0")
              .code(WindowFunctions.class),
          function(
                  "GetWindowCount",
                  INT,
                  "Returns the count of a window without counting the event; 0 if a condition does"
                      + " not hold.")
              .takes("key", STR, "name of the counter")
              .takes("window_seconds", FLOAT, "length of the window, up to the event")
              .takes("when_all", listOf(BOOL), CONDITIONS)
              .readsFacts()
              .costs(300)
              .example("GetWindowCount(key='u1', window_seconds=3600, when_all=[True])", "0")
              .code(WindowFunctions.class),
          set("CacheSetStr", STR, "'v'"),
          set("CacheSetInt", INT, "1"),
          set("CacheSetFloat", FLOAT, "1.5"),
          get("CacheGetStr", STR, "'none'"),
          get("CacheGetInt", INT, "0"),
          get("CacheGetFloat", FLOAT, "0.0"));

  /** By name: what a call becomes when its key names an entity. */
  private static final Map<String, Function> OF_ENTITIES =
      Map.of(
          "IncrementWindow", kept("IncrementWindow", INT, null, false),
          "GetWindowCount", kept("GetWindowCount", INT, null, true),
          "CacheSetStr", kept("CacheSetStr", STR, "value", false),
          "CacheSetInt", kept("CacheSetInt", INT, "value", false),
          "CacheSetFloat", kept("CacheSetFloat", FLOAT, "value", false),
          "CacheGetStr", kept("CacheGetStr", STR, "default", true),
          "CacheGetInt", kept("CacheGetInt", INT, "default", true),
          "CacheGetFloat", kept("CacheGetFloat", FLOAT, "default", true));

  private WindowFunctions() {}

  private static Function kept(
      String name, Type returns, @Nullable String value, boolean readsOnly) {
    FunctionBuilder builder =
        function(name, returns, "As the function of that name, kept with an entity.")
            .takes("feature_key", FeatureFunctions.KEY_TYPE, "the entity and the other values")
            .takes("when_all", listOf(BOOL), CONDITIONS);
    if (value != null) {
      builder.takes(value, returns, "the value");
    }
    return (readsOnly ? builder.readsFacts() : builder.writesState())
        .costs(200)
        .prepares(FeatureFunctions::declared)
        .code(
            WindowFunctions.class,
            name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "OfEntity");
  }

  /** Whether the function of that name keeps something by a key. */
  public static boolean isKeyed(String name) {
    return OF_ENTITIES.containsKey(name);
  }

  /**
   * The function that stands for one that keeps something by a key, where the key names an entity.
   * It takes the feature's key, the conditions, and what the function itself takes beyond these.
   */
  public static Function ofEntity(String name) {
    return Objects.requireNonNull(OF_ENTITIES.get(name), name);
  }

  private static Function set(String name, Type type, String value) {
    return function(name, type, "Keeps a value for a while if all conditions hold, and returns it.")
        .takes("key", STR, "name of the value")
        .takes("value", type, "the value")
        .takes("when_all", listOf(BOOL), CONDITIONS)
        .takes("ttl_seconds", FLOAT, "how long it is kept, from the event's time")
        .writesState()
        .costs(300)
        .example(name + "(key='k', value=" + value + ", when_all=[True], ttl_seconds=60)", value)
        .code(WindowFunctions.class);
  }

  private static Function get(String name, Type type, String otherwise) {
    return function(
            name,
            type,
            "Returns the value kept under a key, or the default if there is none or a condition"
                + " does not hold.")
        .takes("key", STR, "name of the value")
        .takes("when_all", listOf(BOOL), CONDITIONS)
        .takes("default", type, "what stands in for it")
        .readsFacts()
        .costs(200)
        .example(name + "(key='k', when_all=[True], default=" + otherwise + ")", otherwise)
        .code(WindowFunctions.class);
  }

  public static long incrementWindow(
      EventContext context,
      String key,
      double windowSeconds,
      List<?> conditions,
      @Nullable Object maxTtlSeconds) {
    if (!all(conditions)) {
      return 0;
    }
    long now = context.event().timeMicros();
    return context.facts().incrementWindow(key, now, micros(windowSeconds), COUNT_MAX);
  }

  public static long getWindowCount(
      EventContext context, String key, double windowSeconds, List<?> conditions) {
    if (!all(conditions)) {
      return 0;
    }
    long now = context.event().timeMicros();
    return Math.min(COUNT_MAX, context.facts().windowCount(key, now, micros(windowSeconds)));
  }

  public static String cacheSetStr(
      EventContext context, String key, String value, List<?> conditions, double ttlSeconds) {
    put(context, key, value, conditions, ttlSeconds);
    return value;
  }

  public static Object cacheSetInt(
      EventContext context, String key, Object value, List<?> conditions, double ttlSeconds) {
    put(context, key, value, conditions, ttlSeconds);
    return value;
  }

  public static double cacheSetFloat(
      EventContext context, String key, double value, List<?> conditions, double ttlSeconds) {
    put(context, key, value, conditions, ttlSeconds);
    return value;
  }

  public static String cacheGetStr(
      EventContext context, String key, List<?> conditions, String otherwise) {
    return read(context, key, conditions) instanceof String text ? text : otherwise;
  }

  public static Object cacheGetInt(
      EventContext context, String key, List<?> conditions, Object otherwise) {
    Object value = read(context, key, conditions);
    return value instanceof Long || value instanceof java.math.BigInteger ? value : otherwise;
  }

  public static double cacheGetFloat(
      EventContext context, String key, List<?> conditions, double otherwise) {
    return read(context, key, conditions) instanceof Double number ? number : otherwise;
  }

  public static long incrementWindowOfEntity(
      EventContext context, FeatureDeclaration feature, Object key, List<?> conditions) {
    return countOfEntity(context, feature, key, conditions, true);
  }

  public static long getWindowCountOfEntity(
      EventContext context, FeatureDeclaration feature, Object key, List<?> conditions) {
    return countOfEntity(context, feature, key, conditions, false);
  }

  private static long countOfEntity(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      boolean add) {
    if (!all(conditions)) {
      return 0;
    }
    long now = context.event().timeMicros();
    Object count = context.facts().observe(feature, (FeatureKey) key, now, add, null);
    return count instanceof Number number ? Math.min(COUNT_MAX, number.longValue()) : 0;
  }

  public static String cacheSetStrOfEntity(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      String value) {
    keep(context, feature, key, conditions, value);
    return value;
  }

  public static long cacheSetIntOfEntity(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      long value) {
    keep(context, feature, key, conditions, value);
    return value;
  }

  public static double cacheSetFloatOfEntity(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      double value) {
    keep(context, feature, key, conditions, value);
    return value;
  }

  public static String cacheGetStrOfEntity(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      String otherwise) {
    Object kept = kept(context, feature, key, conditions);
    return kept instanceof String text ? text : otherwise;
  }

  public static long cacheGetIntOfEntity(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      long otherwise) {
    Object kept = kept(context, feature, key, conditions);
    return kept instanceof Long number ? number : otherwise;
  }

  public static double cacheGetFloatOfEntity(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      double otherwise) {
    Object kept = kept(context, feature, key, conditions);
    return kept instanceof Double number ? number : otherwise;
  }

  private static void keep(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      List<?> conditions,
      Object value) {
    if (all(conditions)) {
      context.facts().observe(feature, (FeatureKey) key, context.event().timeMicros(), true, value);
    }
  }

  private static @Nullable Object kept(
      EventContext context, FeatureDeclaration feature, Object key, List<?> conditions) {
    return all(conditions)
        ? context
            .facts()
            .observe(feature, (FeatureKey) key, context.event().timeMicros(), false, null)
        : null;
  }

  private static void put(
      EventContext context, String key, Object value, List<?> conditions, double ttlSeconds) {
    if (all(conditions)) {
      context.facts().put(key, value, context.event().timeMicros(), micros(ttlSeconds));
    }
  }

  private static @Nullable Object read(EventContext context, String key, List<?> conditions) {
    Facts facts = context.facts();
    return all(conditions) ? facts.get(key, context.event().timeMicros()) : null;
  }

  private static boolean all(List<?> conditions) {
    for (Object condition : conditions) {
      if (!Boolean.TRUE.equals(condition)) {
        return false;
      }
    }
    return true;
  }

  /** Microseconds, at least 0, saturated. */
  public static long micros(double seconds) {
    return Math.max(0, (long) (seconds * SECOND_MICROS));
  }
}
