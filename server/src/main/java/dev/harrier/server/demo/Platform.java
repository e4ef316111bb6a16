package dev.harrier.server.demo;

import dev.harrier.server.output.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One evening, six hours, of a made-up platform, as events in the order in which they happened. */
public final class Platform {
  private static final Instant START = Instant.parse("2026-05-08T17:00:00Z");
  private static final int HOUR = 3_600;
  private static final int EVENING = 6 * HOUR;
  private static final int DAY = 24 * HOUR;

  /** Posts and replies of one ordinary person in an evening, at most. */
  private static final int CHATTER = 18;

  private final Random random;
  private final Instant start;
  private final List<Account> accounts = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();

  private record Account(
      String id, String handle, int joined, int followers, String ip, Group group) {}

  /**
   * Something at a second of the evening; {@code target} is whom a reply answers or a follow
   * follows.
   */
  private record Happening(
      int second,
      Account actor,
      String type,
      @Nullable String text,
      @Nullable Account target,
      boolean friends) {}

  /**
   * What happened, and who is who.
   *
   * @param lines events, newline-delimited SML actions
   * @param truth group of each account by its id, in order
   * @param actors id of the account behind each event, by the event's id
   */
  public record Evening(byte[] lines, Map<String, Group> truth, Map<String, String> actors) {}

  private Platform(long seed, int day) {
    this.random = new Random(seed);
    this.start = START.plus(Duration.ofDays(day));
  }

  /**
   * @param people number of ordinary people, ≥ 50
   */
  public static Evening evening(int people, long seed) {
    return evening(people, seed, 0);
  }

  /**
   * An evening some days later.
   *
   * @param day 0 for the first
   */
  public static Evening evening(int people, long seed, int day) {
    Platform platform = new Platform(seed, day);
    List<Account> ordinary = platform.join(Group.ORDINARY, people, 30, 1_500);
    platform.chat(ordinary);
    platform.linkSpam();
    platform.brigade(ordinary.get(7));
    platform.bakery();
    platform.schoolClass();
    platform.newcomers(ordinary);
    platform.birthday(ordinary);
    platform.rudeFriends();
    platform.witness(ordinary.get(7));
    return platform.written();
  }

  // People.

  private List<Account> join(Group group, int count, int fewestDays, int mostDays) {
    List<Account> joined = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int daysAgo = fewestDays + random.nextInt(mostDays - fewestDays + 1);
      joined.add(account(group, -daysAgo * DAY - random.nextInt(DAY), address()));
    }
    return joined;
  }

  private Account account(Group group, int joined, String ip) {
    String handle = pick(Words.FIRST) + pick(Words.SECOND) + random.nextInt(100);
    int followers = (int) Math.exp(random.nextDouble() * 7);
    Account account =
        new Account("u" + (10_000 + accounts.size()), handle, joined, followers, ip, group);
    accounts.add(account);
    return account;
  }

  private String address() {
    return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
  }

  // What they do.

  private void chat(List<Account> people) {
    for (Account person : people) {
      for (int i = random.nextInt(CHATTER); i > 0; i--) {
        int second = random.nextInt(EVENING);
        Account other = pick(people);
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> post(second, person, small());
          case 4 -> post(second, person, small() + " " + link(pick(Words.NEWS)));
          case 5, 6, 7 -> reply(second, person, other, pick(Words.ANSWERS), random.nextBoolean());
          case 8 -> reply(second, person, other, grumble(), random.nextInt(3) > 0);
          default -> happen(second, person, "follow", null, other, false);
        }
      }
    }
  }

  /** Some answers in any conversation are not kind. */
  private String grumble() {
    return random.nextInt(6) == 0 ? pick(Words.GRUMBLES) : pick(Words.ANSWERS);
  }

  private void linkSpam() {
    String[] offices = {address(), address(), address()};
    for (int i = 0; i < 60; i++) {
      Account bot =
          i % 3 == 0
              ? account(Group.LINK_SPAM, 600 + 20 * i, offices[i % 9 / 3])
              : account(Group.LINK_SPAM, -random.nextInt(30 * HOUR), address());
      if (bot.joined() >= 0) {
        happen(bot.joined(), bot, "sign_up", null, null, false);
      }
      int second = 2 * HOUR + random.nextInt(HOUR / 2);
      for (int n = 4 + random.nextInt(6); n > 0; n--) {
        second += 60 + random.nextInt(420);
        String bait = random.nextInt(3) == 0 ? pick(Words.SCAMS) : pick(Words.BAIT);
        post(
            second,
            bot,
            random.nextInt(5) == 0 ? small() : bait + " " + link(pick(Words.SPAM_SHOPS)));
      }
    }
  }

  private void brigade(Account victim) {
    for (Account attacker : join(Group.BRIGADE, 35, 8, 500)) {
      int second = 3 * HOUR + random.nextInt(20 * 60);
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        reply(second, attacker, victim, pick(Words.ATTACKS), false);
        second += 45 + random.nextInt(300);
      }
    }
  }

  private void bakery() {
    Account bakery = join(Group.BAKERY, 1, 700, 900).getFirst();
    for (int second = 300; second < EVENING; second += 600) {
      post(second, bakery, pick(Words.BREAD) + " " + link("corner-bakery.example"));
    }
  }

  private void schoolClass() {
    String school = address();
    for (int i = 0; i < 24; i++) {
      int joined = HOUR + i * 200;
      Account pupil = account(Group.CLASS, joined, i % 8 == 0 ? school : address());
      happen(joined, pupil, "sign_up", null, null, false);
      post(
          joined + 120 + random.nextInt(400),
          pupil,
          "our project page is up " + link("class-7b.example"));
    }
  }

  private void newcomers(List<Account> people) {
    for (int i = 0; i < 40; i++) {
      int joined = random.nextInt(4 * HOUR);
      Account newcomer = account(Group.NEWCOMERS, joined, address());
      happen(joined, newcomer, "sign_up", null, null, false);
      int second = joined;
      for (int n = 1 + random.nextInt(2); n > 0; n--) {
        second += 300 + random.nextInt(1_500);
        post(
            second,
            newcomer,
            pick(Words.PICTURES) + " " + link(newcomer.handle() + ".pics.example"));
      }
      reply(second + 60, newcomer, pick(people), pick(Words.ANSWERS), false);
    }
  }

  private void birthday(List<Account> people) {
    Account celebrated = people.get(3);
    for (Account friend : join(Group.WELL_WISHERS, 90, 20, 900)) {
      int second = 4 * HOUR + random.nextInt(15 * 60);
      reply(second, friend, celebrated, pick(Words.WISHES), random.nextBoolean());
    }
  }

  private void rudeFriends() {
    List<Account> friends = join(Group.RUDE_FRIENDS, 6, 200, 600);
    for (int i = 0; i < 80; i++) {
      Account one = pick(friends);
      Account other = pick(friends);
      if (one != other) {
        reply(random.nextInt(EVENING), one, other, pick(Words.BANTER), true);
      }
    }
  }

  private void witness(Account victim) {
    Account witness = join(Group.WITNESS, 1, 100, 300).getFirst();
    for (int i = 0; i < 4; i++) {
      post(
          3 * HOUR + 900 + 400 * i,
          witness,
          "they wrote \""
              + pick(Words.ATTACKS)
              + "\" to @"
              + victim.handle()
              + ". this is not right");
    }
  }

  private String small() {
    return pick(Words.SMALL_TALK) + pick(Words.ENDINGS);
  }

  private String link(String host) {
    return "https://" + host + "/" + Integer.toString(random.nextInt(1 << 24), 36);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void post(int second, Account actor, String text) {
    happen(second, actor, "create_post", text, null, false);
  }

  private void reply(int second, Account actor, Account target, String text, boolean friends) {
    happen(second, actor, "reply", text, target, friends);
  }

  private void happen(
      int second,
      Account actor,
      String type,
      @Nullable String text,
      @Nullable Account target,
      boolean friends) {
    happenings.add(new Happening(second, actor, type, text, target, friends));
  }

  // Events.

  private Evening written() {
    // Shuffled first, so that events of one second come in no order that tells who made them.
    Collections.shuffle(happenings, random);
    happenings.sort(Comparator.comparingInt(Happening::second));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonBytes json = new JsonBytes();
    Map<String, String> actors = new LinkedHashMap<>();
    try {
      for (int i = 0; i < happenings.size(); i++) {
        event(i + 1, happenings.get(i), json);
        json.newline().drainTo(out);
        actors.put(String.valueOf(i + 1), happenings.get(i).actor().id());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Group> truth = new LinkedHashMap<>();
    accounts.forEach(account -> truth.put(account.id(), account.group()));
    return new Evening(out.toByteArray(), truth, actors);
  }

  private void event(int id, Happening happening, JsonBytes json) {
    json.beginObject();
    json.key("action_id").value(id);
    json.key("action_name").value(happening.type());
    json.key("timestamp").value(time(happening.second()));
    json.key("data").beginObject();
    account(happening.actor(), json);
    if (happening.text() != null) {
      json.key("post").beginObject();
      json.key("id").value("p" + id);
      json.key("text").value(happening.text());
      if (happening.target() != null) {
        json.key("reply_to").beginObject();
        json.key("author").value(happening.target().id());
        json.key("follows_author").value(happening.friends()).endObject();
      }
      json.endObject();
    } else if (happening.target() != null) {
      json.key("follows").value(happening.target().id());
    }
    json.key("client").beginObject().key("ip").value(happening.actor().ip()).endObject();
    json.endObject().endObject();
  }

  private void account(Account account, JsonBytes json) {
    json.key("actor").beginObject();
    json.key("id").value(account.id());
    json.key("handle").value(account.handle());
    json.key("joined").value(time(account.joined()));
    json.key("followers").value(account.followers()).endObject();
  }

  private String time(int second) {
    return start.plusSeconds(second).toString();
  }
}
