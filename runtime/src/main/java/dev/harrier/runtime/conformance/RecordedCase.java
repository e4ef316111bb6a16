package dev.harrier.runtime.conformance;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One recorded project with its events and what the reference engine did. Lives on the document of
 * its line.
 */
final class RecordedCase {
  private static final Pattern OFFSET = Pattern.compile("(Z|[+-]\\d\\d:?\\d\\d)$");

  private final JsonDocument document;

  RecordedCase(JsonDocument document) {
    this.document = document;
  }

  String id() {
    return text("id");
  }

  String section() {
    return text("section");
  }

  /** Why the result is not binding; null if it is. */
  @Nullable String deviation() {
    return member("deviation") instanceof String reason ? reason : null;
  }

  /** Whether label mutations are applied to the state after each event. */
  boolean apply() {
    return Boolean.TRUE.equals(member("apply"));
  }

  /** Names of list features whose order does not bind. */
  List<?> unordered() {
    return member("unordered") instanceof List<?> names ? names : List.of();
  }

  Map<?, ?> expect() {
    return (Map<?, ?>) Objects.requireNonNull(member("expect"));
  }

  Sources sources() {
    return new Sources(files("files"), files("config"), new TreeMap<>());
  }

  private SortedMap<String, SourceFile> files(String field) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    if (member(field) instanceof Map<?, ?> texts) {
      texts.forEach(
          (path, text) ->
              files.put((String) path, new SourceFile((String) path, String.valueOf(text))));
    }
    return files;
  }

  /** The events, in order. */
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    int actions = document.member(document.root(), "actions");
    for (int action = document.firstChild(actions);
        action != JsonDocument.NONE;
        action = document.nextSibling(action)) {
      events.add(
          new Event(
              String.valueOf(Plain.of(document, document.member(action, "action_id"))),
              document.stringValue(document.member(action, "action_name")),
              localMicros(document.stringValue(document.member(action, "timestamp"))),
              document,
              document.member(action, "data"),
              document.member(action, "secret_data")));
    }
    return events;
  }

  /** Label state before each event, by entity. */
  Map<EntityKey, Map<String, LabelState>> labels() {
    Map<EntityKey, Map<String, LabelState>> labels = new TreeMap<>();
    if (member("labels") instanceof List<?> entities) {
      for (Object item : entities) {
        Map<?, ?> entity = (Map<?, ?>) item;
        labels.put(
            new EntityKey(String.valueOf(entity.get("type")), String.valueOf(entity.get("id"))),
            states(map(entity, "labels")));
      }
    }
    return labels;
  }

  private static Map<String, LabelState> states(Map<?, ?> labels) {
    Map<String, LabelState> states = new TreeMap<>();
    labels.forEach(
        (label, value) -> {
          Map<?, ?> state = (Map<?, ?>) value;
          Map<String, LabelReason> reasons = new TreeMap<>();
          map(state, "reasons")
              .forEach((rule, reason) -> reasons.put((String) rule, reason((Map<?, ?>) reason)));
          LabelStatus status = LabelStatus.values()[((Long) present(state, "status")).intValue()];
          states.put((String) label, new LabelState(status, reasons, List.of()));
        });
    return states;
  }

  private static Map<?, ?> map(Map<?, ?> owner, String name) {
    return (Map<?, ?>) present(owner, name);
  }

  private static Object present(Map<?, ?> owner, String name) {
    return Objects.requireNonNull(owner.get(name), name);
  }

  private static LabelReason reason(Map<?, ?> reason) {
    return new LabelReason(
        false,
        reason.get("description") instanceof String description ? description : "",
        Map.of(),
        micros(reason.get("created_at")),
        micros(reason.get("expires_at")));
  }

  private static @Nullable Long micros(@Nullable Object time) {
    return time instanceof String text
        ? (Long) ChronoUnit.MICROS.between(java.time.Instant.EPOCH, OffsetDateTime.parse(text))
        : null;
  }

  /** Microseconds of a local time read as UTC; an offset is dropped. */
  private static long localMicros(String timestamp) {
    LocalDateTime local =
        LocalDateTime.parse(
            OFFSET.matcher(timestamp).replaceAll(""), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, local.atOffset(ZoneOffset.UTC));
  }

  private String text(String field) {
    return (String) Objects.requireNonNull(member(field));
  }

  private @Nullable Object member(String field) {
    int node = document.member(document.root(), field);
    return node == JsonDocument.NONE ? null : Plain.of(document, node);
  }
}
