package dev.harrier.detect.burst;

import dev.harrier.detect.burst.Evidence.Reason;
import dev.harrier.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What is said of a burst.
 *
 * @param fresh no limit stood before
 * @param offered the receiver is a public account: they are asked first
 */
record Proposal(String receiver, Evidence evidence, Reason reason, boolean fresh, boolean offered) {
  /** Members told, the most hostile ones. */
  private static final int MEMBERS_TOLD = 20;

  JsonWriter limit(long untilMicros) {
    JsonWriter data = head();
    data.name("mode").text(offered ? "offer" : "apply").name("fresh").flag(fresh);
    data.name("until_micros").number(untilMicros).name("why").text(why());
    return data.end();
  }

  JsonWriter brigade() {
    JsonWriter data = head().name("members").array();
    List<Member> members = evidence.members();
    for (Member member : members.subList(0, Math.min(MEMBERS_TOLD, members.size()))) {
      data.object().name("account").text(member.sender);
      data.name("time_micros").number(member.timeMicros);
      data.name("hostility").rounded(member.hostility, 3);
      data.name("co_acted_with").number(Overlap.partners(member, members));
      data.name("refused").flag(member.refused).end();
    }
    return data.end().end();
  }

  private JsonWriter head() {
    JsonWriter data = new JsonWriter().object();
    data.name("receiver").text(receiver);
    data.name("reason").text(reason.name().toLowerCase(Locale.ROOT));
    data.name("window_seconds").number(TimeUnit.MICROSECONDS.toSeconds(evidence.windowMicros()));
    data.name("first_contacts").number(Math.round(evidence.contacts()));
    data.name("surprise").rounded(evidence.surprise(), 2);
    data.name("hostility").rounded(evidence.meanHostility(), 3);
    data.name("usual_hostility").rounded(evidence.usualHostility(), 3);
    data.name("uplift").rounded(evidence.uplift(), 2);
    data.name("overlap").rounded(evidence.overlap(), 2);
    data.name("refusals").number(Math.round(evidence.refusals()));
    return data;
  }

  private String why() {
    Duration window = Duration.of(evidence.windowMicros(), java.time.temporal.ChronoUnit.MICROS);
    String burst =
        String.format(
            Locale.ROOT,
            "%d people who never wrote before, within %s",
            Math.round(evidence.contacts()),
            words(window));
    return switch (reason) {
      case HOSTILE_BURST -> burst + ", far more hostile than usual";
      case SHARED_AUDIENCE -> burst + ", many of them from one audience, more hostile than usual";
      case REFUSED_BURST -> burst + ", " + Math.round(evidence.refusals()) + " of them refused";
      case NONE -> burst;
    };
  }

  private static String words(Duration window) {
    return window.toHours() > 0 ? window.toHours() + " h" : window.toMinutes() + " min";
  }
}
