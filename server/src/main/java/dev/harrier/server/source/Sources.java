package dev.harrier.server.source;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.server.kafka.Cluster;
import dev.harrier.server.settings.Entry;
import dev.harrier.server.settings.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;

/** The sources of a project as {@code config/sources.yaml} names them, each run by a thread. */
public final class Sources implements AutoCloseable {
  private final Map<String, Feed> feeds = new LinkedHashMap<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Sources() {}

  /**
   * Starts the sources of a configuration; none if it names none.
   *
   * @param data folder in which positions are kept, and in which relative paths are
   * @throws ProjectException the configuration is wrong: file, line, column and what was expected
   */
  public static Sources start(
      SortedMap<String, SourceFile> config,
      Path data,
      Harrier harrier,
      InputStream standardInput,
      RandomGenerator random)
      throws ProjectException {
    Sources all = new Sources();
    for (Entry entry : Section.read("sources", config)) {
      Feed feed = new Feed(harrier, entry.name(), Thread::sleep);
      all.feeds.put(entry.name(), feed);
      all.sources.add(open(entry, data, feed, standardInput, random));
    }
    for (Source source : all.sources) {
      Feed feed = List.copyOf(all.feeds.values()).get(all.threads.size());
      all.threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("harrier-source-" + feed.name())
              .start(() -> run(source, feed)));
    }
    return all;
  }

  private static void run(Source source, Feed feed) {
    try {
      source.run();
    } catch (NoSuchFileException e) {
      feed.fault("there is no file `" + e.getMessage() + "`");
    } catch (IOException e) {
      feed.fault(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (RuntimeException e) {
      feed.fault("reading ended by a fault of Harrier's: " + e);
    }
  }

  private static Source open(
      Entry entry, Path data, Feed feed, InputStream standardInput, RandomGenerator random)
      throws ProjectException {
    Position position = new Position(data.resolve("sources").resolve(entry.name() + ".position"));
    String kind = entry.needed("kind");
    return switch (kind) {
      case "file" -> {
        entry.only(Set.of("kind", "path"));
        yield FileSource.of(data.resolve(entry.needed("path")), position, feed);
      }
      case "stdin" -> {
        entry.only(Set.of("kind"));
        yield FileSource.of(standardInput, feed);
      }
      case "jetstream" -> {
        entry.only(Set.of("kind", "url"));
        yield new JetstreamSource(
            entry.address("url", List.of("ws", "wss")), position, feed, random);
      }
      case "kafka" -> kafka(entry, feed, random);
      default ->
          throw entry.wrong(
              "kind", "is `" + kind + "`, expected `file`, `stdin`, `kafka` or `jetstream`");
    };
  }

  private static Source kafka(Entry entry, Feed feed, RandomGenerator random)
      throws ProjectException {
    Set<String> known = new TreeSet<>(Cluster.FIELDS);
    known.addAll(Set.of("kind", "topic", "group", "from"));
    entry.only(known);
    String from = entry.text("from").orElse("earliest");
    KafkaSource.Start start =
        switch (from) {
          case "earliest" -> KafkaSource.Start.EARLIEST;
          case "latest" -> KafkaSource.Start.LATEST;
          default ->
              throw entry.wrong("from", "is `" + from + "`, expected `earliest` or `latest`");
        };
    KafkaSource source =
        new KafkaSource(
            Cluster.read(entry), entry.needed("topic"), entry.needed("group"), start, feed, random);
    try {
      source.check();
    } catch (KafkaException e) {
      throw entry.wrong("brokers", "cannot be used: " + Cluster.told(e));
    }
    return source;
  }

  /** What each source has brought, by name. */
  public Map<String, Feed> feeds() {
    return Map.copyOf(feeds);
  }

  /** Ends all of them; returns when no more events come. */
  @Override
  public void close() {
    sources.forEach(Source::close);
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(10_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
