package dev.harrier.server.sink;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.dispatch.Policy;
import dev.harrier.runtime.dispatch.Sink;
import dev.harrier.server.kafka.Cluster;
import dev.harrier.server.settings.Entry;
import dev.harrier.server.settings.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;

/**
 * The sinks of a project, by name, in the order of {@code config/sinks.yaml}.
 *
 * @param policies how each repeats its deliveries
 * @param byDefault name of the one that gets what has no sink of its own; empty if there is none
 */
public record Sinks(Map<String, Sink> sinks, Map<String, Policy> policies, String byDefault) {
  /**
   * Deliveries at a time to what takes many in one write. A receiver of requests is not sent as
   * many.
   */
  private static final int TOGETHER = 256;

  /** Fields of every kind. */
  private static final Set<String> COMMON = Set.of("kind", "default", "tries", "give_up_after");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * Makes the sinks of a configuration; none if it names none.
   *
   * @param data folder in which relative paths are
   * @param environment in which secrets are
   * @throws ProjectException the configuration is wrong: file, line, column and what was expected
   */
  public static Sinks open(
      SortedMap<String, SourceFile> config,
      Path data,
      Map<String, String> environment,
      InstantSource clock)
      throws ProjectException {
    List<Entry> entries = Section.read("sinks", config);
    String byDefault = byDefault(entries);
    Map<String, Sink> sinks = new LinkedHashMap<>();
    Map<String, Policy> policies = new LinkedHashMap<>();
    try {
      for (Entry entry : entries) {
        policies.put(entry.name(), policy(entry));
        sinks.put(entry.name(), open(entry, data, environment, clock));
      }
    } catch (ProjectException e) {
      sinks.values().forEach(Sink::close);
      throw e;
    }
    return new Sinks(sinks, policies, byDefault);
  }

  /** How a sink repeats its deliveries. */
  public Policy policy(String sink) {
    return policies.getOrDefault(sink, Policy.DEFAULT);
  }

  private static Policy policy(Entry entry) throws ProjectException {
    String tries = entry.text("tries").orElse(Integer.toString(Policy.DEFAULT.tries()));
    if (!tries.matches("[1-9]\\d{0,5}")) {
      throw entry.wrong("tries", "is `" + tries + "`, expected a count from 1");
    }
    Duration giveUpAfter = entry.duration("give_up_after", Policy.DEFAULT.giveUpAfter());
    if (!giveUpAfter.isPositive()) {
      throw entry.wrong("give_up_after", "is 0, expected a length of time");
    }
    Policy policy = Policy.DEFAULT.withPatience(Integer.parseInt(tries), giveUpAfter);
    return entry.needed("kind").equals("webhook") ? policy : policy.withUnderWay(TOGETHER);
  }

  private static void only(Entry entry, Set<String> known) throws ProjectException {
    Set<String> all = new TreeSet<>(COMMON);
    all.addAll(known);
    entry.only(all);
  }

  /** Whether a configuration names sinks. */
  public static boolean any(SortedMap<String, SourceFile> config) throws ProjectException {
    return !Section.read("sinks", config).isEmpty();
  }

  private static String byDefault(List<Entry> entries) throws ProjectException {
    String name = entries.size() == 1 ? entries.getFirst().name() : "";
    for (Entry entry : entries) {
      if (entry.flag("default")) {
        if (entries.size() > 1 && !name.isEmpty()) {
          throw entry.wrong("default", "is true, and so is that of `" + name + "`");
        }
        name = entry.name();
      }
    }
    if (name.isEmpty() && !entries.isEmpty()) {
      Entry first = entries.getFirst();
      throw first.wrong(first.place(), "one of several sinks must say `default: true`");
    }
    return name;
  }

  private static Sink open(
      Entry entry, Path data, Map<String, String> environment, InstantSource clock)
      throws ProjectException {
    String kind = entry.needed("kind");
    return switch (kind) {
      case "webhook" -> webhook(entry, environment, clock);
      case "file" -> file(entry, data);
      case "kafka" -> kafka(entry);
      default ->
          throw entry.wrong("kind", "is `" + kind + "`, expected `webhook`, `kafka` or `file`");
    };
  }

  private static Sink webhook(Entry entry, Map<String, String> environment, InstantSource clock)
      throws ProjectException {
    only(entry, Set.of("url", "secret", "secret_env", "secret_file", "timeout"));
    return new WebhookSink(
        entry.address("url", List.of("http", "https")),
        entry.secret("secret", environment).orElse(null),
        entry.duration("timeout", TIMEOUT),
        clock);
  }

  private static Sink file(Entry entry, Path data) throws ProjectException {
    only(entry, Set.of("path"));
    Path path = data.resolve(entry.needed("path"));
    try {
      return FileSink.open(path);
    } catch (IOException e) {
      throw entry.wrong("path", "cannot be opened: " + e.getMessage());
    }
  }

  private static Sink kafka(Entry entry) throws ProjectException {
    Set<String> known = new TreeSet<>(Cluster.FIELDS);
    known.addAll(Set.of("topic", "timeout"));
    only(entry, known);
    Cluster cluster = Cluster.read(entry);
    try {
      return KafkaSink.open(cluster, entry.needed("topic"), entry.duration("timeout", TIMEOUT));
    } catch (KafkaException e) {
      throw entry.wrong("brokers", "cannot be used: " + Cluster.told(e));
    }
  }
}
