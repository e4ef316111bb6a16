package dev.harrier.detect.burst;

import dev.harrier.feature.StateBytes;

/** One stranger and what is known of them. */
final class Member {
  final String sender;
  final long timeMicros;

  /** Hashes of what they acted on last. */
  final int[] objects;

  /** What their first words have in common with others. */
  final int[] shingles;

  /** Likelihood ratio of their words together; NaN if untold. */
  double ratio;

  boolean refused;

  Member(String sender, long timeMicros, double ratio, int[] shingles, int[] objects) {
    this.sender = sender;
    this.timeMicros = timeMicros;
    this.ratio = ratio;
    this.shingles = shingles;
    this.objects = objects;
  }

  /** Their ratio, or that of words that say nothing. */
  double knownRatio() {
    return Double.isNaN(ratio) ? 1 : ratio;
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
    bytes.text(sender).number(timeMicros).word(Double.doubleToLongBits(ratio));
    bytes.octet(refused ? 1 : 0);
    write(shingles, bytes);
    write(objects, bytes);
  }

  private static void write(int[] hashes, StateBytes bytes) {
    bytes.octet(hashes.length);
    for (int hash : hashes) {
      bytes.number(hash);
    }
  }

  static Member read(StateBytes.Reader bytes) {
    String sender = bytes.text();
    long time = bytes.number();
    double ratio = Double.longBitsToDouble(bytes.word());
    boolean refused = bytes.octet() != 0;
    Member member = new Member(sender, time, ratio, hashes(bytes), hashes(bytes));
    member.refused = refused;
    return member;
  }

  private static int[] hashes(StateBytes.Reader bytes) {
    int[] hashes = new int[bytes.octet()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = (int) bytes.number();
    }
    return hashes;
  }
}
