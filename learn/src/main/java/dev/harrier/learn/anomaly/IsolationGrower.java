package dev.harrier.learn.anomaly;

import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.tree.Trees;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Grows the trees of an isolation forest, breadth first. */
final class IsolationGrower {
  private final Frame frame;
  private final int sample;
  private final int trees;
  private final int height;
  private final List<Integer> roots = new ArrayList<>();
  private final List<int[]> nodes = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();
  private final List<Float> covers = new ArrayList<>();

  private record Open(int node, int depth, int[] rows) {}

  IsolationGrower(Frame frame, int sample, int trees) {
    this.frame = frame;
    this.sample = sample;
    this.trees = trees;
    this.height = 32 - Integer.numberOfLeadingZeros(sample - 1);
  }

  void grow(Seeded random) {
    int[] drawn = Arrays.copyOf(random.permutation(frame.rows()), sample);
    ArrayDeque<Open> queue = new ArrayDeque<>();
    roots.add(nodes.size());
    queue.add(new Open(leaf(0, drawn.length), 0, drawn));
    while (!queue.isEmpty()) {
      Open open = queue.remove();
      if (open.depth < height && open.rows.length > 1) {
        split(open, random, queue);
      }
    }
  }

  private int leaf(int depth, int rows) {
    int node = nodes.size();
    nodes.add(new int[] {1, Float.floatToIntBits(Float.NaN), node});
    values.add((float) ((depth + IsolationForest.expectedPath(rows)) / trees));
    covers.add((float) rows);
    return node;
  }

  private void split(Open open, Seeded random, ArrayDeque<Open> queue) {
    for (int column : random.permutation(frame.width())) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int row : open.rows) {
        float value = frame.value(row, column);
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
      if (low < high) {
        cut(open, column, low, high, random, queue);
        return;
      }
    }
  }

  private void cut(
      Open open, int column, float low, float high, Seeded random, ArrayDeque<Open> queue) {
    float drawn = (float) (low + random.nextDouble() * ((double) high - low));
    float threshold = drawn > low ? drawn : Math.nextUp(low);
    boolean absentLeft = random.nextInt(2) == 0;
    int[] left = side(open.rows, column, threshold, absentLeft, true);
    int[] right = side(open.rows, column, threshold, absentLeft, false);
    int child = leaf(open.depth + 1, left.length);
    leaf(open.depth + 1, right.length);
    int head = column << 1 | (absentLeft ? 1 : 0);
    nodes.set(open.node, new int[] {head, Float.floatToIntBits(threshold), child});
    queue.add(new Open(child, open.depth + 1, left));
    queue.add(new Open(child + 1, open.depth + 1, right));
  }

  private int[] side(int[] rows, int column, float threshold, boolean absentLeft, boolean left) {
    return Arrays.stream(rows)
        .filter(
            row -> {
              float value = frame.value(row, column);
              return (Float.isNaN(value) ? absentLeft : value < threshold) == left;
            })
        .toArray();
  }

  Trees trees() {
    int[] flat = new int[3 * nodes.size()];
    float[] value = new float[nodes.size()];
    float[] cover = new float[nodes.size()];
    for (int n = 0; n < value.length; n++) {
      System.arraycopy(nodes.get(n), 0, flat, 3 * n, 3);
      value[n] = values.get(n);
      cover[n] = covers.get(n);
    }
    int[] first = roots.stream().mapToInt(Integer::intValue).toArray();
    return new Trees(frame.width(), 0, first, flat, value, cover);
  }
}
