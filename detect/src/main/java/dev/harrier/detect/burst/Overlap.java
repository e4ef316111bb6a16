package dev.harrier.detect.burst;

import java.util.List;

/** How many pairs of accounts acted on the same thing before. */
final class Overlap {
  /** Members that are paired with each other: 66 pairs. */
  static final int MOST = 12;

  /** Fewer members say nothing about an audience. */
  static final int FEWEST = 4;

  private Overlap() {}

  /** Share of pairs among the first {@link #MOST} that co-acted; NaN if there are too few. */
  static double share(List<Member> members) {
    int n = Math.min(members.size(), MOST);
    if (n < FEWEST) {
      return Double.NaN;
    }
    int shared = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        shared += members.get(i).coActedWith(members.get(j)) ? 1 : 0;
      }
    }
    return shared / (n * (n - 1) / 2.0);
  }

  /** With how many of the others one co-acted. */
  static int partners(Member member, List<Member> others) {
    int partners = 0;
    for (Member other : others) {
      partners += other != member && member.coActedWith(other) ? 1 : 0;
    }
    return partners;
  }
}
