package dev.harrier.server.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a service, in {@code keys.json} of its data folder. It is replaced as a whole, so
 * that a reader sees the keys before a change or after it. Only its owner may read it.
 */
public final class KeyFile {
  private static final String NAME = "keys.json";
  private static final String PREFIX = "hrk_";
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;

  /** A key as it is shown once: {@code text} is what callers send. */
  public record Made(Key key, String text) {}

  /** The parts of what a caller sent. */
  record Shown(String id, String hash) {}

  public KeyFile(Path data) {
    this.path = data.resolve(NAME);
  }

  /**
   * All keys, oldest first; none if there is no file.
   *
   * @throws IOException the file cannot be read, or is no file of keys
   */
  public List<Key> keys() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Key> keys = new ArrayList<>();
    try {
      for (JsonNode node : JSON.readTree(Files.readAllBytes(path)).path("keys")) {
        keys.add(key(node));
      }
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw new IOException("`" + path + "` is no file of keys: " + e.getMessage(), e);
    }
    return keys;
  }

  private Key key(JsonNode node) throws IOException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode word : node.path("scopes")) {
      scopes.add(
          Scope.of(word.asText())
              .orElseThrow(() -> new IOException("`" + path + "` names an unknown scope " + word)));
    }
    return new Key(
        node.path("id").asText(),
        node.path("name").asText(),
        node.path("sha256").asText(),
        scopes,
        node.path("per_second").asInt(),
        Instant.parse(node.path("created").asText()));
  }

  /** Makes a key. Its text is nowhere else than in the answer. */
  public Made create(String name, Set<Scope> scopes, int perSecond, Instant now)
      throws IOException {
    String id = random(ID_BYTES);
    String text = PREFIX + id + "_" + random(SECRET_BYTES);
    Key key = new Key(id, name, sha256(text), scopes, perSecond, now);
    List<Key> keys = new ArrayList<>(keys());
    keys.add(key);
    write(keys);
    return new Made(key, text);
  }

  /** Ends a key; false if there is none of this identifier. */
  public boolean revoke(String id) throws IOException {
    List<Key> keys = new ArrayList<>(keys());
    boolean found = keys.removeIf(key -> key.id().equals(id));
    if (found) {
      write(keys);
    }
    return found;
  }

  private void write(List<Key> keys) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode list = all.putArray("keys");
    for (Key key : keys) {
      ObjectNode one = list.addObject().put("id", key.id()).put("name", key.name());
      one.put("sha256", key.hash());
      ArrayNode scopes = one.putArray("scopes");
      key.scopes().forEach(scope -> scopes.add(scope.word()));
      one.put("per_second", key.perSecond()).put("created", key.created().toString());
    }
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path fresh = path.resolveSibling(NAME + ".new");
    Files.deleteIfExists(fresh);
    if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** The parts of a key's text; empty if it is none. */
  static Optional<Shown> shown(String text) {
    if (!text.matches(PREFIX + "[0-9a-f]{12}_[0-9a-f]{64}")) {
      return Optional.empty();
    }
    String id = text.substring(PREFIX.length(), PREFIX.length() + 2 * ID_BYTES);
    return Optional.of(new Shown(id, sha256(text)));
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
