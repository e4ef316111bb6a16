package dev.harrier.runtime.dispatch;

import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The effects that wait and those that were given up, as the store keeps them: both in {@link
 * Space#OUTBOX}, the dead letters behind all others under the same keys after one octet; what was
 * tried in vain stands between them. Read by any thread, changed by the thread that commits.
 */
public final class Outbox {
  /** Places in the log are positive, so that no waiting row's key begins with it. */
  private static final byte DEAD = (byte) 0xff;

  private static final byte[] FIRST_DEAD = {DEAD};

  /** Behind the waiting rows, before the dead letters: {@link Attempts} of waiting rows. */
  private static final byte TRIED = (byte) 0xfe;

  private static final byte[] FIRST_TRIED = {TRIED};

  private final Store store;
  private final Consumer<Consumer<Batch>> committer;

  /**
   * @param committer commits what it is given as one batch, and returns when that is done
   */
  public Outbox(Store store, Consumer<Consumer<Batch>> committer) {
    this.store = store;
    this.committer = committer;
  }

  /**
   * Walks through what waits, in the order of the log, for as long as it is asked to.
   *
   * @param after begins behind this row; null for the first
   */
  public void scan(@Nullable OutboxRow after, Predicate<OutboxRow> more) {
    byte[] from = after == null ? null : following(after.key());
    try (Store.Cursor cursor = store.scan(Space.OUTBOX, from, FIRST_TRIED)) {
      while (cursor.next() && more.test(OutboxRow.read(cursor.key(), cursor.value()))) {
        continue;
      }
    }
  }

  /** The smallest key that is greater. */
  private static byte[] following(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /** What waits, in the order of the log. */
  public List<OutboxRow> waiting(int most) {
    List<OutboxRow> rows = new ArrayList<>();
    if (most > 0) {
      scan(
          null,
          row -> {
            rows.add(row);
            return rows.size() < most;
          });
    }
    return rows;
  }

  /** How many wait, counted up to a bound. Reads as many keys. */
  public int depth(int most) {
    return count(null, FIRST_TRIED, most);
  }

  /** How many were given up, counted up to a bound. Reads as many keys. */
  public int dead(int most) {
    return count(FIRST_DEAD, null, most);
  }

  private int count(byte @Nullable [] from, byte @Nullable [] to, int most) {
    int count = 0;
    try (Store.Cursor cursor = store.scan(Space.OUTBOX, from, to)) {
      while (count < most && cursor.next()) {
        count++;
      }
    }
    return count;
  }

  /** What was given up, in the order of the log. */
  public List<DeadLetter> deadLetters(int most) {
    List<DeadLetter> letters = new ArrayList<>();
    try (Store.Cursor cursor = store.scan(Space.OUTBOX, FIRST_DEAD, null)) {
      while (letters.size() < most && cursor.next()) {
        byte[] key = cursor.key();
        letters.add(DeadLetter.read(Arrays.copyOfRange(key, 1, key.length), cursor.value()));
      }
    }
    return letters;
  }

  /** What was tried in vain, of those that still wait, by their idempotency keys. */
  Map<String, Attempts> attempts() {
    Map<String, Attempts> attempts = new HashMap<>();
    try (Store.Cursor cursor = store.scan(Space.OUTBOX, FIRST_TRIED, FIRST_DEAD)) {
      while (cursor.next()) {
        byte[] key = Arrays.copyOfRange(cursor.key(), 1, cursor.key().length);
        byte[] waiting = store.get(Space.OUTBOX, key);
        if (waiting != null) {
          OutboxRow row = OutboxRow.read(key, waiting);
          attempts.put(row.idempotencyKey(), Attempts.read(row, cursor.value()));
        }
      }
    }
    return attempts;
  }

  /** Takes out what was delivered. */
  public void delivered(List<OutboxRow> rows) {
    settle(rows, List.of(), List.of());
  }

  /**
   * Takes out what was delivered, puts aside what is given up, notes what was tried in vain: in one
   * batch. What is in several lists has an end first: it is noted no more.
   */
  void settle(List<OutboxRow> delivered, List<DeadLetter> dead, List<Attempts> tried) {
    committer.accept(
        batch -> {
          for (Attempts attempts : tried) {
            batch.put(Space.OUTBOX, behind(TRIED, attempts.row()), attempts.value());
          }
          for (OutboxRow row : delivered) {
            batch.delete(Space.OUTBOX, row.key());
            batch.delete(Space.OUTBOX, behind(TRIED, row));
          }
          for (DeadLetter letter : dead) {
            batch.delete(Space.OUTBOX, letter.row().key());
            batch.delete(Space.OUTBOX, behind(TRIED, letter.row()));
            batch.put(Space.OUTBOX, behind(DEAD, letter.row()), letter.value());
          }
        });
  }

  /** Lets dead letters wait again, each at its old place. */
  void revive(List<DeadLetter> letters) {
    committer.accept(
        batch -> {
          for (DeadLetter letter : letters) {
            batch.delete(Space.OUTBOX, behind(DEAD, letter.row()));
            letter.row().write(batch);
          }
        });
  }

  /** The dead letter with this idempotency key. Reads all of them. */
  Optional<DeadLetter> deadLetter(String idempotencyKey) {
    return deadLetters(Integer.MAX_VALUE).stream()
        .filter(letter -> letter.row().idempotencyKey().equals(idempotencyKey))
        .findFirst();
  }

  private static byte[] behind(byte first, OutboxRow row) {
    byte[] key = row.key();
    byte[] behind = new byte[key.length + 1];
    behind[0] = first;
    System.arraycopy(key, 0, behind, 1, key.length);
    return behind;
  }
}
