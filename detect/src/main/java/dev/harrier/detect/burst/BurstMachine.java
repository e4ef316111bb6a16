package dev.harrier.detect.burst;

import dev.harrier.detect.burst.BurstState.Look;
import dev.harrier.detect.burst.Evidence.Reason;
import dev.harrier.detect.contact.Contact;
import dev.harrier.detect.contact.ContactMachine;
import dev.harrier.detect.contact.Refusal;
import dev.harrier.detect.contact.Shingles;
import dev.harrier.engine.Machine;
import dev.harrier.engine.Output;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keyed by receiver: sees a run of strangers that is more than the receiver's habit and hostile,
 * the sooner if they share an audience, or that the receiver refuses; proposes a limit on the
 * receiver's behalf, with evidence.
 *
 * <p>A limit lasts a day; fresh evidence says it again, at most once an hour. While it stands the
 * habits learn nothing, or the attacker could make an attack usual.
 */
public final class BurstMachine implements Machine<BurstState> {
  /** Type of the derived event that proposes a limit. */
  public static final String LIMIT = "limit_proposed";

  /** Type of the derived event that tells who took part. */
  public static final String BRIGADE = "brigade_found";

  static final long LIMIT_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final long REPEAT_MICROS = TimeUnit.HOURS.toMicros(1);

  /** Where nothing is known of hostility, refusals are held against so long a while. */
  private static final long LATE_MICROS = TimeUnit.HOURS.toMicros(2);

  /** A receiver's own habit and the least one weigh the same after so many contacts. */
  private static final double HABIT_WEIGHT = 20;

  /** Words that their receiver refused are at least as likely hostile as this score says. */
  private static final double REFUSED_SCORE = .8;

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
    if (contact != null) {
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
    Contact contact = Contact.of(event);
    Refusal refusal = Refusal.of(event);
    long now = event.timeMicros();
    boolean news = false;
    if (contact != null) {
      news = contact.first() ? meet(state, contact, now) : hearAgain(state, contact, now);
    } else if (refusal != null) {
      news = refuse(state, refusal, now);
    }
    if (news) {
      judge(key, state, now, output);
    }
  }

  private boolean meet(BurstState state, Contact contact, long now) {
    Member member =
        new Member(contact.sender(), now, ratio(contact), contact.shingles(), contact.recent());
    boolean learn = now >= state.limitedUntil;
    state.looks.forEach(look -> look.add(now, learn));
    double weight = weight(member.knownRatio(), usualShare(state, now));
    state.run.add(weight > 0 ? weight / (1 + copies(state, member)) : weight, now);
    if (learn) {
      learn(state, contact, member, now);
    }
    state.remember(member);
    return weight > 0;
  }

  /**
   * How many said the same before, in part. They are no independent evidence: if the scorer errs on
   * a slogan or a figure of speech, it errs on all of them.
   */
  private static int copies(BurstState state, Member member) {
    int copies = 0;
    for (Member other : state.members) {
      copies += Shingles.same(member.shingles, other.shingles) ? 1 : 0;
    }
    return copies;
  }

  /** A burst that is suspected already teaches nothing about ordinary days. */
  private void learn(BurstState state, Contact contact, Member member, long now) {
    Member last = state.members.peekLast();
    if (last != null) {
      state.overlap.add(member.coActedWith(last) ? 1 : 0, now);
    }
    if (!Double.isNaN(contact.score()) && state.run.evidence() < settings.sharedEvidence() / 2) {
      state.hostility.add(contact.score(), now);
    }
  }

  /**
   * Somebody who was a stranger of late says more, which counts as far as it is not the same again:
   * one word is a mistake of the scorer's more easily than two.
   */
  private boolean hearAgain(BurstState state, Contact contact, long now) {
    Member member = state.member(contact.sender());
    double ratio = ratio(contact);
    return member != null
        && !Double.isNaN(ratio)
        && !Shingles.same(contact.shingles(), member.shingles)
        && weigh(state, member, Hostility.both(member.knownRatio(), ratio), now)
        && ratio > 1;
  }

  private boolean refuse(BurstState state, Refusal refusal, long now) {
    Member member = state.member(refusal.of());
    if (member == null || member.refused) {
      return false;
    }
    member.refused = true;
    double refused = Hostility.ratio(REFUSED_SCORE, 0, settings.baseRate());
    return weigh(state, member, Math.max(refused, member.knownRatio()), now);
  }

  private boolean weigh(BurstState state, Member member, double ratio, long now) {
    double usual = usualShare(state, now);
    if (member.timeMicros >= state.run.sinceMicros() && state.run.strangers() > 0) {
      state.run.change(weight(ratio, usual) - weight(member.knownRatio(), usual), now);
    }
    member.ratio = ratio;
    return true;
  }

  private double ratio(Contact contact) {
    return Hostility.ratio(contact.score(), contact.usualScore(), settings.baseRate());
  }

  private double weight(double ratio, double usualShare) {
    return Hostility.weight(ratio, settings.attackShare(), usualShare);
  }

  private double usualShare(BurstState state, long now) {
    double known = state.hostility.mean(now, settings.leastUsual(), HABIT_WEIGHT);
    return Math.clamp(known, settings.leastUsual(), settings.mostUsual());
  }

  private void judge(EntityKey receiver, BurstState state, long now, Output output) {
    boolean stands = now < state.limitedUntil;
    if (stands && now - state.lastSaid < REPEAT_MICROS) {
      return;
    }
    Evidence evidence = evidence(state, now);
    Reason reason = evidence.reason(settings);
    if (reason == Reason.NONE) {
      return;
    }
    state.limitedUntil = now + LIMIT_MICROS;
    state.lastSaid = now;
    boolean offered = state.looks.getLast().habit().mean() >= settings.publicDaily();
    Proposal proposal = new Proposal(receiver.id(), evidence, reason, !stands, offered);
    output.emit(LIMIT, proposal.limit(state.run.sinceMicros(), now, state.limitedUntil));
    output.emit(BRIGADE, proposal.brigade());
  }

  private Evidence evidence(BurstState state, long now) {
    double surprise = Double.NEGATIVE_INFINITY;
    for (Look look : state.looks) {
      surprise = Math.max(surprise, look.surprise(now));
    }
    List<Member> members = members(state, now);
    double usualOverlap = state.overlap.mean(now, 0, HABIT_WEIGHT);
    return new Evidence(
        state.run.strangers(),
        surprise,
        state.run.evidence(),
        usualShare(state, now),
        Overlap.share(members) - usualOverlap,
        members);
  }

  /** Those of the run or of late, most hostile first, the earlier one of equals first. */
  private List<Member> members(BurstState state, long now) {
    boolean run = state.run.strangers() >= settings.fewest();
    long since = run ? state.run.sinceMicros() : now - LATE_MICROS;
    List<Member> members = new ArrayList<>();
    for (Member member : state.members) {
      if (member.timeMicros >= since) {
        members.add(member);
      }
    }
    members.sort(Comparator.comparingDouble(member -> -member.knownRatio()));
    return members;
  }

  @Override
  public byte[] snapshot(BurstState state) {
    return state.bytes();
  }

  @Override
  public BurstState restore(EntityKey key, byte[] snapshot) {
    return BurstState.of(snapshot);
  }

  /**
   * A member is an identifier of at most 128 chars, two words and sixteen hashes of either kind.
   */
  @Override
  public int bytesMax() {
    return 2_048 + BurstState.MEMBERS_MAX * (3 * 128 + 24 + 2 * 5 * 16);
  }
}
