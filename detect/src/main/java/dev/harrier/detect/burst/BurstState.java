package dev.harrier.detect.burst;

import dev.harrier.detect.contact.Buckets;
import dev.harrier.detect.contact.Decayed;
import dev.harrier.feature.StateBytes;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A receiver's habits, and the first contacts of the last while. */
final class BurstState {
  /** Strangers remembered one by one; more are counted only. */
  static final int MEMBERS_MAX = 96;

  private static final int VERSION = 1;
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
  private static final long MONTH = TimeUnit.DAYS.toMicros(30);

  /** How far back one look goes, and how many first contacts are usual over that time. */
  record Look(Buckets contacts, RateHabit habit) {
    static Look of(long bucketMicros, int buckets) {
      return new Look(new Buckets(bucketMicros, buckets, 1), new RateHabit(bucketMicros * buckets));
    }

    void add(long timeMicros, boolean learn) {
      habit.add(timeMicros, learn);
      contacts.add(timeMicros, 0, 1);
    }

    double surprise(long timeMicros) {
      return habit.surprise(contacts.sum(timeMicros, 0));
    }
  }

  /** A raid of minutes, of an evening, of a day. */
  final List<Look> looks =
      List.of(Look.of(MINUTE, 10), Look.of(10 * MINUTE, 12), Look.of(120 * MINUTE, 12));

  final Run run = new Run();

  /** Scores of strangers' words outside bursts. */
  final Decayed hostility = new Decayed(MONTH);

  /** Pairs of successive strangers: 1 if they co-acted before. */
  final Decayed overlap = new Decayed(MONTH);

  final ArrayDeque<Member> members = new ArrayDeque<>();

  long limitedUntil = Long.MIN_VALUE;
  long lastSaid = Long.MIN_VALUE;

  void remember(Member member) {
    members.addLast(member);
    if (members.size() > MEMBERS_MAX) {
      members.removeFirst();
    }
  }

  /** The newest one of that name; null if there is none. */
  @Nullable Member member(String sender) {
    for (Iterator<Member> newest = members.descendingIterator(); newest.hasNext(); ) {
      Member member = newest.next();
      if (member.sender.equals(sender)) {
        return member;
      }
    }
    return null;
  }

  byte[] bytes() {
    StateBytes bytes = new StateBytes().octet(VERSION);
    for (Look look : looks) {
      look.contacts.write(bytes);
      look.habit.write(bytes);
    }
    run.write(bytes);
    hostility.write(bytes);
    overlap.write(bytes);
    bytes.number(limitedUntil).number(lastSaid).number(members.size());
    members.forEach(member -> member.write(bytes));
    return bytes.toBytes();
  }

  static BurstState of(byte[] snapshot) {
    StateBytes.Reader bytes = new StateBytes.Reader(snapshot);
    int version = bytes.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException("a state has version " + version + ", not " + VERSION);
    }
    BurstState state = new BurstState();
    for (Look look : state.looks) {
      look.contacts.read(bytes);
      look.habit.read(bytes);
    }
    state.run.read(bytes);
    state.hostility.read(bytes);
    state.overlap.read(bytes);
    state.limitedUntil = bytes.number();
    state.lastSaid = bytes.number();
    for (int size = bytes.size(); size > 0; size--) {
      state.remember(Member.read(bytes));
    }
    bytes.end();
    return state;
  }
}
