package dev.harrier.lang.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity's place in an experiment.
 *
 * @param bucket empty when the entity is outside the experiment
 * @param bucketIndex −1 outside the experiment
 */
public record ExperimentValue(
    String name, EntityValue entity, String bucket, int bucketIndex, long version, long revision) {
  /**
   * The output feature: {@code [name, id, type, bucket, bucket index, version, revision]}; an int
   * id stays an int.
   */
  public List<@Nullable Object> feature() {
    List<@Nullable Object> items = new ArrayList<>();
    items.add(name);
    items.add(entity.id());
    items.add(entity.type());
    items.add(bucket);
    items.add(String.valueOf(bucketIndex));
    items.add(String.valueOf(version));
    items.add(String.valueOf(revision));
    return Collections.unmodifiableList(items);
  }
}
