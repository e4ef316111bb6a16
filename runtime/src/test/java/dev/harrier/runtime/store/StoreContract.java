package dev.harrier.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Cursor;
import dev.harrier.runtime.store.Store.Space;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store keeps to. */
abstract class StoreContract {
  private Store store;

  abstract Store open() throws Exception;

  @BeforeEach
  void begin() throws Exception {
    store = open();
  }

  @AfterEach
  void end() {
    store.close();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void put(Space space, String key, String value) {
    Batch batch = store.batch();
    batch.put(space, bytes(key), bytes(value));
    store.commit(batch, false);
  }

  private @Nullable String get(Space space, String key) {
    byte[] value = store.get(space, bytes(key));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private List<String> walk(Cursor cursor) {
    List<String> found = new ArrayList<>();
    try (cursor) {
      while (cursor.next()) {
        found.add(
            new String(cursor.key(), StandardCharsets.UTF_8)
                + "="
                + new String(cursor.value(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  @Test
  void spacesAreSeparate() {
    put(Space.LOG, "k", "log");
    put(Space.STATE, "k", "state");
    assertThat(get(Space.LOG, "k")).isEqualTo("log");
    assertThat(get(Space.STATE, "k")).isEqualTo("state");
    assertThat(get(Space.LEDGER, "k")).isNull();
  }

  @Test
  void aBatchAppliesItsChangesInOrder() {
    Batch batch = store.batch();
    batch.put(Space.META, bytes("a"), bytes("1"));
    batch.delete(Space.META, bytes("a"));
    batch.put(Space.META, bytes("b"), bytes("1"));
    batch.put(Space.META, bytes("b"), bytes("2"));
    assertThat(batch.size()).isEqualTo(4);
    assertThat(get(Space.META, "b")).isNull();
    store.commit(batch, true);
    assertThat(get(Space.META, "a")).isNull();
    assertThat(get(Space.META, "b")).isEqualTo("2");
  }

  @Test
  void walksKeepToTheirBoundsInEitherDirection() {
    for (String key : List.of("b", "a", "d", "c")) {
      put(Space.OUTBOX, key, key);
    }
    assertThat(walk(store.scan(Space.OUTBOX, null, null)))
        .containsExactly("a=a", "b=b", "c=c", "d=d");
    assertThat(walk(store.scan(Space.OUTBOX, bytes("b"), bytes("d"))))
        .containsExactly("b=b", "c=c");
    assertThat(walk(store.scanBackwards(Space.OUTBOX, bytes("b"), bytes("d"))))
        .containsExactly("c=c", "b=b");
    assertThat(walk(store.scanBackwards(Space.OUTBOX, null, bytes("c"))))
        .containsExactly("b=b", "a=a");
    assertThat(walk(store.scan(Space.OUTBOX, bytes("x"), null))).isEmpty();
    assertThat(walk(store.scan(Space.OUTBOX, bytes("c"), bytes("b")))).isEmpty();
  }

  @Test
  void keysAreComparedAsUnsignedBytes() {
    Batch batch = store.batch();
    batch.put(Space.LOG, new byte[] {(byte) 0xff}, bytes("high"));
    batch.put(Space.LOG, new byte[] {0x01}, bytes("low"));
    batch.put(Space.LOG, new byte[] {(byte) 0x80}, bytes("middle"));
    store.commit(batch, false);
    assertThat(walk(store.scan(Space.LOG, null, null)))
        .extracting(entry -> entry.substring(entry.indexOf('=') + 1))
        .containsExactly("low", "middle", "high");
  }

  @Test
  void whatIsHandedOutBelongsToTheCaller() {
    put(Space.LOG, "k", "value");
    byte[] value = store.get(Space.LOG, bytes("k"));
    Arrays.fill(value, (byte) 0);
    assertThat(get(Space.LOG, "k")).isEqualTo("value");
  }

  @Test
  void aStoreAgreesWithAMap() {
    TreeMap<String, String> expected = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      Batch batch = store.batch();
      for (int i = random.nextInt(20); i >= 0; i--) {
        String key = "k" + random.nextInt(100);
        if (random.nextInt(3) == 0) {
          batch.delete(Space.STATE, bytes(key));
          expected.remove(key);
        } else {
          String value = "v" + random.nextInt(1_000);
          batch.put(Space.STATE, bytes(key), bytes(value));
          expected.put(key, value);
        }
      }
      store.commit(batch, round % 50 == 0);
      String from = "k" + random.nextInt(100);
      assertThat(walk(store.scan(Space.STATE, bytes(from), null)))
          .isEqualTo(
              expected.tailMap(from).entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue())
                  .toList());
    }
  }
}
