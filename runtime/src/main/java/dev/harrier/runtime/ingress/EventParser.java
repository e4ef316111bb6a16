package dev.harrier.runtime.ingress;

import dev.harrier.event.Event;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.json.KeyTree;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of bytes, one at a time: what it returned is valid until the next call. Owned by one
 * thread.
 */
public final class EventParser {
  /** What producers' keys look like is the same for all parsers of a process. */
  private static final KeyTree KEYS = new KeyTree();

  private final JsonParser parser = new JsonParser(KEYS);
  private final EventShapes shapes;

  /**
   * @param mapping where {@link Shape#MAPPED} objects keep what an event needs; null if there is
   *     none
   */
  public EventParser(Shape shape, @Nullable InputMapping mapping) {
    this.shapes = new EventShapes(shape, mapping);
  }

  /**
   * The event in the range; its payload is not copied.
   *
   * @throws BadEventException the range is no event, or larger than {@link
   *     EventReader#MAX_EVENT_BYTES}
   */
  public Event parse(byte[] bytes, int from, int to) throws BadEventException {
    return parse(bytes, from, to, null);
  }

  /**
   * The event in the range, as above.
   *
   * @param idOtherwise identifier of an event that has none; null to refuse such events
   */
  public Event parse(byte[] bytes, int from, int to, @Nullable String idOtherwise)
      throws BadEventException {
    if (to - from > EventReader.MAX_EVENT_BYTES) {
      throw new BadEventException("too_large", 0, tooLarge(to - from));
    }
    try {
      return shapes.read(parser.parse(bytes, from, to), idOtherwise);
    } catch (JsonException e) {
      throw new BadEventException("not_json", e.offset() + 1L, String.valueOf(e.getMessage()));
    } catch (EventShapes.NotAnEvent e) {
      long column = e.offset() < 0 ? 0 : e.offset() - from + 1L;
      throw new BadEventException("not_an_event", column, String.valueOf(e.getMessage()));
    }
  }

  /** Says that an event of that many bytes is not read. */
  public static String tooLarge(long bytes) {
    return "the event has "
        + bytes
        + " bytes, at most "
        + EventReader.MAX_EVENT_BYTES
        + " are read";
  }
}
