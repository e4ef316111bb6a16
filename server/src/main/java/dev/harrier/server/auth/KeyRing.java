package dev.harrier.server.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys that hold now. Any thread may ask. */
public final class KeyRing {
  private static final long LOOK_AGAIN_NANOS = 1_000_000_000;
  private static final String SCHEME = "Bearer ";

  /** What an unknown identifier is compared with, so that it takes as long as a known one. */
  private static final byte[] NOBODY = KeyFile.sha256("").getBytes(StandardCharsets.US_ASCII);

  private final @Nullable KeyFile file;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
  private volatile Ring ring;

  private record Ring(Map<String, Key> keys, long lookedNanos) {}

  private KeyRing(@Nullable KeyFile file, Ring ring) {
    this.file = file;
    this.ring = ring;
  }

  /** No keys: whoever can reach the service may ask anything. */
  public static KeyRing open() {
    return new KeyRing(null, new Ring(Map.of(), 0));
  }

  /**
   * The keys of a file, which is looked at again once a second.
   *
   * @throws IOException it cannot be read
   */
  public static KeyRing of(KeyFile file) throws IOException {
    return new KeyRing(file, read(file));
  }

  private static Ring read(KeyFile file) throws IOException {
    Map<String, Key> keys = new HashMap<>();
    for (Key key : file.keys()) {
      keys.put(key.id(), key);
    }
    return new Ring(Map.copyOf(keys), System.nanoTime());
  }

  /**
   * Whether callers need a key: there is one now, or was when it was opened with some. Revoking the
   * last key closes the door, it does not open it.
   */
  public boolean asksForKeys() {
    return file != null;
  }

  /** The key behind an {@code Authorization} header; empty if there is none that holds. */
  public Optional<Key> find(String authorization) {
    if (!authorization.startsWith(SCHEME)) {
      return Optional.empty();
    }
    Optional<KeyFile.Shown> shown = KeyFile.shown(authorization.substring(SCHEME.length()).strip());
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    Key key = now().keys().get(shown.get().id());
    byte[] expected = key == null ? NOBODY : key.hash().getBytes(StandardCharsets.US_ASCII);
    byte[] found = shown.get().hash().getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, found) ? Optional.ofNullable(key) : Optional.empty();
  }

  private Ring now() {
    Ring known = ring;
    if (file == null || System.nanoTime() - known.lookedNanos() < LOOK_AGAIN_NANOS) {
      return known;
    }
    try {
      ring = read(file);
    } catch (IOException e) {
      // Half a truth would be worse: the keys that were known hold until the file can be read.
      ring = new Ring(known.keys(), System.nanoTime());
    }
    return ring;
  }

  /**
   * Counts what a key asks for.
   *
   * @return 0 if it may, else seconds to wait
   */
  public long take(Key key, int count) {
    if (key.perSecond() == 0) {
      return 0;
    }
    long now = System.nanoTime();
    String name = key.id() + "/" + key.perSecond();
    return buckets
        .computeIfAbsent(name, id -> new TokenBucket(key.perSecond(), now))
        .take(count, now);
  }
}
