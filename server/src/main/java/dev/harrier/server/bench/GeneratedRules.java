package dev.harrier.server.bench;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.server.output.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Makes a rule project of any size and events for it, from a seed.
 *
 * <p>A fifth each: a phrase in a text with numbers, a regular expression with numbers, numbers
 * alone, membership with numbers, and mixed with {@code or} and {@code not}; the texts' conditions
 * come first, as authors write them. Ten rules share a file and a {@code WhenRules}. Events are
 * posts of some 1.1 KB with made-up words; one in five holds a phrase that some rule looks for, so
 * that a few rules fire on some events whatever the number of rules.
 */
public final class GeneratedRules {
  private static final int RULES_PER_FILE = 10;
  private static final long START_SECONDS = Instant.parse("2026-03-01T08:00:00Z").getEpochSecond();

  private static final List<String> SYLLABLES =
      List.of(
          "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu",
          "va", "we", "xi", "yo", "zu", "bran", "clem", "drin", "flop", "grum");
  private static final List<String> COUNTRIES =
      List.of("AR", "AU", "CA", "CL", "DK", "EE", "FI", "GH", "IE", "KE", "MX", "NO", "PT", "SE");
  private static final List<String> CLIENTS = List.of("web", "android", "ios", "script", "desktop");

  /** Numbers that are mostly nought or one. */
  private static final List<String> NUMBERS =
      List.of("Links", "Mentions", "HourPosts", "DayReports");

  private final Random random;
  private final List<String> phrases = new ArrayList<>();
  private final SortedMap<String, SourceFile> files = new TreeMap<>();

  private GeneratedRules(long seed) {
    this.random = new Random(seed);
  }

  /**
   * @param lines events as newline-delimited SML actions
   */
  public record Project(Sources sources, byte[] lines) {}

  /**
   * @param rules number of rules, ≥ 1
   * @param events number of events, ≥ 1
   */
  public static Project of(int rules, int events, long seed) {
    GeneratedRules generated = new GeneratedRules(seed);
    generated.rules(rules);
    return new Project(
        generated.sources((rules + RULES_PER_FILE - 1) / RULES_PER_FILE), generated.lines(events));
  }

  private Sources sources(int groups) {
    StringBuilder labels = new StringBuilder("labels:\n");
    for (int i = 0; i < Math.min(20, groups); i++) {
      labels
          .append("  ")
          .append(label(i))
          .append(": {valid_for: [Account], connotation: negative, description: generated}\n");
    }
    SortedMap<String, SourceFile> config = new TreeMap<>();
    put(config, "config/labels.yaml", labels.toString());
    put(config, "config/project.yaml", "dialect: compat\n");
    return new Sources(files, config, new TreeMap<>());
  }

  private static void put(SortedMap<String, SourceFile> files, String path, String text) {
    files.put(path, new SourceFile(path, text));
  }

  private void rules(int count) {
    put(files, "models/post.sml", MODEL);
    StringJoiner main = new StringJoiner("\n", "Import(rules=['models/post.sml'])\n\n", "\n");
    for (int group = 0; group * RULES_PER_FILE < count; group++) {
      String path = "rules/g%04d.sml".formatted(group);
      int from = group * RULES_PER_FILE;
      put(files, path, group(group, from, Math.min(count, from + RULES_PER_FILE)));
      main.add("Require(rule='" + path + "')");
    }
    put(files, "main.sml", main.toString());
  }

  private static final String MODEL =
      """
      Author: Entity[str] = EntityJson(type='Account', path='$.author.id')
      AccountDays: int = JsonData(path='$.author.days')
      Friends: int = JsonData(path='$.author.friends')
      Watching: int = JsonData(path='$.author.watching')
      Written: int = JsonData(path='$.author.written')
      About: str = JsonData(path='$.author.about')
      Body: str = JsonData(path='$.note.body')
      Links: int = JsonData(path='$.note.links')
      Mentions: int = JsonData(path='$.note.mentions')
      Host: str = JsonData(path='$.note.host')
      Place: str = JsonData(path='$.from.place')
      Client: str = JsonData(path='$.from.client')
      Risk: float = JsonData(path='$.from.risk')
      Heat: float = JsonData(path='$.note.heat')
      HourPosts: int = JsonData(path='$.recent.posts')
      DayReports: int = JsonData(path='$.recent.reports')
      BodyLower = StringToLower(s=Body)
      AboutLower = StringToLower(s=About)
      """;

  private String group(int group, int from, int to) {
    StringBuilder text = new StringBuilder("Import(rules=['models/post.sml'])\n");
    StringJoiner names = new StringJoiner(", ", "[", "]");
    for (int rule = from; rule < to; rule++) {
      String name = "G%05d".formatted(rule);
      names.add(name);
      text.append('\n').append(name).append(" = Rule(\n  when_all=[\n");
      for (String condition : conditions(rule % 5)) {
        text.append("    ").append(condition).append(",\n");
      }
      text.append("  ],\n  description='generated ").append(name).append("',\n)\n");
    }
    text.append("\nWhenRules(\n  rules_any=")
        .append(names)
        .append(",\n  then=[\n    LabelAdd(entity=Author, label='")
        .append(label(group))
        .append("'),\n");
    if (group % 4 == 0) {
      text.append("    DeclareVerdict(verdict='")
          .append(pick(List.of("limit", "hold", "deny")))
          .append("'),\n");
    }
    return text.append("  ],\n)\n").toString();
  }

  private static String label(int group) {
    return "kind_%02d".formatted(group % 20);
  }

  private List<String> conditions(int kind) {
    List<String> all = new ArrayList<>();
    switch (kind) {
      case 0 -> {
        all.add(contains());
        numbers(all, 1 + random.nextInt(2));
      }
      case 1 -> {
        all.add(regex());
        numbers(all, 1 + random.nextInt(2));
      }
      case 2 -> numbers(all, 3);
      case 3 -> {
        all.add(membership());
        numbers(all, 2);
      }
      default -> {
        all.add("(" + contains() + " or " + regex() + ")");
        all.add("not (" + membership() + ")");
        numbers(all, 1);
      }
    }
    return all;
  }

  private String contains() {
    String text = random.nextInt(4) == 0 ? "AboutLower" : "BodyLower";
    return "StringContains(s=%s, phrase='%s', case_sensitive=True, substrings=True)"
        .formatted(text, phrase());
  }

  private String regex() {
    String first = phrase();
    String pattern =
        switch (random.nextInt(4)) {
          case 0 -> "\\b" + first.replace(" ", "\\s+") + "\\b";
          case 1 -> "(" + first + "|" + phrase() + "|" + phrase() + ")";
          case 2 ->
              "\\b("
                  + word(2)
                  + "|"
                  + word(2)
                  + ")\\b.{0,40}\\b"
                  + first.replace(" ", "\\W+")
                  + "\\b";
          default -> first.replace(" ", "\\s*") + "[0-9]{2,}";
        };
    return "RegexMatch(target=Body, pattern=r'" + pattern + "', case_insensitive=True)";
  }

  private String membership() {
    boolean place = random.nextBoolean();
    List<String> from = new ArrayList<>(place ? COUNTRIES : CLIENTS);
    Collections.shuffle(from, random);
    StringJoiner items = new StringJoiner("', '", "['", "']");
    from.subList(0, 2 + random.nextInt(2)).forEach(items::add);
    return (place ? "Place" : "Client") + " in " + items;
  }

  /** Conditions on different numbers, each true of one event in ten or fewer. */
  private void numbers(List<String> conditions, int count) {
    List<Integer> kinds = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
    Collections.shuffle(kinds, random);
    for (int kind : kinds.subList(0, count)) {
      conditions.add(
          switch (kind) {
            case 0 -> "Risk > 0.9" + random.nextInt(10);
            case 1 -> "Heat > 0.9" + random.nextInt(10);
            case 2 -> "AccountDays < " + (1 + random.nextInt(2));
            case 3 -> "Friends < " + (1 + random.nextInt(3));
            default -> NUMBERS.get(kind - 4) + " >= " + (4 + random.nextInt(8));
          });
    }
  }

  /** A phrase of two words that nothing else uses. */
  private String phrase() {
    String phrase = word(3) + " " + word(2);
    phrases.add(phrase);
    return phrase;
  }

  private String word(int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(pick(SYLLABLES));
    }
    return word.toString();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private byte[] lines(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonBytes json = new JsonBytes();
    try {
      for (int i = 1; i <= count; i++) {
        event(i, json);
        json.newline().drainTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void event(int id, JsonBytes json) {
    json.beginObject().key("action_id").value(id).key("action_name").value("create_note");
    json.key("timestamp").value(Instant.ofEpochSecond(START_SECONDS + id).toString());
    json.key("data").beginObject();
    json.key("author").beginObject().key("id").value("a" + random.nextInt(200_000));
    json.key("days").value((long) Math.exp(random.nextDouble() * 8));
    json.key("friends").value((long) Math.exp(random.nextDouble() * 9) - 1);
    json.key("watching").value(random.nextInt(900));
    json.key("written").value((long) Math.exp(random.nextDouble() * 9));
    json.key("about").value(words(18, false)).endObject();
    json.key("note")
        .beginObject()
        .key("body")
        .value(words(30 + random.nextInt(90), random.nextInt(5) == 0));
    json.key("links").value(few()).key("mentions").value(few());
    json.key("host")
        .value(word(3) + ".example")
        .key("heat")
        .value(Math.round(random.nextDouble() * 1e4) / 1e4);
    json.key("tags").beginArray();
    for (int i = random.nextInt(4); i > 0; i--) {
      json.value(word(2));
    }
    json.endArray().endObject();
    json.key("from")
        .beginObject()
        .key("place")
        .value(pick(COUNTRIES))
        .key("client")
        .value(pick(CLIENTS));
    json.key("risk").value(Math.round(random.nextDouble() * 1e4) / 1e4);
    json.key("agent")
        .value("Notes/" + random.nextInt(30) + " (" + words(6, false) + ")")
        .endObject();
    json.key("recent").beginObject().key("posts").value(few()).key("reports").value(few());
    json.endObject().endObject().endObject();
  }

  /** Mostly nought or one, now and then many. */
  private int few() {
    return (int) (-Math.log(1 - random.nextDouble()) * 1.6);
  }

  private String words(int count, boolean hit) {
    StringJoiner text = new StringJoiner(" ");
    int at = hit ? random.nextInt(count) : -1;
    for (int i = 0; i < count; i++) {
      text.add(i == at && !phrases.isEmpty() ? pick(phrases) : word(1 + random.nextInt(3)));
    }
    return text.toString();
  }
}
