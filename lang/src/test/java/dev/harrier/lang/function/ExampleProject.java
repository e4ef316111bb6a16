package dev.harrier.lang.function;

import dev.harrier.decision.Decision;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.trial.RememberedFeatures;
import dev.harrier.lang.value.Text;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The small project and the event that the examples of the reference are about. */
final class ExampleProject {
  private static final String MAIN =
      """
      User = Entity(type='User', id='u1')
      Trial = Experiment(
        entity=User, buckets=['control', 'b'], bucket_sizes=[50, 50], version=1, revision=1)
      X = %s
      """;

  private static final String EVENT =
      """
      {"links": [{"url": "https://a.com"}, {"url": "https://b.com"}],
       "operation": {"record": {"facets": [{"features": [
         {"$type": "app.bsky.richtext.facet#link", "uri": "https://a.com"},
         {"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:x"},
         {"$type": "app.bsky.richtext.facet#tag", "tag": "News"}]}]}}}
      """;

  private ExampleProject() {}

  static Event event() {
    try {
      JsonDocument json = JsonParser.parse(EVENT.getBytes(StandardCharsets.UTF_8));
      long micros = Instant.parse("2026-01-02T03:04:05Z").getEpochSecond() * 1_000_000;
      return new Event("42", "create_post", micros, json, json.root(), Event.ABSENT);
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  /** What a call gives: its value as the language writes it, {@code fails} or {@code error}. */
  static String evaluated(String call, Backend backend) {
    RuleCompiler.Result compiled =
        RuleCompiler.compile(sources(MAIN.formatted(call)), Dialect.COMPAT, backend);
    RuleProgram program = compiled.program();
    if (program == null) {
      return DiagnosticPrinter.print(compiled.diagnostics());
    }
    Decision decision = program.newEvaluator(FeatureMode.ALL).decide(event(), new ExampleFacts());
    if (!decision.failures().isEmpty()) {
      return "error";
    }
    return Text.repr(decision.features().get("X"));
  }

  private static Sources sources(String main) {
    TreeMap<String, SourceFile> lists = new TreeMap<>();
    put(lists, "lists/words.yaml", "- cheap pills\n- spam\n");
    put(lists, "lists/domains.yaml", "name: domains\nkind: domain\nentries:\n- {value: bad.com}\n");
    put(
        lists,
        "lists/patterns.yaml",
        "name: patterns\nkind: regex\nentries:\n- {value: 'win \\d+'}\n");
    TreeMap<String, SourceFile> config = new TreeMap<>();
    put(config, "config.yaml", "labels: {spam: {valid_for: [User]}, scam: {valid_for: [User]}}\n");
    TreeMap<String, SourceFile> rules = new TreeMap<>();
    put(rules, "main.sml", main);
    return new Sources(rules, config, lists);
  }

  private static void put(Map<String, SourceFile> files, String path, String text) {
    files.put(path, new SourceFile(path, text));
  }

  /** One labelled entity, counters and values in memory, nothing expires. */
  static class ExampleFacts implements Facts {
    @Override
    public @Nullable Object observe(
        FeatureDeclaration feature,
        FeatureKey key,
        long timeMicros,
        boolean add,
        @Nullable Object value) {
      return features.observe(feature, key, timeMicros, add, value);
    }

    private final RememberedFeatures features = new RememberedFeatures();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();

    @Override
    public Map<String, LabelState> labels(EntityKey entity) {
      LabelReason reason = new LabelReason(false, "d", Map.of(), 0L, null);
      return entity.id().equals("u1")
          ? Map.of("spam", new LabelState(LabelStatus.ADDED, Map.of("R", reason), List.of()))
          : Map.of();
    }

    @Override
    public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
      return Math.min(cap, counts.merge(key, 1L, Long::sum));
    }

    @Override
    public long windowCount(String key, long timeMicros, long windowMicros) {
      return counts.getOrDefault(key, 0L);
    }

    @Override
    public void put(String key, Object value, long timeMicros, long ttlMicros) {
      values.put(key, value);
    }

    @Override
    public @Nullable Object get(String key, long timeMicros) {
      return values.get(key);
    }
  }
}
