package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.event.EntityKey;
import dev.harrier.runtime.embed.Ack;
import dev.harrier.runtime.embed.Answer;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.runtime.ledger.ManualLabel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowsCommandTest {
  private static final String RULES =
      """
      UserId: Entity[str] = EntityJson(type='User', path='$.user')
      Length: int = JsonData(path='$.length', required=False)
      Target: Optional[str] = JsonData(path='$.of', required=False)
      PostsHour: int = Count(key=[UserId], window=TimeDelta(hours=1))
      Many = Rule(when_all=[PostsHour > 3], description='posts a lot')
      WhenRules(rules_any=[Many], then=[DeclareVerdict(verdict='limit')])
      """;

  private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");

  @TempDir private Path folder;

  /** Every minute one of twenty people posts; the odd ones write long posts, and are blocked. */
  private static String post(int minute) {
    int user = minute % 20;
    return "{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"%s\",\"data\":{\"user\":\"u%d\",\"length\":%d}}"
        .formatted(minute, at(minute), user, user % 2 == 0 ? minute % 7 : 50 + minute % 7);
  }

  private static String block(int minute, int user) {
    return "{\"action_id\":\"b%d-%d\",\"action_name\":\"block\",\"timestamp\":\"%s\",\"data\":{\"user\":\"w\",\"of\":\"u%d\"}}"
        .formatted(minute, user, at(minute), user);
  }

  private static Instant at(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private static void send(Harrier harrier, String event) {
    byte[] json = event.getBytes(StandardCharsets.UTF_8);
    assertThat(harrier.decide(json, "web", Ack.DECIDED)).isInstanceOf(Answer.Decided.class);
  }

  private Path data(int minutes) throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve("main.sml"), RULES);
    Files.createDirectories(project.resolve("config"));
    Files.writeString(project.resolve("config/project.yaml"), "dialect: compat\n");
    Path data = folder.resolve("data-" + minutes);
    try (Harrier harrier = Harrier.open(data, Options.DEFAULT)) {
      Installation made = harrier.install(project, "first");
      harrier.activate(((Installation.Installed) made).bundle().version(), "ada");
      for (int minute = 0; minute < minutes; minute++) {
        send(harrier, post(minute));
        if (minute == 200) {
          for (int user = 1; user < 20; user += 2) {
            send(harrier, block(minute, user));
          }
        }
        if (minute == 250) {
          EntityKey user = new EntityKey("User", "u3");
          long now = at(minute).getEpochSecond() * 1_000_000;
          harrier.setLabel(new ManualLabel("1", user, "spam", false, "ada", "no", now, null));
        }
      }
    }
    return data;
  }

  private List<String> rows(Path data, String... more) throws Exception {
    Path out = folder.resolve("rows.csv");
    String[] options = new String[9 + more.length];
    String[] first = {
      "rows",
      "--data",
      data.toString(),
      "--entity",
      "UserId",
      "--type",
      "post",
      "--out",
      out.toString()
    };
    System.arraycopy(first, 0, options, 0, 9);
    System.arraycopy(more, 0, options, 9, more.length);
    Cli.Result result = Cli.run(options);
    assertThat(result.code()).as(result.err()).isZero();
    return Files.readAllLines(out);
  }

  @Test
  void aRowHoldsWhatTheRulesSawThenAndWhatBecameKnownAfterwards() throws Exception {
    List<String> rows =
        rows(
            data(300),
            "--truth",
            "event:block:$.of",
            "--silence",
            "4h",
            "--until",
            "2026-01-10T05:00:00Z");

    assertThat(rows.getFirst())
        .isEqualTo("id,time,type,entity,Length,Target,PostsHour,label,known_at,truth");
    assertThat(rows)
        .contains("3,2026-01-10T00:01:00Z,post,u1,51,,1,1,2026-01-10T03:20:00Z,event:block")
        .contains("23,2026-01-10T00:21:00Z,post,u1,50,,2,1,2026-01-10T03:20:00Z,event:block")
        .contains("2,2026-01-10T00:00:00Z,post,u0,0,,1,0,2026-01-10T04:00:00Z,silence");
    assertThat(rows).as("known when it happened").noneMatch(row -> row.contains("T03:21:00Z,post"));
    assertThat(rows).as("too early to say").noneMatch(row -> row.contains("T01:02:00Z,post"));
  }

  /** What the future brings changes no row of the past. */
  @Test
  void nothingThatHappenedLaterIsInATable() throws Exception {
    String[] asked = {
      "--truth", "label:spam", "--truth", "event:block:$.of", "--until", "2026-01-10T03:30:00Z"
    };
    List<String> then = rows(data(211), asked);

    assertThat(then).hasSizeGreaterThan(50);
    assertThat(rows(data(400), asked)).isEqualTo(then);
  }

  @Test
  void theSourceNamedFirstIsBelievedFirst() throws Exception {
    Path data = data(300);
    assertThat(rows(data, "--truth", "event:block:$.of", "--truth", "label:spam"))
        .anyMatch(row -> row.contains(",u3,") && row.endsWith("event:block"));
    assertThat(rows(data, "--truth", "label:spam", "--truth", "event:block:$.of"))
        .filteredOn(row -> row.contains(",u3,") && row.contains("T00:"))
        .isNotEmpty()
        .allMatch(row -> row.endsWith(",0,2026-01-10T04:10:00Z,label:spam"));
  }

  @Test
  void aModelIsTrainedOnTheTableByItsRecipe() throws Exception {
    String recipe = folder.resolve("late.yaml").toString();
    rows(
        data(500),
        "--truth",
        "event:block:$.of",
        "--silence",
        "1h",
        "--features",
        "Length,PostsHour",
        "--recipe",
        recipe);
    Path model = folder.resolve("late.model");
    Cli.Result trained =
        Cli.run(
            "train",
            recipe,
            "--data",
            folder.resolve("rows.csv").toString(),
            "--out",
            model.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(Files.size(model)).isPositive();
  }

  @Test
  void aSourceOfTruthThatIsNoneIsSaid() throws Exception {
    Cli.Result result =
        Cli.run(
            "rows",
            "--data",
            data(3).toString(),
            "--entity",
            "UserId",
            "--out",
            folder.resolve("x.csv").toString(),
            "--truth",
            "blocks");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("--truth is `blocks`, expected `label:NAME`");
  }
}
