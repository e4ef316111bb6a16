package dev.harrier.server.suite;

import dev.harrier.server.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Banned workers by their own features and those of whom they share tasks with. */
final class GraphProtocol {
  private static final int SPLITS = 10;

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
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      rows.add(joined(own[i], one[i], two[i], spread[i]));
    }
    int[] truth = TextProtocols.labels(nodes, "banned");
    NumberTask task = new NumberTask("graph/tolokers", rows, truth);
    double sum = 0;
    double squares = 0;
    for (int split = 0; split < SPLITS; split++) {
      double area = area(task, nodes.texts("split" + split));
      sum += area;
      squares += area * area;
    }
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
    task.shuffledControl(Folds.stratified(truth, 5), out);
    task.bestFeatureControl(List.of(), out);
  }

  private static double area(NumberTask task, String[] side) {
    double[] score = new double[side.length];
    int[] test = task.where(i -> side[i].equals("E"));
    task.split(task.where(i -> side[i].equals("T")), test, score);
    boolean[] positive = new boolean[side.length];
    for (int i = 0; i < side.length; i++) {
      positive[i] = task.truth()[i] == 1;
    }
    return Measure.auroc(score, positive, test);
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
