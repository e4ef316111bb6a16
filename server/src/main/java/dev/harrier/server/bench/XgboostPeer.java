package dev.harrier.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.tree.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost as a peer to be measured against: it trains, predicts a row at a time as a program that
 * embeds it would, and its trees are read so that ours can be held against it.
 */
final class XgboostPeer implements AutoCloseable {
  private final Booster booster;

  private XgboostPeer(Booster booster) {
    this.booster = booster;
  }

  /** Trains on classes 0 and 1; one thread, as a decision has. */
  static XgboostPeer train(Frame frame, int rounds, int depth) throws XGBoostError {
    DMatrix matrix = matrix(frame);
    try {
      matrix.setLabel(frame.truths());
      Map<String, Object> parameters =
          Map.of(
              "objective",
              "binary:logistic",
              "tree_method",
              "hist",
              "eta",
              0.05,
              "max_depth",
              depth,
              "min_child_weight",
              5,
              "nthread",
              1,
              "seed",
              7);
      return new XgboostPeer(XGBoost.train(matrix, parameters, rounds, Map.of(), null, null));
    } finally {
      matrix.dispose();
    }
  }

  private static DMatrix matrix(Frame frame) throws XGBoostError {
    float[] cells = new float[frame.rows() * frame.width()];
    for (int i = 0; i < frame.rows(); i++) {
      System.arraycopy(frame.row(i), 0, cells, i * frame.width(), frame.width());
    }
    return new DMatrix(cells, frame.rows(), frame.width(), Float.NaN);
  }

  /** Probability of one row, by the faster of the two ways it offers: without a matrix. */
  double probability(float[] row) throws XGBoostError {
    return booster.inplace_predict(row, 1, row.length, Float.NaN)[0][0];
  }

  /** The same by way of a matrix of one row. */
  double probabilityByMatrix(float[] row) throws XGBoostError {
    DMatrix matrix = new DMatrix(row, 1, row.length, Float.NaN);
    try {
      return booster.predict(matrix)[0][0];
    } finally {
      matrix.dispose();
    }
  }

  /** Its trees as ours. */
  Trees trees(int features) throws XGBoostError, IOException {
    JsonNode learner = new ObjectMapper().readTree(booster.toByteArray("json")).get("learner");
    double start =
        Double.parseDouble(
            learner
                .get("learner_model_param")
                .get("base_score")
                .asText()
                .replaceAll("[\\[\\]]", ""));
    Flat flat = new Flat();
    for (JsonNode tree : learner.get("gradient_booster").get("model").get("trees")) {
      flat.add(tree);
    }
    return flat.trees(features, Math.log(start / (1 - start)));
  }

  /** Nodes renumbered so that a right child follows its left one. */
  private static final class Flat {
    private final List<Integer> roots = new ArrayList<>();
    private final List<int[]> nodes = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();
    private final List<Float> covers = new ArrayList<>();

    void add(JsonNode tree) {
      roots.add(nodes.size());
      List<Integer> theirs = new ArrayList<>(List.of(0));
      int first = nodes.size();
      for (int i = 0; i < theirs.size(); i++) {
        node(tree, theirs.get(i), first + theirs.size());
        int left = tree.get("left_children").get(theirs.get(i)).asInt();
        if (left >= 0) {
          theirs.add(left);
          theirs.add(tree.get("right_children").get(theirs.get(i)).asInt());
        }
      }
    }

    private void node(JsonNode tree, int their, int next) {
      float split = (float) tree.get("split_conditions").get(their).asDouble();
      boolean leaf = tree.get("left_children").get(their).asInt() < 0;
      JsonNode defaults = tree.get("default_left").get(their);
      boolean defaultLeft = defaults.isBoolean() ? defaults.asBoolean() : defaults.asInt() != 0;
      int feature = tree.get("split_indices").get(their).asInt();
      nodes.add(
          leaf
              ? new int[] {1, Float.floatToRawIntBits(Float.NaN), nodes.size()}
              : new int[] {
                feature << 1 | (defaultLeft ? 1 : 0), Float.floatToRawIntBits(split), next
              });
      values.add(leaf ? split : 0);
      covers.add((float) tree.get("sum_hessian").get(their).asDouble());
    }

    Trees trees(int features, double base) {
      int[] flat = nodes.stream().flatMapToInt(java.util.Arrays::stream).toArray();
      return new Trees(
          features,
          base,
          roots.stream().mapToInt(Integer::intValue).toArray(),
          flat,
          floats(values),
          floats(covers));
    }

    private static float[] floats(List<Float> list) {
      float[] floats = new float[list.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = list.get(i);
      }
      return floats;
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
