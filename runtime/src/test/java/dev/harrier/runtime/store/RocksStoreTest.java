package dev.harrier.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Cursor;
import dev.harrier.runtime.store.Store.Space;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksStoreTest extends StoreContract {
  private static final RocksStore.Settings SMALL = new RocksStore.Settings(32L << 20);

  @TempDir Path folder;

  @Override
  Store open() {
    return RocksStore.open(folder.resolve("contract"), SMALL);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static void put(Store store, String key, byte[] value, boolean durable) {
    Batch batch = store.batch();
    batch.put(Space.STATE, bytes(key), value);
    store.commit(batch, durable);
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() {
    try (RocksStore store = RocksStore.open(data(), SMALL)) {
      put(store, "a", bytes("1"), false);
    }
    try (RocksStore store = RocksStore.open(data(), SMALL)) {
      assertThat(store.get(Space.STATE, bytes("a"))).isEqualTo(bytes("1"));
    }
  }

  @Test
  void aWalkSeesTheStoreAsItWasWhenItBegan() {
    try (RocksStore store = RocksStore.open(data(), SMALL)) {
      put(store, "a", bytes("1"), false);
      try (Cursor cursor = store.scan(Space.STATE, null, null)) {
        put(store, "b", bytes("2"), false);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.next()).isFalse();
      }
    }
  }

  @Test
  void aFolderInUseIsRefusedWithItsOwner() {
    try (RocksStore store = RocksStore.open(data(), SMALL)) {
      assertThatThrownBy(() -> RocksStore.open(data(), SMALL))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "`%s` is in use by process %d; end it, or choose another data folder",
              data(), ProcessHandle.current().pid());
      put(store, "a", bytes("1"), true);
    }
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws Exception {
    Files.writeString(data(), "no folder");
    assertThatThrownBy(() -> RocksStore.open(data(), SMALL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be used as data folder")
        .hasMessageContaining("choose one to write to");
  }

  @Test
  void anotherFormatIsRefused() {
    try (RocksStore store = RocksStore.open(data(), SMALL)) {
      Batch batch = store.batch();
      batch.put(Space.META, new byte[] {0, 'f', 'o', 'r', 'm', 'a', 't'}, new byte[] {9});
      store.commit(batch, true);
    }
    assertThatThrownBy(() -> RocksStore.open(data(), SMALL))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "`%s` is of format 9, this version reads format 1; use the version that wrote it",
            data());
  }

  @Test
  void aDamagedFileIsToldAndNothingIsInvented() throws Exception {
    byte[] value = new byte[1_000];
    new SplittableRandom(3).nextBytes(value);
    try (RocksStore store = RocksStore.open(data(), SMALL)) {
      // Beyond what the write buffers hold, so that files are written.
      for (int i = 0; i < 40_000; i++) {
        put(store, "key" + i, value, false);
      }
    }
    Path file = largest();
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(raw.length() / 2);
      raw.write(new byte[4_096]);
    }
    assertThatThrownBy(
            () -> {
              try (RocksStore store = RocksStore.open(data(), SMALL);
                  Cursor cursor = store.scan(Space.STATE, null, null)) {
                while (cursor.next()) {
                  assertThat(cursor.value()).isEqualTo(value);
                }
              }
            })
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(data().toString())
        .hasMessageContaining("a file is damaged");
  }

  private Path largest() throws Exception {
    try (Stream<Path> files = Files.list(data().resolve("db"))) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    RocksStore store = RocksStore.open(data(), SMALL);
    store.close();
    store.close();
    assertThatThrownBy(() -> store.get(Space.LOG, bytes("a")))
        .isInstanceOf(StoreException.class)
        .hasMessage("the store in `%s` is closed", data());
  }

  /**
   * A process is killed while it writes: what it said was durable is whole, and nothing is half.
   */
  @Test
  void whatWasAcknowledgedSurvivesAKill() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    long next = 0;
    for (int kill = 0; kill < 3; kill++) {
      next = writeUntilKilled(next, 5 + random.nextInt(60));
      try (RocksStore store = RocksStore.open(data(), SMALL)) {
        long found = 0;
        try (Cursor cursor = store.scan(Space.LOG, null, null)) {
          while (cursor.next()) {
            byte[] key = cursor.key();
            assertThat(ByteBuffer.wrap(key).getLong()).isEqualTo(found);
            assertThat(store.get(Space.STATE, key)).as("row %d", found).isEqualTo(cursor.value());
            found++;
          }
        }
        assertThat(found).isGreaterThanOrEqualTo(next);
        next = found;
      }
    }
  }

  /** Returns the number of rows that were acknowledged. */
  private long writeUntilKilled(long first, int rows) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StoreWriter.class.getName(),
                    data().toString(),
                    Long.toString(first)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = first;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < rows; i++) {
        String line = lines.readLine();
        assertThat(line).as("what the writer says").isNotNull();
        acknowledged = Long.parseLong(line) + 1;
      }
      process.toHandle().destroyForcibly(); // leaves the pipe to be read
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("\\d+")) {
          acknowledged = Math.max(acknowledged, Long.parseLong(line) + 1);
        }
      }
    }
    process.waitFor();
    return acknowledged;
  }
}
