package dev.harrier.event;

import dev.harrier.json.JsonDocument;
import java.util.Objects;

/**
 * Something that happened on the platform, as the engine sees it.
 *
 * <p>The payload is not copied: {@code data} and {@code secretData} are nodes of parsed documents
 * that belong to whoever made the event, and must not be reused before the decision has been taken.
 */
public final class Event {
  /** Node of an absent payload. */
  public static final int ABSENT = -1;

  private final String source;
  private final String id;
  private final String type;
  private final long timeMicros;
  private final JsonDocument document;
  private final int data;
  private final int secretData;

  /** An event whose source is not told: the empty text. */
  public Event(
      String id, String type, long timeMicros, JsonDocument document, int data, int secretData) {
    this("", id, type, timeMicros, document, data, secretData);
  }

  /**
   * @param source who sent it; an event is known by source and identifier together
   * @param id identifier, unique within its source
   * @param type what happened, such as {@code create_post}
   * @param timeMicros event time, microseconds since 1970-01-01T00:00:00Z
   * @param document the parsed bytes that both payloads live in
   * @param data node of the payload object, or {@link #ABSENT} (read as an empty object)
   * @param secretData node of the secret payload object, or {@link #ABSENT}
   */
  public Event(
      String source,
      String id,
      String type,
      long timeMicros,
      JsonDocument document,
      int data,
      int secretData) {
    this.source = Objects.requireNonNull(source);
    this.id = Objects.requireNonNull(id);
    this.type = Objects.requireNonNull(type);
    this.timeMicros = timeMicros;
    this.document = Objects.requireNonNull(document);
    this.data = data;
    this.secretData = secretData;
  }

  /** Who sent it; empty if that is not told. */
  public String source() {
    return source;
  }

  public String id() {
    return id;
  }

  /** The same event from another source. */
  public Event from(String newSource) {
    return new Event(newSource, id, type, timeMicros, document, data, secretData);
  }

  public String type() {
    return type;
  }

  /** The same event over a document of its own, which stays valid; the bytes are not copied. */
  public Event detached() {
    return new Event(source, id, type, timeMicros, document.detached(), data, secretData);
  }

  /** Event time, microseconds since the epoch. */
  public long timeMicros() {
    return timeMicros;
  }

  public JsonDocument document() {
    return document;
  }

  public int data() {
    return data;
  }

  public int secretData() {
    return secretData;
  }
}
