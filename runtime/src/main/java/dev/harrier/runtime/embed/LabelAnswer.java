package dev.harrier.runtime.embed;

import dev.harrier.label.LabelChanges;
import dev.harrier.label.LabelState;
import java.util.List;
import java.util.Map;

/** What becomes of a label that a person sets or takes away. */
public sealed interface LabelAnswer {
  /**
   * It is done and durable.
   *
   * @param labels the entity's labels afterwards
   * @param dropped why the wish was not granted; empty if it was
   * @param repeated the request was known already: nothing changed
   */
  record Done(Map<String, LabelState> labels, List<LabelChanges.Dropped> dropped, boolean repeated)
      implements LabelAnswer {
    public Done {
      dropped = List.copyOf(dropped);
    }
  }

  /** The engine cannot do it: it is overloaded, the disk failed, it is closing. */
  record Failed(String message) implements LabelAnswer {}
}
