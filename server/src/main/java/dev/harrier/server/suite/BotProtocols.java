package dev.harrier.server.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.detect.account.Account;
import dev.harrier.detect.account.AccountFeatures;
import dev.harrier.detect.account.PostFeatures;
import dev.harrier.learn.text.HandleModel;
import dev.harrier.server.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Bots from profiles, and from posts. */
final class BotProtocols {
  private static final double NONE = Double.NaN;
  private static final double MILLIS_A_DAY = 86_400_000.0;

  private BotProtocols() {}

  static void profile(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table table = Table.read(folder.resolve("accounts.csv.gz"));
    int[] truth = TextProtocols.labels(table, "is_bot");
    int[] fold = Folds.stratified(truth, 5);
    List<Account> accounts = accounts(table);
    NumberTask task = ProfileStack.task("bots/twitter_human_bots", accounts, truth);
    ProfileStack stack = new ProfileStack(accounts, truth, fold);
    task.auroc(stack.folded(), Measure.all(truth.length), .935, .95, out);
    stack.shuffledControl(task.name(), out);
    task.bestFeatureControl(AccountFeatures.names(), out);
    Identifiers.control(task.name(), table.texts("id"), truth, fold, out);
  }

  private static List<Account> accounts(Table table) {
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < table.rows(); i++) {
      double created = time(table.column("created_at")[i]);
      double days = number(table.column("account_age_days")[i]);
      String location = table.column("location")[i];
      accounts.add(
          new Account(
              table.column("screen_name")[i],
              null,
              table.column("description")[i],
              location == null || location.equals("unknown") ? null : location,
              null,
              created,
              created + days * MILLIS_A_DAY,
              number(table.column("followers_count")[i]),
              number(table.column("friends_count")[i]),
              number(table.column("statuses_count")[i]),
              number(table.column("favourites_count")[i]),
              NONE,
              flag(table.column("default_profile")[i]),
              flag(table.column("default_profile_image")[i])));
    }
    return accounts;
  }

  private static double number(@Nullable String text) {
    return text == null ? NONE : Double.parseDouble(text);
  }

  private static double flag(@Nullable String text) {
    return text == null ? NONE : text.equalsIgnoreCase("true") || text.equals("1") ? 1 : 0;
  }

  private static double time(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    String iso = text.replace(' ', 'T');
    return iso.endsWith("Z")
        ? Instant.parse(iso).toEpochMilli()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** The users of one practice set. */
  private record Users(int set, List<String> names, List<float[]> rows, List<Integer> truth) {}

  private static Users users(Path folder, int set) throws IOException {
    JsonNode root = root(folder, set);
    Set<String> bots =
        new HashSet<>(Files.readAllLines(folder.resolve("dataset.bots." + set + ".txt")));
    Map<String, List<PostFeatures.Post>> posts = new LinkedHashMap<>();
    for (JsonNode post : root.get("posts")) {
      long millis = Instant.parse(post.get("created_at").asText()).toEpochMilli();
      posts
          .computeIfAbsent(post.get("author_id").asText(), id -> new ArrayList<>())
          .add(new PostFeatures.Post(millis, post.get("text").asText()));
    }
    Users users = new Users(set, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (JsonNode user : root.get("users")) {
      String id = user.get("id").asText();
      users.names().add(user.path("username").asText(""));
      users.rows().add(PostFeatures.of(posts.getOrDefault(id, List.of())));
      users.truth().add(bots.contains(id) ? 1 : 0);
    }
    return users;
  }

  /** From one collection of bots to the other, by the columns that both have. */
  static void transfer(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table table = Table.read(folder.resolve("twitter_human_bots").resolve("accounts.csv.gz"));
    List<Account> accounts = new ArrayList<>();
    List<Integer> truth = new ArrayList<>();
    int[] labels = TextProtocols.labels(table, "is_bot");
    for (int i = 0; i < table.rows(); i++) {
      String location = table.column("location")[i];
      accounts.add(
          shared(
              table.column("screen_name")[i],
              table.column("description")[i],
              "unknown".equals(location) ? null : location));
      truth.add(labels[i]);
    }
    int first = accounts.size();
    Set<String> seen = new HashSet<>();
    for (int set : new int[] {30, 31, 32, 33}) {
      Path posts = folder.resolve("botornot_30_33");
      Set<String> bots =
          new HashSet<>(Files.readAllLines(posts.resolve("dataset.bots." + set + ".txt")));
      for (JsonNode user : root(posts, set).get("users")) {
        if (seen.add(user.path("username").asText(""))) {
          accounts.add(
              shared(text(user, "username"), text(user, "description"), text(user, "location")));
          truth.add(bots.contains(user.get("id").asText()) ? 1 : 0);
        }
      }
    }
    // One collection's handles would tell the collections apart: likelihoods of none are left.
    HandleModel none = HandleModel.fit(List.of("a"));
    List<float[]> rows = accounts.stream().map(a -> AccountFeatures.of(a, none)).toList();
    int[] classes = truth.stream().mapToInt(label -> label).toArray();
    carried("bots/profiles to posts' users", rows, classes, i -> i < first, out);
    carried("bots/posts' users to profiles", rows, classes, i -> i >= first, out);
  }

  private static void carried(
      String name, List<float[]> rows, int[] truth, IntPredicate taught, Consumer<SuiteRow> out) {
    NumberTask task = new NumberTask(name, rows, truth);
    int[] test = task.where(taught.negate());
    double[] score = new double[truth.length];
    task.split(task.where(taught), test, score);
    task.auroc(score, test, NONE, .75, out);
    task.shuffledControl(task.where(taught), test, out);
  }

  private static Account shared(
      @Nullable String handle, @Nullable String description, @Nullable String location) {
    return new Account(
        handle,
        null,
        description,
        location,
        null,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE);
  }

  private static @Nullable String text(JsonNode user, String field) {
    String text = user.path(field).asText("");
    return text.isEmpty() || text.equals("null") ? null : text;
  }

  private static JsonNode root(Path folder, int set) throws IOException {
    Path file = folder.resolve("dataset.posts_users." + set + ".json.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new ObjectMapper().readTree(in);
    }
  }

  static void posts(Path folder, Consumer<SuiteRow> out) throws IOException {
    List<Users> sets = new ArrayList<>();
    for (int set : new int[] {30, 31, 32, 33}) {
      sets.add(users(folder, set));
    }
    String name = "bots/botornot_30_33 ";
    across(name + "30+31 to 32+33", sets, Set.of(30, 31), Set.of(32, 33), .979, .99, .73, .85, out);
    across(name + "EN to FR", sets, Set.of(30, 32), Set.of(31, 33), .987, NONE, .60, .75, out);
    across(name + "FR to EN", sets, Set.of(31, 33), Set.of(30, 32), .979, NONE, .85, NONE, out);
  }

  private static void across(
      String name,
      List<Users> sets,
      Set<Integer> from,
      Set<Integer> to,
      double baseline,
      double target,
      double recallBaseline,
      double recallTarget,
      Consumer<SuiteRow> out) {
    List<float[]> rows = new ArrayList<>();
    List<Integer> truth = new ArrayList<>();
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    Set<String> known = new HashSet<>();
    sets.stream().filter(s -> from.contains(s.set())).forEach(s -> known.addAll(s.names()));
    for (Users users : sets) {
      for (int i = 0; i < users.rows().size(); i++) {
        if (from.contains(users.set())) {
          train.add(rows.size());
        } else if (to.contains(users.set()) && !known.contains(users.names().get(i))) {
          test.add(rows.size());
        }
        rows.add(users.rows().get(i));
        truth.add(users.truth().get(i));
      }
    }
    NumberTask task = new NumberTask(name, rows, truth.stream().mapToInt(label -> label).toArray());
    double[] score = new double[rows.size()];
    int[] tested = test.stream().mapToInt(row -> row).toArray();
    int[] taught = train.stream().mapToInt(row -> row).toArray();
    task.split(taught, tested, score);
    task.auroc(score, tested, baseline, target, out);
    task.recall(.95, score, tested, recallBaseline, recallTarget, out);
    task.shuffledControl(taught, tested, out);
    task.bestFeatureControl(PostFeatures.names(), out);
  }
}
