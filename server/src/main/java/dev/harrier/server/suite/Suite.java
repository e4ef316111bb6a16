package dev.harrier.server.suite;

import dev.harrier.server.recipe.TextItem;
import dev.harrier.server.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The protocols by name. */
public final class Suite {
  /** A protocol: reads its folder, gives its rows one by one. */
  interface Protocol {
    void run(Path folder, Consumer<SuiteRow> out) throws IOException;
  }

  private static final Map<String, Protocol> PROTOCOLS = new LinkedHashMap<>();

  static {
    PROTOCOLS.put("spam_text/sms", Suite::sms);
  }

  private Suite() {}

  public static List<String> names() {
    return List.copyOf(PROTOCOLS.keySet());
  }

  /** Runs one protocol; false if its folder is absent. */
  public static boolean run(Path data, String name, Consumer<SuiteRow> out) throws IOException {
    Path folder = data.resolve(name);
    if (!Files.isDirectory(folder)) {
      return false;
    }
    Protocol protocol = PROTOCOLS.get(name);
    if (protocol == null) {
      throw new IllegalArgumentException("no protocol `" + name + "`, there are " + names());
    }
    protocol.run(folder, out);
    return true;
  }

  private static void sms(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table table = Table.read(folder.resolve("sms.csv.gz"));
    String[] texts = table.texts("text");
    String[] labels = table.texts("label");
    Map<String, Integer> distinct = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i++) {
      distinct.putIfAbsent(texts[i], labels[i].equals("spam") || labels[i].equals("1") ? 1 : 0);
    }
    List<TextItem> items = distinct.keySet().stream().map(TextItem::of).toList();
    int[] truth = distinct.values().stream().mapToInt(i -> i).toArray();
    new TextTask("spam_text/sms", items, truth, Folds.stratified(truth, 5)).run(out, .980, .985);
  }

  /** Two classes, five folds, threshold by inner folds. */
  record TextTask(String name, List<TextItem> items, int[] truth, int[] fold) {
    void run(Consumer<SuiteRow> out, double baseline, double target) {
      int n = items.size();
      double[] score = new double[n];
      int[] predicted = new int[n];
      for (int k = 0; k < 5; k++) {
        int held = k;
        int[] train = Arrays.stream(Measure.all(n)).filter(i -> fold[i] != held).toArray();
        int[] test = Arrays.stream(Measure.all(n)).filter(i -> fold[i] == held).toArray();
        double[][] inner = TextProtocol.outOfFold(items, truth, 2, train, fold, 5);
        double threshold =
            Measure.bestThreshold(
                Arrays.stream(train).mapToDouble(i -> inner[i][0]).toArray(),
                Arrays.stream(train).map(i -> truth[i]).toArray());
        double[][] outer = TextProtocol.trained(items, truth, 2, train, test);
        for (int i = 0; i < test.length; i++) {
          score[test[i]] = outer[i][0];
          predicted[test[i]] = outer[i][0] > threshold ? 1 : 0;
        }
      }
      boolean[] positive = new boolean[n];
      for (int i = 0; i < n; i++) {
        positive[i] = truth[i] == 1;
      }
      int[] all = Measure.all(n);
      List<SuiteRow> rows = new ArrayList<>();
      rows.add(row("macro-F1", Measure.interval(r -> Measure.macroF1(predicted, truth, 2, r), all), baseline, target));
      rows.add(row("AUROC", Measure.interval(r -> Measure.auroc(score, positive, r), all), Double.NaN, Double.NaN));
      rows.forEach(out);
    }

    private SuiteRow row(String metric, Measure.Interval i, double baseline, double target) {
      return new SuiteRow(name, metric, i.value(), i.low(), i.high(), baseline, target);
    }
  }
}
