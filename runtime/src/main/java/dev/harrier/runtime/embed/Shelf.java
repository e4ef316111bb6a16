package dev.harrier.runtime.embed;

import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.ledger.ListEdit;
import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import dev.harrier.runtime.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the project that a store keeps, with their sources, so that decisions of the past
 * can be derived again. Any thread may read.
 *
 * <pre>
 * META  bundle/, number        version, when, comment, dialect, number of rules
 *       sources/, number       the project's files, deflated
 *       model/, hash           a model file
 *       active                 numbers of the bundles that were in force, the last one is
 *       edit/, list, sequence  an edit of a list
 * </pre>
 */
final class Shelf {
  /** Activations that can be rolled back, one after the other. */
  private static final int HISTORY = 100;

  /** Compiled bundles that are kept for deriving decisions again. */
  private static final int COMPILED = 4;

  private static final int VERSION = 1;
  private static final byte[] ACTIVE = utf8("active");

  private final Store store;
  private final Options options;
  private final Map<Long, String> versions = new LinkedHashMap<>();
  private final Map<Long, Bundle> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Bundle> eldest) {
          return size() > COMPILED;
        }
      };

  /**
   * A kept version.
   *
   * @param dialect in which it is read, whatever it states; null to follow it
   */
  record Kept(
      long number,
      String version,
      long installedMicros,
      String comment,
      @Nullable Dialect dialect,
      int rules) {
    BundleInfo info(long active) {
      return new BundleInfo(number, version, installedMicros, comment, rules, number == active);
    }
  }

  Shelf(Store store, Options options) {
    this.store = store;
    this.options = options;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] key(String part, long number) {
    byte[] name = utf8(part);
    byte[] key = new RowWriter().fixed(number).toBytes();
    byte[] both = new byte[name.length + key.length];
    System.arraycopy(name, 0, both, 0, name.length);
    System.arraycopy(key, 0, both, name.length, key.length);
    return both;
  }

  // Versions.

  /** Writes a version. */
  static void write(Kept kept, Sources sources, Batch batch) {
    RowWriter row = new RowWriter().octet(VERSION).text(kept.version);
    row.number(kept.installedMicros).text(kept.comment);
    row.value(kept.dialect == null ? null : kept.dialect.name()).number(kept.rules);
    batch.put(Space.META, key("bundle/", kept.number), row.toBytes());
    batch.put(Space.META, key("sources/", kept.number), packed(sources));
    sources.models().values().forEach(file -> batch.put(Space.META, modelKey(hash(file)), file));
  }

  private static Kept kept(long number, byte[] bytes) {
    RowReader row = new RowReader(bytes).version(VERSION);
    String version = row.text();
    long installed = row.number();
    String comment = row.text();
    Dialect dialect = row.value() instanceof String word ? Dialect.valueOf(word) : null;
    return new Kept(number, version, installed, comment, dialect, (int) row.number());
  }

  /** The version of that number, or null. */
  @Nullable Kept kept(long number) {
    byte[] bytes = store.get(Space.META, key("bundle/", number));
    return bytes == null ? null : kept(number, bytes);
  }

  /** The content hash of a version that a row of the ledger names. */
  String version(long number) {
    synchronized (versions) {
      String version = versions.get(number);
      if (version == null) {
        version = existing(number).version;
        versions.put(number, version);
      }
      return version;
    }
  }

  private Kept existing(long number) {
    Kept kept = kept(number);
    if (kept == null) {
      throw new StoreException(
          "the store has no bundle " + number + "; restore the folder from a copy", null);
    }
    return kept;
  }

  /** All versions, oldest first. */
  List<Kept> all() {
    List<Kept> all = new ArrayList<>();
    for (long number = 1; ; number++) {
      Kept kept = kept(number);
      if (kept == null) {
        return all;
      }
      all.add(kept);
    }
  }

  /** The kept version of that content hash and dialect, or null. */
  @Nullable Kept find(String version, @Nullable Dialect dialect) {
    return all().stream()
        .filter(kept -> kept.version.equals(version) && kept.dialect == dialect)
        .findFirst()
        .orElse(null);
  }

  /** The newest version of that content hash, or null. */
  @Nullable Kept find(String version) {
    return all().reversed().stream()
        .filter(kept -> kept.version.equals(version))
        .findFirst()
        .orElse(null);
  }

  // The version in force.

  /** Numbers of the bundles that were in force, oldest first; the last one is. */
  List<Long> activations() {
    byte[] bytes = store.get(Space.META, ACTIVE);
    List<Long> numbers = new ArrayList<>();
    if (bytes != null) {
      RowReader row = new RowReader(bytes).version(VERSION);
      for (int left = row.count(); left > 0; left--) {
        numbers.add(row.number());
      }
    }
    return numbers;
  }

  /** Number of the bundle in force; 0 if there is none. */
  long active() {
    List<Long> numbers = activations();
    return numbers.isEmpty() ? 0 : numbers.getLast();
  }

  static void write(List<Long> activations, Batch batch) {
    int size = activations.size();
    List<Long> kept = activations.subList(Math.max(0, size - HISTORY), size);
    RowWriter row = new RowWriter().octet(VERSION).count(kept.size());
    kept.forEach(row::number);
    batch.put(Space.META, ACTIVE, row.toBytes());
  }

  // Sources and programs.

  /** The project's files. */
  Sources sources(long number) {
    byte[] bytes = store.get(Space.META, key("sources/", number));
    if (bytes == null) {
      throw new StoreException(
          "the store has no sources of bundle " + number + "; restore the folder from a copy",
          null);
    }
    RowReader row = new RowReader(inflated(bytes));
    SortedMap<String, SourceFile> rules = files(row);
    SortedMap<String, SourceFile> config = files(row);
    SortedMap<String, SourceFile> lists = files(row);
    return new Sources(rules, config, lists, row.atEnd() ? new TreeMap<>() : models(row));
  }

  /** Versions share their models: a row names each by its hash. */
  private SortedMap<String, byte[]> models(RowReader row) {
    SortedMap<String, byte[]> models = new TreeMap<>();
    for (int left = row.count(); left > 0; left--) {
      String path = row.text();
      byte[] file = store.get(Space.META, modelKey(row.text()));
      if (file == null) {
        throw new StoreException(
            "the store has no `" + path + "` of a bundle; restore the folder from a copy", null);
      }
      models.put(path, file);
    }
    return models;
  }

  private static byte[] modelKey(String hash) {
    return utf8("model/" + hash);
  }

  private static String hash(byte[] file) {
    return ModelFile.sha256(file);
  }

  /** The version, compiled. */
  Bundle bundle(long number) {
    synchronized (compiled) {
      Bundle known = compiled.get(number);
      if (known == null) {
        known = compile(existing(number), sources(number));
        compiled.put(number, known);
      }
      return known;
    }
  }

  /** A bundle that has just been compiled. */
  void offer(long number, Bundle bundle) {
    synchronized (compiled) {
      compiled.put(number, bundle);
    }
  }

  private Bundle compile(Kept kept, Sources sources) {
    try {
      return switch (Bundle.compile(sources, kept.dialect, options.backend())) {
        case Bundle.Ready ready -> ready.bundle();
        case Bundle.Rejected rejected -> throw outgrown(kept, rejected.diagnostics().toString());
      };
    } catch (ProjectException e) {
      throw outgrown(kept, String.valueOf(e.getMessage()));
    }
  }

  private static StoreException outgrown(Kept kept, String why) {
    return new StoreException(
        "bundle " + kept.number + " (`" + kept.version + "`) no longer compiles: " + why, null);
  }

  private static byte[] packed(Sources sources) {
    RowWriter row = new RowWriter();
    files(sources.rules().values(), row);
    files(sources.config().values(), row);
    files(sources.lists().values(), row);
    if (!sources.models().isEmpty()) {
      row.count(sources.models().size());
      sources.models().forEach((path, file) -> row.text(path).text(hash(file)));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(row.toBytes());
    } catch (IOException e) {
      throw new AssertionError("memory has no faults", e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static void files(Collection<SourceFile> files, RowWriter row) {
    row.count(files.size());
    files.forEach(file -> row.text(file.path()).text(file.text()));
  }

  private static SortedMap<String, SourceFile> files(RowReader row) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    for (int left = row.count(); left > 0; left--) {
      String path = row.text();
      files.put(path, new SourceFile(path, row.text()));
    }
    return files;
  }

  private static byte[] inflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Inflater inflater = new Inflater();
    try (InflaterOutputStream inflated = new InflaterOutputStream(out, inflater)) {
      inflated.write(bytes);
    } catch (IOException e) {
      throw new StoreException(
          "the sources of a bundle are damaged; restore the folder from a copy", e);
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }

  // Edits of lists.

  static void write(ListEdit.Made made, long sequence, Batch batch) {
    ListEdit edit = made.edit();
    RowWriter row = new RowWriter().octet(VERSION).texts(edit.add()).texts(edit.remove());
    row.text(edit.who()).text(edit.why()).number(made.atMicros()).text(made.bundle());
    batch.put(Space.META, key("edit/" + edit.list() + "/", sequence), row.toBytes());
  }

  /** Edits of a list, newest first. */
  List<ListEdit.Made> edits(String list) {
    List<ListEdit.Made> edits = new ArrayList<>();
    byte[] from = key("edit/" + list + "/", 0);
    byte[] to = key("edit/" + list + "/", -1);
    try (Store.Cursor cursor = store.scanBackwards(Space.META, from, to)) {
      while (cursor.next()) {
        edits.add(edit(list, cursor.value()));
      }
    }
    return edits;
  }

  private static ListEdit.Made edit(String list, byte[] bytes) {
    RowReader row = new RowReader(bytes).version(VERSION);
    List<String> add = row.texts();
    List<String> remove = row.texts();
    String who = row.text();
    ListEdit edit = new ListEdit(list, add, remove, who, row.text());
    long at = row.number();
    return new ListEdit.Made(edit, at, row.text());
  }
}
