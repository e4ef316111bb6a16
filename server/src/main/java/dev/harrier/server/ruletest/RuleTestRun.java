package dev.harrier.server.ruletest;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Decision.Opaque;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.decision.Effect.DeclareVerdict;
import dev.harrier.decision.Effect.Enforce;
import dev.harrier.decision.Effect.External;
import dev.harrier.decision.Effect.Review;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.server.output.JsonBytes;
import dev.harrier.server.ruletest.RuleTest.Expect;
import dev.harrier.server.ruletest.RuleTest.Given;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs one test and writes down what was not as expected. */
final class RuleTestRun {
  private final RuleTest test;
  private final List<String> differences = new ArrayList<>();

  private RuleTestRun(RuleTest test) {
    this.test = test;
  }

  /** What was not as expected, as lines to be shown; empty if nothing. */
  static List<String> differences(RuleTest test, Bundle bundle) {
    RuleTestRun run = new RuleTestRun(test);
    // All features, so that a test may ask for any.
    Engine engine = new Engine(new BundleHolder(bundle), FeatureMode.ALL, StateFacts.inMemory());
    for (int i = 0; i < test.given().size(); i++) {
      Decision decision = engine.decide(event(test.given().get(i)));
      for (Expect expect : test.expect()) {
        if (expect.at() == i + 1) {
          run.compare(expect, decision, engine.facts());
        }
      }
    }
    return run.differences;
  }

  private static Event event(Given given) {
    JsonBytes json = new JsonBytes();
    json.beginObject().key("data").any(given.data());
    if (given.secretData() != null) {
      json.key("secret").any(given.secretData());
    }
    json.endObject();
    try {
      JsonDocument document = JsonParser.parse(json.toString().getBytes(StandardCharsets.UTF_8));
      return new Event(
          given.id(),
          given.type(),
          given.timeMicros(),
          document,
          document.member(document.root(), "data"),
          document.member(document.root(), "secret"));
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private void compare(Expect expect, Decision decision, StateFacts facts) {
    List<String> lines = new ArrayList<>();
    if (expect.verdict() != null) {
      String found = decision.verdict().name().toLowerCase(Locale.ROOT);
      compare("verdict", expect.verdict().toLowerCase(Locale.ROOT), found, lines);
    }
    if (expect.verdicts() != null) {
      compare("verdicts", expect.verdicts(), decision.verdicts(), lines);
    }
    if (expect.fired() != null) {
      compare("fired", expect.fired(), new TreeSet<>(decision.fired()), lines);
    }
    if (expect.notFired() != null) {
      SortedSet<String> fired = new TreeSet<>(expect.notFired());
      fired.retainAll(decision.fired());
      compare("not_fired", List.of(), List.copyOf(fired), lines, "none of " + expect.notFired());
    }
    if (expect.features() != null) {
      expect.features().forEach((name, value) -> feature(name, value, decision.features(), lines));
    }
    if (expect.effects() != null) {
      List<Effect> stated =
          decision.effects().stream().filter(e -> !(e instanceof DeclareVerdict)).toList();
      effects("effects", expect.effects(), stated, lines);
    }
    if (expect.shadowEffects() != null) {
      effects("shadow_effects", expect.shadowEffects(), decision.shadowEffects(), lines);
    }
    if (expect.labels() != null) {
      expect
          .labels()
          .forEach(
              (entity, labels) ->
                  compare("labels of " + entity, labels, labels(entity, facts), lines));
    }
    if (expect.errors() != null) {
      compare("errors", expect.errors(), (long) decision.failures().size(), lines);
    }
    if (!lines.isEmpty()) {
      Given given = test.given().get(expect.at() - 1);
      differences.add(
          "event %d of %d (%s, %s):"
              .formatted(
                  expect.at(),
                  test.given().size(),
                  given.type(),
                  Instant.EPOCH.plusNanos(given.timeMicros() * 1_000)));
      lines.forEach(line -> differences.add("  " + line));
    }
  }

  private static void compare(
      String what, @Nullable Object expected, @Nullable Object found, List<String> lines) {
    compare(what, expected, found, lines, text(expected));
  }

  private static void compare(
      String what,
      @Nullable Object expected,
      @Nullable Object found,
      List<String> lines,
      String expectedText) {
    if (!matches(expected, found)) {
      lines.add(what);
      lines.add("  expected  " + expectedText);
      lines.add("  found     " + text(found));
    }
  }

  private static void feature(
      String name,
      @Nullable Object expected,
      Map<String, @Nullable Object> features,
      List<String> lines) {
    if (features.containsKey(name)) {
      compare("feature " + name, expected, features.get(name), lines);
    } else {
      lines.add("feature " + name);
      lines.add("  expected  " + text(expected));
      lines.add("  found     no such feature on this event");
    }
  }

  private static SortedSet<String> labels(String entity, StateFacts facts) {
    int slash = entity.indexOf('/');
    EntityKey key =
        new EntityKey(entity.substring(0, Math.max(0, slash)), entity.substring(slash + 1));
    SortedSet<String> labels = new TreeSet<>();
    facts
        .labels(key)
        .forEach(
            (label, state) -> {
              if (state.status().present()) {
                labels.add(label);
              }
            });
    return labels;
  }

  /**
   * Pairs each expected effect with one found, in whatever order, and tells what is left on either
   * side.
   */
  private static void effects(
      String what, List<Map<?, ?>> expected, List<Effect> effects, List<String> lines) {
    List<Map<String, Object>> left = new ArrayList<>();
    effects.forEach(effect -> form(effect, left));
    List<String> found = left.stream().map(RuleTestRun::text).toList();
    List<String> missing = new ArrayList<>();
    for (Map<?, ?> wanted : expected) {
      int place = 0;
      while (place < left.size() && !matches(wanted, left.get(place))) {
        place++;
      }
      if (place == left.size()) {
        missing.add(text(wanted));
      } else {
        left.remove(place);
      }
    }
    if (!missing.isEmpty() || !left.isEmpty()) {
      lines.add(what);
      missing.forEach(effect -> lines.add("  expected  " + effect));
      if (found.isEmpty()) {
        lines.add("  found     none");
      }
      left.forEach(effect -> lines.add("  found     " + text(effect)));
    }
  }

  private static void form(Effect effect, List<Map<String, Object>> to) {
    switch (effect) {
      case ChangeLabel change -> {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("entity", change.entity().toString());
        form.put("label", change.label());
        form.put("reasons", change.rules());
        Long expires = change.expiresAfterMicros();
        if (expires != null) {
          form.put("expires_after_seconds", expires / 1e6);
        }
        if (change.suppressed() || !change.applyIfTrue()) {
          form.put("applied", false);
        }
        to.add(Map.of(change.status().present() ? "add_label" : "remove_label", form));
      }
      case DeclareVerdict verdict ->
          to.add(
              Map.of(
                  "declare_verdict",
                  Map.of("verdict", verdict.verdict(), "reasons", verdict.rules())));
      case External external -> {
        Map<String, @Nullable Object> form = new LinkedHashMap<>(external.arguments());
        form.put("reasons", external.rules());
        to.add(Map.of(external.kind(), form));
      }
      case Enforce enforce -> {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("action", enforce.action());
        form.put("entity", enforce.entity().toString());
        form.put("strikes", enforce.strikes());
        form.put("max_per_hour", enforce.maxPerHour());
        form.putAll(settings(enforce.settings()));
        form.put("reasons", enforce.rules());
        to.add(Map.of("enforce", form));
      }
      case Review review -> {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("queue", review.queue());
        form.put("entity", review.entity().toString());
        form.put("score", review.score());
        form.putAll(settings(review.settings()));
        form.put("reasons", review.rules());
        to.add(Map.of("review", form));
      }
    }
  }

  private static Map<String, @Nullable Object> settings(RuleSettings settings) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("mode", settings.mode().word());
    form.put("policy", settings.policy());
    form.put("owner", settings.owner());
    return form;
  }

  /**
   * Whether a value is as expected: numbers by value, of a mapping only the members that are named.
   */
  private static boolean matches(@Nullable Object expected, @Nullable Object found) {
    if (expected instanceof Map<?, ?> wanted && found instanceof Map<?, ?> members) {
      return wanted.entrySet().stream()
          .allMatch(
              member ->
                  members.containsKey(member.getKey())
                      && matches(member.getValue(), members.get(member.getKey())));
    }
    if (expected instanceof List<?> wanted && found instanceof List<?> items) {
      boolean same = wanted.size() == items.size();
      for (int i = 0; same && i < wanted.size(); i++) {
        same = matches(wanted.get(i), items.get(i));
      }
      return same;
    }
    if (expected instanceof Number wanted && found instanceof Number number) {
      return wanted instanceof BigInteger || number instanceof BigInteger
          ? wanted.toString().equals(number.toString())
          : wanted instanceof Long && number instanceof Long
              ? wanted.equals(number)
              : wanted.doubleValue() == number.doubleValue();
    }
    return Objects.equals(expected, found);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case SortedSet<?> set -> text(List.copyOf(set));
      case Opaque opaque -> "a value of type " + opaque.kind();
      case null, default -> new JsonBytes().any(value).toString();
    };
  }
}
