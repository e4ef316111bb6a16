package dev.harrier.detect.burst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.detect.contact.Acts;
import dev.harrier.detect.contact.ContactMachine;
import dev.harrier.detect.contact.TextScore;
import dev.harrier.engine.Machine;
import dev.harrier.engine.MachineContract;
import dev.harrier.engine.MachineLoop;
import dev.harrier.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstMachineTest extends MachineContract<BurstState> {
  private static final double DAY = 86_400;

  @Override
  protected Machine<BurstState> machine() {
    return new BurstMachine(BurstSettings.STANDARD);
  }

  @Override
  protected List<Event> events() {
    Acts acts = strangers(new Acts(), 0, 40, DAY / 4, .1);
    strangers(acts, 10 * DAY, 30, 20, .9);
    for (int i = 0; i < 5; i++) {
      acts.act(10 * DAY + 700 + i, "block", "ann", "s" + (long) (10 * DAY) + "-" + i);
    }
    return chained(strangers(acts, 11.2 * DAY, 30, 20, .9));
  }

  @Override
  protected List<Event> flood() {
    Acts acts = new Acts();
    for (int i = 0; i < 400; i++) {
      for (int past = 0; past < (i < 100 ? 20 : 0); past++) {
        acts.act(i, "like", "\u20ac".repeat(100) + i, "x", "post" + i + past, Double.NaN);
      }
      acts.act(i, "reply", "\u20ac".repeat(100) + i, "ann", "", .9);
    }
    return chained(acts);
  }

  /** As many strangers write to ann, one every so many seconds. */
  private static Acts strangers(Acts acts, double from, int count, double every, double score) {
    for (int i = 0; i < count; i++) {
      double second = from + i * every;
      acts.act(second, "reply", "s" + (long) from + "-" + i, "ann", "post", score);
    }
    return acts;
  }

  /** The events and what the contact machine makes of them, as a log has them. */
  private static List<Event> chained(Acts acts) {
    MachineLoop loop = new MachineLoop(List.of(new ContactMachine(TextScore.NONE, .1)));
    List<Event> log = new ArrayList<>();
    for (Event event : acts.events()) {
      log.add(event);
      log.addAll(loop.accept(event));
    }
    return log;
  }

  private List<Event> limits(Acts acts) {
    MachineLoop loop = new MachineLoop(List.of(machine()));
    return chained(acts).stream()
        .flatMap(event -> loop.accept(event).stream())
        .filter(event -> event.type().equals(BurstMachine.LIMIT))
        .toList();
  }

  private static String text(Event event, String name) {
    return event.document().stringValue(event.document().member(event.data(), name));
  }

  private static Acts month() {
    return strangers(new Acts(), 0, 60, DAY / 2, .15);
  }

  @Test
  void aHostileBurstOfStrangersIsFoundBeforeTheTenth() {
    List<Event> limits = limits(strangers(month(), 31 * DAY, 20, 30, .9));

    assertThat(limits).isNotEmpty();
    assertThat(text(limits.getFirst(), "reason")).isEqualTo("hostile_burst");
    assertThat(text(limits.getFirst(), "mode")).isEqualTo("apply");
    assertThat(limits.getFirst().timeMicros())
        .isLessThanOrEqualTo(Acts.START + ((long) (31 * DAY + 9 * 30)) * Acts.SECOND);
  }

  @Test
  void praiseFromManyIsNoBrigade() {
    assertThat(limits(strangers(month(), 31 * DAY, 500, 3, .15))).isEmpty();
  }

  @Test
  void aHundredFriendsMayBeAsRudeAsTheyLike() {
    Acts acts = month();
    for (int i = 0; i < 100; i++) {
      acts.act(30.5 * DAY + i, "follow", "ann", "s" + (long) (31 * DAY) + "-" + i);
    }

    assertThat(limits(strangers(acts, 31 * DAY, 100, 3, .9))).isEmpty();
  }

  @Test
  void peopleWhoSwearAmongFriendsAreNoBrigade() {
    Acts acts = month();
    for (int i = 0; i < 30; i++) {
      for (int past = 0; past < 12; past++) {
        String sender = "s" + (long) (31 * DAY) + "-" + i;
        acts.act(30.5 * DAY + i, "reply", sender, "mate" + i, "", .7);
      }
    }

    assertThat(limits(strangers(acts, 31 * DAY, 30, 20, .55))).isEmpty();
  }

  @Test
  void aSharedAudienceNeedsLessHostility() {
    Acts strangers = month();
    Acts audience = month();
    for (int i = 0; i < 20; i++) {
      String sender = "s" + (long) (31 * DAY) + "-" + i;
      audience.act(30.5 * DAY + i, "like", sender, "ringleader", "call", Double.NaN);
    }
    strangers(strangers, 31 * DAY, 5, 20, .33);
    strangers(audience, 31 * DAY, 5, 20, .33);

    assertThat(limits(strangers)).isEmpty();
    assertThat(limits(audience))
        .extracting(limit -> text(limit, "reason"))
        .containsExactly("shared_audience");
  }

  @Test
  void whatTheReceiverRefusesCountsWithoutAnyScore() {
    Acts unrefused = strangers(month(), 31 * DAY, 8, 20, Double.NaN);
    Acts refused = strangers(month(), 31 * DAY, 8, 20, Double.NaN);
    for (int i = 0; i < 4; i++) {
      refused.act(31 * DAY + 200 + i, "block", "ann", "s" + (long) (31 * DAY) + "-" + i);
    }

    assertThat(limits(unrefused)).isEmpty();
    assertThat(limits(refused)).hasSize(1);
  }

  @Test
  void onePersonIsNoBrigadeHoweverMuchTheyWrite() {
    Acts acts = month();
    for (int i = 0; i < 200; i++) {
      acts.act(31 * DAY + i, "reply", "fury", "ann", "post", .99);
    }

    assertThat(limits(acts)).isEmpty();
  }

  @Test
  void theSameWordsFromManyAreOneMistakeOfTheScorerNotMany() {
    Acts copied = month();
    Acts varied = month();
    for (int i = 0; i < 6; i++) {
      String slogan = "see you all at the gate on saturday";
      String own = "word" + (char) ('a' + i) + " never heard before in this place" + "x".repeat(i);
      copied.say(31 * DAY + 9 * i, "fan" + i, "ann", slogan, .5);
      varied.say(31 * DAY + 9 * i, "fan" + i, "ann", own.replace(" ", "x".repeat(i) + " "), .5);
    }

    assertThat(limits(copied)).isEmpty();
    assertThat(limits(varied)).isNotEmpty();
  }

  @Test
  void aLimitToAPublicAccountIsOffered() {
    Acts acts = strangers(new Acts(), 0, 12 * 250, DAY / 250, .05);
    List<Event> limits = limits(strangers(acts, 12.1 * DAY, 60, 2, .95));

    assertThat(limits).extracting(limit -> text(limit, "mode")).containsOnly("offer").isNotEmpty();
  }

  @Test
  void aLimitIsSaidAgainAtMostOnceAnHour() {
    List<Event> limits = limits(strangers(month(), 31 * DAY, 400, 30, .9));

    assertThat(limits).hasSize(4);
  }

  @Test
  void membersAreToldWithTheirEvidence() {
    MachineLoop loop = new MachineLoop(List.of(machine()));
    Event found =
        chained(strangers(month(), 31 * DAY, 20, 30, .9)).stream()
            .flatMap(event -> loop.accept(event).stream())
            .filter(event -> event.type().equals(BurstMachine.BRIGADE))
            .findFirst()
            .orElseThrow();

    assertThat(found.document().size(found.document().member(found.data(), "members")))
        .isBetween(5, 20);
  }
}
