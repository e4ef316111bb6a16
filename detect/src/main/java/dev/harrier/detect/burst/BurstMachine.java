package dev.harrier.detect.burst;

import dev.harrier.detect.burst.BurstState.Look;
import dev.harrier.detect.burst.Evidence.Reason;
import dev.harrier.detect.contact.Contact;
import dev.harrier.detect.contact.ContactMachine;
import dev.harrier.detect.contact.Refusal;
import dev.harrier.engine.Machine;
import dev.harrier.engine.Output;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by receiver: sees a burst of first contacts that is more than the receiver's habit and
 * either more hostile than usual, or from people who share an audience and are hostile too, or
 * refused by the receiver; proposes a limit on the receiver's behalf, with evidence.
 *
 * <p>At each first contact it looks back ten minutes, two hours and a day. A limit lasts a day;
 * fresh evidence says it again, at most once an hour. While it stands the habits learn nothing, or
 * the attacker could make an attack usual. Cost: below 10 µs a first contact; 100 B a receiver at
 * rest.
 */
public final class BurstMachine implements Machine<BurstState> {
  /** Type of the derived event that proposes a limit. */
  public static final String LIMIT = "limit_proposed";

  /** Type of the derived event that tells who took part. */
  public static final String BRIGADE = "brigade_found";

  static final long LIMIT_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final long REPEAT_MICROS = TimeUnit.HOURS.toMicros(1);

  /** A receiver's own mean and variance count in full beside strangers' after so many contacts. */
  private static final double HABIT_WEIGHT = 20;

  /** A refused contact is at least this hostile to its receiver. */
  private static final double REFUSED_HOSTILITY = .8;

  private static final double EXCUSED_MOST = .4;

  private final BurstSettings settings;

  public BurstMachine(BurstSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public void keys(Event event, Consumer<EntityKey> keys) {
    Contact contact = Contact.of(event);
    if (contact != null && contact.first()) {
      keys.accept(new EntityKey(ContactMachine.ACCOUNT, contact.receiver()));
    }
    Refusal refusal = Refusal.of(event);
    if (refusal != null) {
      keys.accept(new EntityKey(ContactMachine.ACCOUNT, refusal.by()));
    }
  }

  @Override
  public BurstState start(EntityKey key) {
    return new BurstState();
  }

  @Override
  public void on(Event event, EntityKey key, BurstState state, Output output) {
    long now = event.timeMicros();
    Contact contact = Contact.of(event);
    Refusal refusal = Refusal.of(event);
    if (contact != null) {
      Member member = new Member(contact.sender(), now, excess(contact), contact.recent());
      fold(state, member, now);
      judge(key, state, now, output);
    } else if (refusal != null && refuse(state, refusal.of(), now)) {
      judge(key, state, now, output);
    }
  }

  /**
   * The score less what is usual for its sender beyond a stranger's: who always swears says nothing
   * by it. No habit excuses more than {@link #EXCUSED_MOST}.
   */
  private double excess(Contact contact) {
    double usual = contact.usualScore() - settings.strangersMean();
    return contact.score() - Math.clamp(usual, 0, EXCUSED_MOST);
  }

  private static void fold(BurstState state, Member member, long now) {
    boolean learn = now >= state.limitedUntil;
    for (Look look : state.looks) {
      look.habit().add(now, learn);
      look.sums().add(now, BurstState.COUNT, 1);
      if (!Double.isNaN(member.hostility)) {
        look.sums().add(now, BurstState.SCORED, 1);
        look.sums().add(now, BurstState.HOSTILITY, (float) member.hostility);
      }
    }
    Member last = state.members.peekLast();
    if (learn && last != null) {
      state.overlap.add(member.coActedWith(last) ? 1 : 0, now);
    }
    state.remember(member);
  }

  /** Whether one of the remembered members was refused for the first time. */
  private static boolean refuse(BurstState state, String sender, long now) {
    for (Member member : state.members) {
      if (member.sender.equals(sender) && !member.refused) {
        member.refused = true;
        double known = Double.isNaN(member.hostility) ? 0 : member.hostility;
        for (Look look : state.looks) {
          look.sums().add(now, BurstState.REFUSALS, 1);
          look.sums().add(now, BurstState.SCORED, Double.isNaN(member.hostility) ? 1 : 0);
          look.sums()
              .add(now, BurstState.HOSTILITY, (float) Math.max(0, REFUSED_HOSTILITY - known));
        }
        return true;
      }
    }
    return false;
  }

  private void judge(EntityKey receiver, BurstState state, long now, Output output) {
    Evidence found = null;
    for (Look look : state.looks) {
      Evidence evidence = evidence(look, state, now);
      if (evidence != null && evidence.reason(settings) != Reason.NONE) {
        found = evidence;
        break;
      }
    }
    if (found == null) {
      learn(state, now);
      return;
    }
    if (now < state.limitedUntil && now - state.lastSaid < REPEAT_MICROS) {
      return;
    }
    boolean fresh = now >= state.limitedUntil;
    state.limitedUntil = now + LIMIT_MICROS;
    state.lastSaid = now;
    boolean offered = state.looks.getLast().habit().mean() >= settings.publicDaily();
    Proposal proposal = new Proposal(receiver.id(), found, found.reason(settings), fresh, offered);
    output.emit(LIMIT, proposal.limit(state.limitedUntil));
    output.emit(BRIGADE, proposal.brigade());
  }

  /** What was not part of a burst is the habit of tomorrow. */
  private void learn(BurstState state, long now) {
    Member newest = state.members.peekLast();
    boolean scored = newest != null && !Double.isNaN(newest.hostility);
    if (scored && newest.timeMicros == now && now >= state.limitedUntil) {
      state.hostility.add(newest.hostility, now);
    }
  }

  private @Nullable Evidence evidence(Look look, BurstState state, long now) {
    double contacts = look.sums().sum(now, BurstState.COUNT);
    double surprise = look.habit().surprise(contacts);
    if (contacts < settings.fewest()
        || surprise < Math.min(settings.sharedSurprise(), settings.hostileSurprise())) {
      return null;
    }
    double spread = settings.strangersDeviation() * settings.strangersDeviation();
    double usual = state.hostility.mean(now, settings.strangersMean(), HABIT_WEIGHT);
    double variance = state.hostility.variance(now, settings.strangersMean(), spread, HABIT_WEIGHT);
    double scored = look.sums().sum(now, BurstState.SCORED);
    double mean = look.sums().sum(now, BurstState.HOSTILITY) / scored;
    double known = state.hostility.weight(now) + HABIT_WEIGHT;
    double error = Math.sqrt(variance / scored + variance / known);
    List<Member> members = members(state, now - look.windowMicros());
    double usualOverlap = state.overlap.mean(now, 0, HABIT_WEIGHT);
    return new Evidence(
        look.windowMicros(),
        contacts,
        surprise,
        mean,
        usual,
        (mean - usual) / error,
        Overlap.share(members) - usualOverlap,
        look.sums().sum(now, BurstState.REFUSALS),
        members);
  }

  /** Those remembered since then, most hostile first, the earlier one of equals first. */
  private static List<Member> members(BurstState state, long sinceMicros) {
    List<Member> members = new ArrayList<>();
    for (Member member : state.members) {
      if (member.timeMicros > sinceMicros) {
        members.add(member);
      }
    }
    members.sort(Comparator.comparingDouble(member -> -known(member)));
    return members;
  }

  static double known(Member member) {
    if (member.refused) {
      return 1;
    }
    return Double.isNaN(member.hostility) ? 0 : member.hostility;
  }

  @Override
  public byte[] snapshot(BurstState state) {
    return state.bytes();
  }

  @Override
  public BurstState restore(EntityKey key, byte[] snapshot) {
    return BurstState.of(snapshot);
  }

  /** A member is an identifier of at most 128 chars, two words and its objects. */
  @Override
  public int bytesMax() {
    return 2_048 + BurstState.MEMBERS_MAX * (3 * 128 + 24 + 5 * Member.OBJECTS);
  }
}
