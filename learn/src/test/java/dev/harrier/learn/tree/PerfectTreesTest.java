package dev.harrier.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the walk is laid out, a row ends in the same leaves. */
final class PerfectTreesTest {
  private static final float[] VALUES = {
    Float.NaN,
    0f,
    -0f,
    1f,
    -1f,
    1.5f,
    Math.nextDown(1.5f),
    Math.nextUp(1.5f),
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY
  };

  private static final int FEATURES = 5;

  @Test
  void filledUpTreesScoreAsWalkedOnesToTheBit() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int depth = 1 + random.nextInt(PerfectTrees.DEPTH_MAX);
      Trees trees = trees(random, 1 + random.nextInt(20), depth);
      assertThat(PerfectTrees.of(trees, depth)).isNotNull();
      for (int i = 0; i < 50; i++) {
        float[] row = row(random);
        assertThat(trees.score(row)).as("seed %s", seed).isEqualTo(trees.walked(row));
      }
    }
  }

  @Test
  void deepTreesAreLeftAsTheyAre() {
    Trees deep = trees(new Random(1), 3, PerfectTrees.DEPTH_MAX + 1);
    assertThat(PerfectTrees.of(deep, PerfectTrees.DEPTH_MAX + 1)).isNull();
    assertThat(deep.score(row(new Random(2)))).isFinite();
  }

  private static float[] row(Random random) {
    float[] row = new float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      row[f] = VALUES[random.nextInt(VALUES.length)];
    }
    return row;
  }

  /** Trees that end at any level, thresholds at the edges of what a float can hold. */
  private static Trees trees(Random random, int count, int depth) {
    List<int[]> nodes = new ArrayList<>();
    int[] roots = new int[count];
    for (int t = 0; t < count; t++) {
      roots[t] = nodes.size();
      nodes.add(new int[Trees.STRIDE]);
      grow(random, nodes, roots[t], t == 0 ? depth : random.nextInt(depth + 1), t == 0);
    }
    float[] values = new float[nodes.size()];
    int[] flat = new int[nodes.size() * Trees.STRIDE];
    for (int n = 0; n < nodes.size(); n++) {
      System.arraycopy(nodes.get(n), 0, flat, n * Trees.STRIDE, Trees.STRIDE);
      values[n] = random.nextFloat() - .5f;
    }
    return new Trees(FEATURES, .25, roots, flat, values, new float[values.length]);
  }

  private static void grow(Random random, List<int[]> nodes, int node, int depth, boolean full) {
    if (depth == 0 || !full && random.nextInt(4) == 0) {
      nodes.get(node)[0] = 1;
      nodes.get(node)[1] = Float.floatToRawIntBits(Float.NaN);
      nodes.get(node)[2] = node;
      return;
    }
    int left = nodes.size();
    float threshold = VALUES[1 + random.nextInt(VALUES.length - 3)];
    nodes.get(node)[0] = random.nextInt(FEATURES) << 1 | random.nextInt(2);
    nodes.get(node)[1] = Float.floatToRawIntBits(threshold);
    nodes.get(node)[2] = left;
    nodes.add(new int[Trees.STRIDE]);
    nodes.add(new int[Trees.STRIDE]);
    grow(random, nodes, left, depth - 1, full);
    grow(random, nodes, left + 1, depth - 1, full);
  }
}
