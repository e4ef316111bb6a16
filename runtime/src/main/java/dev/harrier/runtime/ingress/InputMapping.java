package dev.harrier.runtime.ingress;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an arbitrary JSON object keeps what an event needs: the {@code input} section of a
 * project's configuration.
 *
 * <pre>{@code
 * input:
 *   id: $.id_str
 *   time: $.created_at
 *   time_format: twitter     # iso (default), twitter, epoch_s, epoch_ms, epoch_us
 *   type: tweet              # or type_path: $.kind
 * }</pre>
 *
 * @param id member names down to the identifier
 * @param time member names down to the time
 * @param type the type of every event; null when {@code typePath} says it
 * @param typePath member names down to the type; empty when {@code type} is given
 */
public record InputMapping(
    List<String> id,
    List<String> time,
    TimeFormat timeFormat,
    @Nullable String type,
    List<String> typePath) {
  public InputMapping {
    id = List.copyOf(id);
    time = List.copyOf(time);
    typePath = List.copyOf(typePath);
    if ((type == null) == typePath.isEmpty()) {
      throw new IllegalArgumentException("exactly one of `type` and `type_path` is needed");
    }
  }
}
