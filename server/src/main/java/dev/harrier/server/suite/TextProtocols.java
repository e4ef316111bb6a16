package dev.harrier.server.suite;

import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.text.TextNumbers;
import dev.harrier.server.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Spam, abuse and unwanted questions: protocols of texts. */
final class TextProtocols {
  private static final double NONE = Double.NaN;

  private TextProtocols() {}

  /** The distinct texts of a table, first label kept, absent texts as empty ones. */
  private static TextTask distinctTexts(String name, Table table) {
    String[] texts = table.texts("text");
    int[] labels = labels(table, "label");
    Map<String, Integer> distinct = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i++) {
      distinct.putIfAbsent(texts[i], labels[i]);
    }
    List<TextItem> items = distinct.keySet().stream().map(TextItem::of).toList();
    int[] truth = distinct.values().stream().mapToInt(label -> label).toArray();
    return new TextTask(name, items, truth, own(truth.length));
  }

  static String[] own(int n) {
    return IntStream.range(0, n).mapToObj(String::valueOf).toArray(String[]::new);
  }

  static int[] labels(Table table, String column) {
    return Arrays.stream(table.texts(column))
        .mapToInt(
            label -> label.equals("1") || label.equals("spam") || label.equals("True") ? 1 : 0)
        .toArray();
  }

  static void sms(Path folder, Consumer<SuiteRow> out) throws IOException {
    TextTask task = distinctTexts("spam_text/sms", Table.read(folder.resolve("sms.csv.gz")));
    int[] fold = Folds.stratified(task.truth(), TextTask.FOLDS);
    TextTask.Scores scores = task.folded(fold);
    task.macroF1(scores, .980, .985, out);
    task.auroc(scores, .995, NONE, out);
    task.shuffledControl(fold, out);
    task.bestNumberControl(TextNumbers.names(), out);
    Identifiers.control(task.name(), task.group(), task.truth(), fold, out);
  }

  static void mail(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table table = Table.read(folder.resolve("emails.csv.xz"));
    TextTask task = mailTask("spam_text/spamassassin", table);
    String[] group = table.texts("group");
    int[] test = task.rows(i -> group[i].endsWith("-2") || group[i].equals("hard-ham-1"));
    int[] train = task.rows(i -> !group[i].endsWith("-2") && !group[i].equals("hard-ham-1"));
    int[] inner = Folds.stratified(task.truth(), TextTask.FOLDS);
    TextTask.Scores scores = task.split(train, test, inner);
    task.macroF1(scores, .939, .955, out);
    task.auroc(scores, .985, NONE, out);
    task.shuffledControl(train, test, out);
    task.bestNumberControl(TextNumbers.names(), out);
    Identifiers.control(task.name(), table.texts("id"), task.truth(), inner, out);
  }

  private static TextTask mailTask(String name, Table table) {
    String[] subject = table.texts("subject");
    String[] text = table.texts("text");
    List<TextItem> items =
        IntStream.range(0, text.length)
            .mapToObj(i -> TextItem.of(subject[i] + "\n" + text[i]))
            .toList();
    return new TextTask(name, items, labels(table, "label"), own(text.length));
  }

  static void spamTransfer(Path folder, Consumer<SuiteRow> out) throws IOException {
    TextTask sms = distinctTexts("sms", Table.read(folder.resolve("sms/sms.csv.gz")));
    TextTask mail = mailTask("mail", Table.read(folder.resolve("spamassassin/emails.csv.xz")));
    transfer("spam_text/sms to mail", sms, mail, out);
    transfer("spam_text/mail to sms", mail, sms, out);
  }

  private static void transfer(String name, TextTask from, TextTask to, Consumer<SuiteRow> out) {
    List<TextItem> items = new ArrayList<>(from.items());
    items.addAll(to.items());
    int n = from.truth().length;
    int[] truth = Arrays.copyOf(from.truth(), items.size());
    System.arraycopy(to.truth(), 0, truth, n, to.truth().length);
    TextTask task = new TextTask(name, items, truth, own(items.size()));
    int[] inner = Folds.stratified(truth, TextTask.FOLDS);
    TextTask.Scores scores = task.split(task.rows(i -> i < n), task.rows(i -> i >= n), inner);
    task.auroc(scores, NONE, NONE, out);
    task.macroF1(scores, NONE, NONE, out);
  }

  static void unwanted(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table table = Table.read(folder.resolve("posts.csv.gz"));
    String[] question = table.texts("question");
    String[] answer = table.texts("answer");
    String[] asker = table.texts("asker");
    List<TextItem> items =
        IntStream.range(0, question.length)
            .mapToObj(i -> TextItem.of(question[i], answer[i]).with(asker[i].isBlank() ? 1 : 0))
            .toList();
    String name = "unwanted_interaction/formspring";
    String[] receiver = table.texts("receiver");
    TextTask task = new TextTask(name, items, labels(table, "label_2of3"), receiver);
    int[] fold = Folds.grouped(receiver, TextTask.FOLDS);
    TextTask.Scores scores = task.folded(fold);
    task.macroF1(scores, .736, .76, out);
    task.averagePrecision(scores, .493, .54, out);
    task.auroc(scores, .884, NONE, out);
    task.shuffledControl(fold, out);
    task.bestNumberControl(TextNumbers.names(), out);
    Identifiers.control(name, table.texts("id"), task.truth(), fold, out);
  }

  static void abuse(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table table = Table.read(folder.resolve("tweets.csv.gz"));
    List<TextItem> items = Arrays.stream(table.texts("text")).map(TextItem::of).toList();
    String[] label = table.texts("label");
    List<String> classes = List.of("hate", "offensive", "neither");
    int[] truth = Arrays.stream(label).mapToInt(one -> classIndex(classes, one)).toArray();
    int[] fold = Folds.stratified(truth, TextTask.FOLDS);
    int[] all = Measure.all(truth.length);
    double[][] margins = new double[truth.length][];
    int[] predicted = new int[truth.length];
    for (TextFits.Nest nest : new TextFits(items).folded(truth, 3, fold, TextTask.FOLDS)) {
      double[] offsets = ClassOffsets.chosen(nest.margins(), truth, 3, nest.train());
      for (int row : nest.test()) {
        margins[row] = nest.margins()[row];
        predicted[row] = ClassOffsets.called(margins[row], offsets);
      }
    }
    String name = "abuse_text/davidson";
    put(
        name,
        "macro-F1",
        Measure.interval(r -> Measure.macroF1(predicted, truth, 3, r), all),
        .744,
        .76,
        out);
    put(
        name,
        "hate F1",
        Measure.interval(r -> Measure.f1(predicted, truth, 0, r), all),
        .434,
        .47,
        out);
    binary(name, "abusive AUROC", margins, truth, 2, .983, out);
    binary(name, "hate AUROC", margins, truth, 0, .866, out);
    int[] abusive = Arrays.stream(truth).map(k -> k == 2 ? 0 : 1).toArray();
    Identifiers.control(name, table.texts("id"), abusive, fold, out);
  }

  private static int classIndex(List<String> classes, String label) {
    int known = classes.indexOf(label);
    return known >= 0 ? known : Integer.parseInt(label);
  }

  private static void binary(
      String name,
      String metric,
      double[][] margins,
      int[] truth,
      int k,
      double baseline,
      Consumer<SuiteRow> out) {
    boolean negate = k == 2;
    double[] score = new double[truth.length];
    boolean[] positive = new boolean[truth.length];
    for (int i = 0; i < score.length; i++) {
      double total = 0;
      for (double margin : margins[i]) {
        total += Math.exp(margin - margins[i][k]);
      }
      score[i] = negate ? total : -total;
      positive[i] = (truth[i] == k) != negate;
    }
    int[] all = Measure.all(truth.length);
    put(
        name,
        metric,
        Measure.interval(r -> Measure.auroc(score, positive, r), all),
        baseline,
        NONE,
        out);
  }

  static void put(
      String name,
      String metric,
      Measure.Interval interval,
      double baseline,
      double target,
      Consumer<SuiteRow> out) {
    out.accept(
        new SuiteRow(
            name, metric, interval.value(), interval.low(), interval.high(), baseline, target));
  }
}
