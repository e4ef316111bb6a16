package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `train`, `score` and `evaluate` as they are typed, on tables made up here. */
class TrainCommandTest {
  @TempDir private Path folder;

  private Path accounts;

  @BeforeEach
  void writeAccounts() throws IOException {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder("id,username,followers_count,friends_count,label\n");
    for (int i = 0; i < 400; i++) {
      boolean bot = i % 3 == 0;
      String name =
          bot ? "user" + (100_000 + random.nextInt(900_000)) : "name" + (char) ('a' + i % 26);
      int followers = bot ? random.nextInt(60) : 20 + random.nextInt(2_000);
      rows.append(
          "a%d,%s,%d,%d,%s%n"
              .formatted(i, name, followers, 10 + random.nextInt(500), bot ? "bot" : "human"));
    }
    accounts = Files.writeString(folder.resolve("accounts.csv"), rows);
  }

  private record Said(int code, String out, String err) {}

  private static Said run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code =
        CommandLineInterface.run(words, new ByteArrayInputStream(new byte[0]), out, err, false);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path model() {
    Path model = folder.resolve("bots.model");
    Said said = run("train", "account", "--data", accounts, "--out", model);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("400 rows", "AUROC");
    return model;
  }

  private Path table(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void refused(Path table, String... expected) {
    Said said = run("train", "account", "--data", table, "--out", folder.resolve("never.model"));
    assertThat(said.code()).isEqualTo(CommandLineInterface.INPUT_WRONG);
    assertThat(said.err()).contains(expected);
  }

  @Test
  void aModelScoresATableThatHasButSomeOfItsColumns() throws IOException {
    Path few = table("few.csv", "id,username\nx,user482913\ny,namec\n");
    Said said = run("score", model(), "--data", few);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines().toList())
        .hasSize(3)
        .first()
        .isEqualTo("id,score,probability,band,reasons");
    assertThat(score(said.out(), 1)).isGreaterThan(score(said.out(), 2));
  }

  @Test
  void oneSaysWhichWordsMeanOneAndAllOthersThenMeanZero() throws IOException {
    Path words =
        table(
            "words.csv",
            Files.readString(accounts).replace(",bot", ",Zombie").replace(",human", ",soul"));
    refused(words, "label `Zombie`", "one of [bot, spam,", "for 1", "ham, human", "for 0", "--one");
    Path model = folder.resolve("words.model");
    Said said = run("train", "account", "--data", words, "--out", model, "--one", "zombie");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(score(run("score", model, "--data", words).out(), 1))
        .isEqualTo(score(run("score", model(), "--data", accounts).out(), 1));
  }

  private static double score(String out, int line) {
    return Double.parseDouble(out.lines().toList().get(line).split(",")[1]);
  }

  @Test
  void trainingTwiceGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(model());

    assertThat(Files.readAllBytes(model())).isEqualTo(first);
  }

  @Test
  void anEvaluationHasEveryFigureItsControlsAndAPage() throws IOException {
    Path page = folder.resolve("page.html");
    Said said = run("evaluate", "account", "--data", accounts, "--folds", 3, "--html", page);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains(
            "AUROC",
            "PR-AUC",
            "macro-F1",
            "recall at precision .95",
            "recall at precision .99",
            "ECE",
            "shuffled truth",
            "best single feature");
    assertThat(Files.readString(page)).contains("<svg", "Reliability", "Worst errors");
  }

  @Test
  void aModelJudgedOnItsOwnRowsIsWarnedOf() {
    Said said = run("evaluate", model(), "--data", accounts);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("WARNING: these are the rows that the model was trained on");
  }

  @Test
  void aDamagedModelIsAnErrorThatNamesIt() throws IOException {
    Path model = model();
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    Said said = run("score", model, "--data", accounts);

    assertThat(said.code()).isEqualTo(CommandLineInterface.INPUT_WRONG);
    assertThat(said.err()).contains("bots.model", "damaged");
  }

  @Test
  void truthMayStandInATableOfItsOwn() throws IOException {
    StringBuilder truth = new StringBuilder("id,label\n");
    for (int i = 0; i < 300; i++) {
      truth.append('a').append(i).append(',').append(i % 3 == 0 ? 1 : 0).append('\n');
    }
    Path labels = table("truth.csv", truth.toString());
    Said said =
        run(
            "train",
            "account",
            "--data",
            accounts,
            "--truth",
            labels,
            "--out",
            folder.resolve("t.model"));

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("100 rows without a truth are left out");
  }

  @Test
  void oneClassOnlyIsRefused() throws IOException {
    refused(
        table("one.csv", "id,followers_count,label\na,1,1\nb,2,1\n"),
        "all 2 rows have truth 1",
        "expected some of each");
  }

  @Test
  void aLabelThatIsNoTruthIsNamedWithItsLine() throws IOException {
    refused(
        table("label.csv", "id,followers_count,label\na,1,1\nb,2,maybe\n"),
        "line 3",
        "label `maybe`",
        "expected 0 or 1");
  }

  @Test
  void aRepeatedIdIsNamed() throws IOException {
    refused(table("twice.csv", "id,followers_count,label\na,1,1\na,2,0\n"), "id `a` occurs twice");
  }

  @Test
  void anInfiniteNumberIsNamedWithItsLine() throws IOException {
    refused(
        table("infinite.csv", "id,followers_count,label\na,1,1\nb,Infinity,0\n"),
        "line 3",
        "`followers_count`",
        "`Infinity`",
        "finite");
  }

  @Test
  void aTableWithoutAnyInputSaysWhichThereCouldBe() throws IOException {
    refused(table("none.csv", "id,colour,label\na,red,1\n"), "colour", "followers_count", "--map");
  }

  @Test
  void valuesMissingEverywhereAreRefused() throws IOException {
    refused(
        table("empty.csv", "id,followers_count,label\na,,1\nb,,0\nc,,1\nd,,0\ne,,1\nf,,0\n"),
        "every feature is the same in all 6 rows");
  }

  @Test
  void mixedEncodingsAreRefused() throws IOException {
    Path mixed = folder.resolve("mixed.csv");
    byte[] latin =
        "id,username,label\na,ok,1\nb,caf\u00e9,0\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(mixed, latin);
    refused(mixed, "not UTF-8", "mixed.csv");
  }

  @Test
  void anOutcomeIsNeverAnInput() throws IOException {
    Path recipe =
        table(
            "leak.yaml",
            """
            name: leak
            about: reads the truth
            model: trees
            features: columns
            id: id
            truth: {column: label}
            inputs: [label]
            columns:
              - {name: label, kind: number, leakage: outcome}
            """);
    Said said = run("train", recipe, "--data", accounts, "--out", folder.resolve("x.model"));

    assertThat(said.code()).isEqualTo(CommandLineInterface.INPUT_WRONG);
    assertThat(said.err()).contains("reads `label`, whose class is `outcome`");
  }
}
