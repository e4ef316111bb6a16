package dev.harrier.detect.burst;

import dev.harrier.feature.StateBytes;

/** One first contact as it is remembered. */
final class Member {
  /** Objects kept of those the sender acted on. */
  static final int OBJECTS = 16;

  final String sender;
  final long timeMicros;

  /** Score above the sender's own habit, as {@link BurstMachine#excess} says; NaN if untold. */
  final double hostility;

  final int[] objects;
  boolean refused;

  Member(String sender, long timeMicros, double hostility, int[] objects) {
    this.sender = sender;
    this.timeMicros = timeMicros;
    this.hostility = hostility;
    this.objects = objects;
  }

  boolean coActedWith(Member other) {
    for (int mine : objects) {
      for (int theirs : other.objects) {
        if (mine == theirs) {
          return true;
        }
      }
    }
    return false;
  }

  void write(StateBytes bytes) {
    bytes.text(sender).number(timeMicros).word(Double.doubleToLongBits(hostility));
    bytes.octet(refused ? 1 : 0).octet(objects.length);
    for (int object : objects) {
      bytes.number(object);
    }
  }

  static Member read(StateBytes.Reader bytes) {
    String sender = bytes.text();
    long time = bytes.number();
    double hostility = Double.longBitsToDouble(bytes.word());
    boolean refused = bytes.octet() != 0;
    int[] objects = new int[bytes.octet()];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = (int) bytes.number();
    }
    Member member = new Member(sender, time, hostility, objects);
    member.refused = refused;
    return member;
  }
}
