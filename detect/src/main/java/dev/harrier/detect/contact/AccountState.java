package dev.harrier.detect.contact;

import dev.harrier.feature.StateBytes;
import java.util.concurrent.TimeUnit;

/** What one account did and what came back, as far as its contacts are concerned. */
final class AccountState {
  private static final int VERSION = 1;
  private static final long MONTH = TimeUnit.DAYS.toMicros(30);
  private static final long TEN_MINUTES = TimeUnit.MINUTES.toMicros(10);

  static final int CONTACTS = 0;
  static final int FIRST_CONTACTS = 1;

  Acquaintances met = new Acquaintances();
  RecentObjects objects = new RecentObjects();
  final Decayed hostility = new Decayed(MONTH);

  /** Each contact is a 0, each refusal that came back a 1. */
  final Decayed refusals = new Decayed(MONTH);

  final Buckets hour = new Buckets(TEN_MINUTES, 6, 2);

  byte[] bytes() {
    StateBytes bytes = new StateBytes().octet(VERSION);
    met.write(bytes);
    objects.write(bytes);
    hostility.write(bytes);
    refusals.write(bytes);
    hour.write(bytes);
    return bytes.toBytes();
  }

  static AccountState of(byte[] snapshot) {
    StateBytes.Reader bytes = new StateBytes.Reader(snapshot);
    int version = bytes.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException("a state has version " + version + ", not " + VERSION);
    }
    AccountState state = new AccountState();
    state.met = Acquaintances.read(bytes);
    state.objects = RecentObjects.read(bytes);
    state.hostility.read(bytes);
    state.refusals.read(bytes);
    state.hour.read(bytes);
    bytes.end();
    return state;
  }
}
