package dev.harrier.detect.burst;

import dev.harrier.detect.burst.Evidence.Reason;
import dev.harrier.json.JsonWriter;
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

  JsonWriter limit(long sinceMicros, long nowMicros, long untilMicros) {
    JsonWriter data = head();
    data.name("mode").text(offered ? "offer" : "apply").name("fresh").flag(fresh);
    data.name("since_micros").number(sinceMicros).name("until_micros").number(untilMicros);
    return data.name("why").text(why(nowMicros - sinceMicros)).end();
  }

  JsonWriter brigade() {
    JsonWriter data = head().name("members").array();
    List<Member> members = evidence.members();
    for (Member member : members.subList(0, Math.min(MEMBERS_TOLD, members.size()))) {
      data.object().name("account").text(member.sender);
      data.name("time_micros").number(member.timeMicros);
      data.name("hostile_odds").rounded(member.ratio, 2);
      data.name("co_acted_with").number(Overlap.partners(member, members));
      data.name("refused").flag(member.refused).end();
    }
    return data.end().end();
  }

  private JsonWriter head() {
    JsonWriter data = new JsonWriter().object();
    data.name("receiver").text(receiver);
    data.name("reason").text(reason.name().toLowerCase(Locale.ROOT));
    data.name("strangers").number(evidence.strangers());
    data.name("hostile").number(evidence.hostile());
    data.name("refused").number(evidence.refused());
    data.name("surprise").rounded(evidence.surprise(), 2);
    data.name("hostility").rounded(evidence.hostility(), 2);
    data.name("usual_share").rounded(evidence.usualShare(), 3);
    data.name("overlap").rounded(evidence.overlap(), 2);
    return data;
  }

  private String why(long micros) {
    String strangers =
        Math.max(evidence.strangers(), evidence.members().size())
            + " people who never wrote before, within "
            + words(micros);
    return switch (reason) {
      case HOSTILE_BURST -> strangers + ", " + evidence.hostile() + " of them probably hostile";
      case SHARED_AUDIENCE ->
          strangers
              + ", "
              + evidence.hostile()
              + " of them probably hostile, many from one audience";
      case REFUSED_BURST -> strangers + ", " + evidence.refused() + " of them refused";
      case NONE -> strangers;
    };
  }

  private static String words(long micros) {
    long minutes = TimeUnit.MICROSECONDS.toMinutes(micros) + 1;
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h";
  }
}
