package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backtest}, {@code query} and {@code export} as they are typed. */
class BacktestCommandTest {
  @TempDir private Path folder;

  private String events() {
    StringBuilder events = new StringBuilder();
    for (int i = 1; i <= 600; i++) {
      events.append(Cli.post(i, i % 3 == 0 ? "short" : "<b>much longer</b> than ten"));
    }
    return Cli.write(folder, "events.jsonl", events.toString()).toString();
  }

  @Test
  void aReportIsTheSameWithAnyNumberOfThreads() throws Exception {
    String events = events();
    String rules = Cli.project(folder.resolve("rules"));
    String truth = Cli.write(folder, "truth.csv", "id,label\n1,bad\n2,good\n3,1\n").toString();
    String text = "";
    String page = "";
    for (String threads : new String[] {"1", "2", "8"}) {
      Path html = folder.resolve("report" + threads + ".html");
      Cli.Result result =
          Cli.run(
              "backtest",
              "--input",
              events,
              "--rules",
              rules,
              "--against",
              rules,
              "--truth",
              truth,
              "--threads",
              threads,
              "--html",
              html.toString());
      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out()).contains("Long", "50.0% (9.5–90.5)", "none: every rule fires");
      text = text.isEmpty() ? result.out() : text;
      page = page.isEmpty() ? Files.readString(html) : page;
      assertThat(result.out()).isEqualTo(text);
      assertThat(Files.readString(html)).isEqualTo(page);
    }
    assertThat(page).startsWith("<!doctype html>").doesNotContain("http:", "https:", "<script");
  }

  @Test
  void labelsThatNoOneKnowsAreRefused() {
    String truth = Cli.write(folder, "truth.csv", "id,label\n1,maybe\n").toString();
    Cli.Result result =
        Cli.run(
            "backtest",
            "--input",
            events(),
            "--rules",
            Cli.project(folder.resolve("rules")),
            "--truth",
            truth);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("line 2 has the label `maybe`");
  }

  @Test
  void decisionsOfARunAreAskedAndExported() {
    String decisions = folder.resolve("decisions.jsonl").toString();
    String rules = Cli.project(folder.resolve("rules"));
    Cli.run(
        "run", "--rules", rules, "--input", events(), "--output", decisions, "--features", "all");

    Cli.Result found = Cli.run("query", "--decisions", decisions, "Length > 10", "--top", "Length");
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out()).startsWith("400 decisions of 600\n");

    Cli.Result wrong = Cli.run("query", "--decisions", decisions, "Lengt > 10");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("unknown feature `Lengt`", "did you mean `Length`?");

    Path out = folder.resolve("out");
    assertThat(Cli.run("export", "--decisions", decisions, "--out", out.toString()).code())
        .isZero();
    assertThat(out.resolve("2026-09-01.parquet")).exists();
  }
}
