package dev.harrier.server.kafka;

import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.server.settings.Entry;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;

/**
 * A Kafka cluster as a configuration names it.
 *
 * @param brokers {@code host:port}, several with commas between them; some of the cluster suffice
 * @param others settings of the clients by their Kafka names, such as those of TLS and SASL
 */
public record Cluster(String brokers, Map<String, String> others) {
  /** Fields of an entry that are read here. */
  public static final Set<String> FIELDS = Set.of("brokers", "properties_file");

  /**
   * Settings on which the promises of the sink and the source rest, and those that the
   * configuration has fields for.
   */
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "`brokers`"),
          Map.entry("group.id", "`group`"),
          Map.entry("delivery.timeout.ms", "`timeout`"),
          Map.entry("max.block.ms", "`timeout`"),
          Map.entry("request.timeout.ms", "`timeout`"),
          Map.entry("auto.offset.reset", "`from`"),
          Map.entry("acks", ""),
          Map.entry("enable.idempotence", ""),
          Map.entry("max.in.flight.requests.per.connection", ""),
          Map.entry("retries", ""),
          Map.entry("transactional.id", ""),
          Map.entry("linger.ms", ""),
          Map.entry("enable.auto.commit", ""),
          Map.entry("max.poll.records", ""),
          Map.entry("isolation.level", ""),
          Map.entry("key.serializer", ""),
          Map.entry("value.serializer", ""),
          Map.entry("key.deserializer", ""),
          Map.entry("value.deserializer", ""));

  /**
   * Kept, so that its level is. The clients tell their whole life, and one line a second while a
   * broker is away; what matters of it the sink and the source say themselves.
   */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  public Cluster {
    others = Map.copyOf(others);
  }

  /**
   * Reads the fields of an entry.
   *
   * @throws ProjectException one of them is wrong
   */
  public static Cluster read(Entry entry) throws ProjectException {
    String brokers = entry.needed("brokers");
    checkBrokers(entry, brokers);
    String file = entry.text("properties_file").orElse("");
    return new Cluster(brokers, file.isEmpty() ? Map.of() : others(entry, file));
  }

  private static void checkBrokers(Entry entry, String brokers) throws ProjectException {
    for (String broker : brokers.split(",", -1)) {
      if (!broker.strip().matches("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):\\d{1,5}")) {
        throw entry.wrong(
            "brokers", "has `" + broker.strip() + "`, expected `host:port`, several with commas");
      }
    }
  }

  private static Map<String, String> others(Entry entry, String file) throws ProjectException {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw entry.wrong(
          "properties_file", "names `" + file + "`, which cannot be read: " + e.getMessage());
    }
    Map<String, String> others = new TreeMap<>();
    for (String name : read.stringPropertyNames()) {
      String instead = OWN.get(name);
      if (instead != null) {
        throw entry.wrong(
            "properties_file",
            "names `"
                + file
                + "`, which sets `"
                + name
                + "`: "
                + (instead.isEmpty()
                    ? "delivery at least once rests on Harrier's own value"
                    : "use the field " + instead));
      }
      others.put(name, read.getProperty(name));
    }
    return others;
  }

  /** Settings for a client: the cluster's, and those of its user, which win. */
  public Map<String, Object> settings(Map<String, Object> own) {
    if (CLIENTS.getLevel() == null) {
      CLIENTS.setLevel(Level.OFF);
    }
    Map<String, Object> all = new HashMap<>(others);
    all.put("bootstrap.servers", brokers);
    all.putAll(own);
    return all;
  }

  /** Says that no broker was reached. */
  public String away(Duration within) {
    return "no broker of `" + brokers + "` answered within " + within.toMillis() + " ms";
  }

  /** What a client failed with: of a failure that says only where, its cause. */
  public static String told(Throwable fault) {
    Throwable cause = fault;
    while (cause.getClass() == KafkaException.class && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
