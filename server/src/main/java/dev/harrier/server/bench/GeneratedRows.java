package dev.harrier.server.bench;

import dev.harrier.detect.score.Derivation;
import dev.harrier.detect.score.Derivations;
import dev.harrier.detect.score.RawRow;
import dev.harrier.json.JsonWriter;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Rows, texts and profiles made by lot from a seed: of the size and shape of real ones, and with
 * enough to learn that models of them are as large as real ones.
 */
final class GeneratedRows {
  /** 2026-01-01, in seconds. */
  private static final long START = 1_767_225_600L;

  private static final int WORDS = 4_000;

  private final Random random;

  GeneratedRows(long seed) {
    random = new Random(seed);
  }

  // Numbers.

  /** Rows of so many numbers, a tenth of them absent; the truth follows from eight of them. */
  Frame numbers(int rows, int width) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(Column.number("x" + i));
    }
    Frame.Builder frame = Frame.of(columns);
    for (int i = 0; i < rows; i++) {
      float[] row = new float[width];
      double sum = random.nextGaussian();
      for (int j = 0; j < width; j++) {
        double x = random.nextGaussian() * (1 + j % 5);
        row[j] = random.nextInt(10) == 0 ? Float.NaN : (float) x;
        sum += j < 8 ? (j % 2 == 0 ? Math.sin(x) : Math.abs(x) - 1) : 0;
      }
      frame.row("r" + i, row).truth(sum > 0 ? 1 : 0);
    }
    return frame.build();
  }

  // Texts.

  /** A text and its truth. */
  record Labelled(String text, int truth) {}

  /** Texts of exactly so many characters: words of a made-up language, links, names, numbers. */
  List<Labelled> texts(int count, int length) {
    String[] words = words();
    List<Labelled> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int truth = random.nextInt(2);
      StringBuilder text = new StringBuilder();
      while (text.length() < length) {
        text.append(piece(words, truth)).append(' ');
      }
      texts.add(new Labelled(text.substring(0, length), truth));
    }
    return texts;
  }

  private String[] words() {
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        word.append("bdfgklmnprstvz".charAt(random.nextInt(14)));
        word.append("aeiou".charAt(random.nextInt(5)));
      }
      words[i] = word.toString();
    }
    return words;
  }

  private String piece(String[] words, int truth) {
    return switch (random.nextInt(25)) {
      case 0 -> "https://" + words[random.nextInt(WORDS)] + ".example/" + random.nextInt(1_000);
      case 1 -> "@" + words[random.nextInt(WORDS)];
      case 2 -> Integer.toString(random.nextInt(100_000));
      case 3 -> "#" + words[random.nextInt(WORDS)];
      default -> {
        int rank = (int) (WORDS * Math.pow(random.nextDouble(), 3));
        boolean telling = random.nextInt(12) == 0;
        String word = words[telling ? rank / 2 * 2 + truth & WORDS - 1 : rank];
        yield random.nextInt(8) == 0
            ? Character.toUpperCase(word.charAt(0)) + word.substring(1)
            : word;
      }
    };
  }

  // Profiles.

  /** One account, and whether it is a bot. */
  record Profile(
      String username,
      String name,
      String description,
      @Nullable String location,
      long createdSeconds,
      long observedSeconds,
      long followers,
      long following,
      long posts,
      long likes,
      long listed,
      boolean plain,
      int truth) {
    /** As the columns of the recipe {@code account} stand. */
    RawRow row() {
      RawRow row = new RawRow(14);
      row.set(0, username).set(1, name).set(2, description).set(3, location);
      row.set(5, createdSeconds * 1e3).set(6, observedSeconds * 1e3);
      row.set(7, followers).set(8, following).set(9, posts).set(10, likes).set(11, listed);
      return row.set(12, plain ? 1 : 0).set(13, plain ? 1 : 0);
    }

    /** A post of it, as an event. */
    String event(int id) {
      JsonWriter json = new JsonWriter().object();
      json.name("action_id").number(id).name("action_name").text("create_post");
      json.name("timestamp").text(Instant.ofEpochSecond(observedSeconds).toString());
      JsonWriter actor = new JsonWriter().object();
      actor.name("id").text("u" + id).name("username").text(username).name("name").text(name);
      actor.name("description").text(description);
      if (location != null) {
        actor.name("location").text(location);
      }
      actor.name("created_at").text(Instant.ofEpochSecond(createdSeconds).toString());
      actor.name("observed_at").number(observedSeconds);
      actor.name("followers").number(followers).name("following").number(following);
      actor.name("posts").number(posts).name("likes").number(likes).name("listed").number(listed);
      actor.name("plain").flag(plain).end();
      json.name("data").json("{\"actor\":" + actor + ",\"text\":\"good morning\"}").end();
      return json.toString();
    }
  }

  /** Accounts, one in {@code oneBotIn} of them a bot. */
  List<Profile> profiles(int count, int oneBotIn) {
    String[] words = words();
    List<Profile> profiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean bot = random.nextInt(oneBotIn) == 0;
      long observed = START + random.nextInt(86_400);
      long age = (long) (86_400 * (bot ? 60 : 1_500) * random.nextDouble()) + 3_600;
      String first = words[random.nextInt(WORDS)];
      profiles.add(
          new Profile(
              first + (bot || random.nextInt(4) == 0 ? "_" + random.nextInt(100_000) : ""),
              first + " " + words[random.nextInt(WORDS)],
              sentence(words, 2 + random.nextInt(18)),
              random.nextInt(3) == 0 ? null : words[random.nextInt(WORDS)],
              observed - age,
              observed,
              amount(bot ? 3 : 6),
              amount(bot ? 7 : 5.5),
              amount(bot ? 6 : 6.5),
              amount(bot ? 3 : 7),
              amount(1),
              random.nextInt(bot ? 2 : 12) == 0,
              bot ? 1 : 0));
    }
    return profiles;
  }

  private long amount(double logarithm) {
    return (long) Math.exp(logarithm + 1.5 * random.nextGaussian());
  }

  private String sentence(String[] words, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? "" : " ").append(words[random.nextInt(WORDS)]);
    }
    return text.toString();
  }

  /** The features of profiles, with what they were computed by. */
  record Profiled(Derivation derivation, Frame frame) {
    static Profiled of(List<Profile> profiles) {
      Derivation.Fitting fitting = Derivations.fitting("account", List.of());
      profiles.forEach(profile -> fitting.add(profile.row()));
      Derivation derivation = fitting.done();
      Frame.Builder frame =
          Frame.of(derivation.features().stream().map(feature -> feature.column()).toList());
      float[] numbers = new float[derivation.features().size()];
      for (int i = 0; i < profiles.size(); i++) {
        derivation.derive(profiles.get(i).row(), numbers, new String[0]);
        frame.row("p" + i, numbers.clone()).truth(profiles.get(i).truth());
      }
      return new Profiled(derivation, frame.build());
    }
  }

  /** Events, one a line. */
  static byte[] lines(List<Profile> profiles) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < profiles.size(); i++) {
      lines.append(profiles.get(i).event(i)).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
