package dev.harrier.server.suite;

import dev.harrier.server.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Banned workers by their own features and those of whom they share tasks with. */
final class GraphProtocol {
  private static final int SPLITS = 10;

  /** A share of neighbours counts as if so many more had the mean of all. */
  private static final double PRIOR = 5;

  private GraphProtocol() {}

  static void run(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table nodes = Table.read(folder.resolve("nodes.csv.gz"));
    Table edges = Table.read(folder.resolve("edges.csv.gz"));
    int[][] neighbours = neighbours(nodes.rows(), edges);
    float[][] own = new float[nodes.rows()][];
    for (int i = 0; i < own.length; i++) {
      own[i] = new float[11];
      for (int j = 0; j < 10; j++) {
        own[i][j] = Float.parseFloat(String.valueOf(nodes.column("f" + j)[i]));
      }
      own[i][10] = (float) Math.log1p(neighbours[i].length);
    }
    float[][] one = means(own, neighbours);
    float[][] two = means(one, neighbours);
    float[][] spread = spreads(own, one, neighbours);
    float[][] quantiles = quantiles(own, neighbours);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      rows.add(joined(own[i], one[i], two[i], spread[i], quantiles[i]));
    }
    int[] truth = TextProtocols.labels(nodes, "banned");
    NumberTask task = new NumberTask("graph/tolokers", rows, truth);
    double[] areas =
        IntStream.range(0, SPLITS)
            .parallel()
            .mapToDouble(split -> area(task, nodes.texts("split" + split), neighbours))
            .toArray();
    double sum = Arrays.stream(areas).sum();
    double squares = Arrays.stream(areas).map(area -> area * area).sum();
    double mean = sum / SPLITS;
    double error = 1.96 * Math.sqrt(Math.max(0, squares / SPLITS - mean * mean));
    out.accept(
        new SuiteRow(
            "graph/tolokers",
            "AUROC, " + String.format(Locale.ROOT, "%d splits", SPLITS),
            mean,
            mean - error,
            mean + error,
            .851,
            .86));
    String[] side = nodes.texts("split0");
    int[] train = task.where(i -> side[i].equals("T"));
    int[] test = task.where(i -> side[i].equals("E"));
    Shuffles.control(
        "graph/tolokers",
        truth,
        train,
        test,
        dealt -> scored(new NumberTask("", rows, dealt), train, test, neighbours),
        out);
    task.bestFeatureControl(List.of(), out);
    Identifiers.control(
        task.name(), nodes.texts("node_id"), truth, Folds.stratified(truth, 5), out);
  }

  private static double area(NumberTask task, String[] side, int[][] neighbours) {
    int[] test = task.where(i -> side[i].equals("E"));
    int[] train = task.where(i -> side[i].equals("T"));
    double[] score = scored(task, train, test, neighbours);
    boolean[] positive = new boolean[side.length];
    for (int i = 0; i < side.length; i++) {
      positive[i] = task.truth()[i] == 1;
    }
    return Measure.auroc(score, positive, test);
  }

  private static double[] scored(NumberTask task, int[] train, int[] test, int[][] neighbours) {
    NumberTask known =
        new NumberTask(task.name(), withKnown(task, train, neighbours), task.truth());
    double[] score = new double[task.truth().length];
    known.split(train, test, score);
    return score;
  }

  /**
   * Rows with the truths known of neighbours: those of training rows only. A row is not its own
   * neighbour, so a training row's own truth is in none of its features, and features mean the same
   * on both sides; shares of few are drawn to the mean of all.
   */
  private static List<float[]> withKnown(NumberTask task, int[] train, int[][] neighbours) {
    boolean[] known = new boolean[neighbours.length];
    double mean = 0;
    for (int row : train) {
      known[row] = true;
      mean += task.truth()[row] / (double) train.length;
    }
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < neighbours.length; i++) {
      double ones = 0;
      double seen = 0;
      double closeOnes = 0;
      double close = 0;
      for (int other : neighbours[i]) {
        if (known[other]) {
          double weight = 1.0 / neighbours[other].length;
          ones += task.truth()[other];
          seen++;
          closeOnes += weight * task.truth()[other];
          close += weight;
        }
      }
      float share = (float) ((ones + PRIOR * mean) / (seen + PRIOR));
      float closeShare = (float) (close == 0 ? Double.NaN : closeOnes / close);
      rows.add(
          joined(task.rows().get(i), new float[] {share, closeShare, (float) Math.log1p(seen)}));
    }
    return rows;
  }

  private static int[][] neighbours(int n, Table edges) {
    int[] from = Arrays.stream(edges.texts("src")).mapToInt(Integer::parseInt).toArray();
    int[] to = Arrays.stream(edges.texts("dst")).mapToInt(Integer::parseInt).toArray();
    int[] degree = new int[n];
    for (int i = 0; i < from.length; i++) {
      degree[from[i]]++;
      degree[to[i]]++;
    }
    int[][] neighbours = new int[n][];
    for (int i = 0; i < n; i++) {
      neighbours[i] = new int[degree[i]];
    }
    for (int i = 0; i < from.length; i++) {
      neighbours[from[i]][--degree[from[i]]] = to[i];
      neighbours[to[i]][--degree[to[i]]] = from[i];
    }
    return neighbours;
  }

  private static float[][] means(float[][] of, int[][] neighbours) {
    float[][] means = new float[of.length][of[0].length];
    for (int i = 0; i < of.length; i++) {
      for (int other : neighbours[i]) {
        for (int j = 0; j < of[0].length; j++) {
          means[i][j] += of[other][j] / neighbours[i].length;
        }
      }
    }
    return means;
  }

  private static float[][] spreads(float[][] of, float[][] mean, int[][] neighbours) {
    float[][] spreads = new float[of.length][of[0].length];
    for (int i = 0; i < of.length; i++) {
      for (int j = 0; j < of[0].length; j++) {
        double sum = 0;
        for (int other : neighbours[i]) {
          double apart = of[other][j] - mean[i][j];
          sum += apart * apart;
        }
        spreads[i][j] = (float) Math.sqrt(sum / Math.max(1, neighbours[i].length));
      }
    }
    return spreads;
  }

  /** The 10th, 50th and 90th of a hundred and the greatest among neighbours. */
  private static float[][] quantiles(float[][] of, int[][] neighbours) {
    int width = of[0].length;
    float[][] all = new float[of.length][width * 4];
    for (int i = 0; i < of.length; i++) {
      for (int j = 0; j < width; j++) {
        float[] sorted = new float[neighbours[i].length];
        for (int k = 0; k < sorted.length; k++) {
          sorted[k] = of[neighbours[i][k]][j];
        }
        Arrays.sort(sorted);
        for (int q = 0; q < 4; q++) {
          double part = q == 3 ? 1 : 0.1 + 0.4 * q;
          all[i][j * 4 + q] =
              sorted.length == 0 ? Float.NaN : sorted[(int) Math.round(part * (sorted.length - 1))];
        }
      }
    }
    return all;
  }

  private static float[] joined(float[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
