package dev.harrier.lang.emit;

import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Plan.FeaturePlan;
import dev.harrier.lang.plan.Plan.RulePlan;
import dev.harrier.lang.plan.Plan.UnitPlan;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Reads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Which definitions a decision shows with {@code features=used}: see {@link Reads}. */
final class Explanation {
  private final Reads reads;
  private final List<BitSet> byRule = new ArrayList<>();
  private final Map<Enforce, BitSet> byEnforce = new IdentityHashMap<>();
  private final BitSet shown = new BitSet();

  /** The plan's features, by rank. */
  private final FeaturePlan[] features;

  /** By definition: its rank among the features, or −1. */
  private final int[] rank;

  /** By rank: the unit of the feature. */
  private final int[] units;

  Explanation(Plan plan) {
    reads = new Reads(plan.program());
    rank = new int[plan.program().definitions().size()];
    Arrays.fill(rank, -1);
    List<FeaturePlan> all = new ArrayList<>();
    List<Integer> unitOf = new ArrayList<>();
    for (UnitPlan unit : plan.units()) {
      for (FeaturePlan feature : unit.features()) {
        rank[feature.definition()] = all.size();
        all.add(feature);
        unitOf.add(unit.index());
      }
    }
    features = all.toArray(FeaturePlan[]::new);
    units = unitOf.stream().mapToInt(i -> i).toArray();
    for (RulePlan rule : plan.rules()) {
      byRule.add(ranks(reads.ofRule(rule.name())));
    }
  }

  private BitSet ranks(BitSet definitions) {
    BitSet ranks = new BitSet();
    definitions.stream().map(i -> rank[i]).filter(i -> i >= 0).forEach(ranks::set);
    return ranks;
  }

  void begin() {
    shown.clear();
  }

  /** Notes that the effects of a {@code WhenRules} were emitted. */
  void emitted(Enforce enforce) {
    shown.or(byEnforce.computeIfAbsent(enforce, e -> ranks(reads.ofEffects(e))));
  }

  /** The feature of a rank: features are numbered in the order of the plan's units. */
  FeaturePlan feature(int rank) {
    return features[rank];
  }

  /** Index of the unit of the feature of a rank. */
  int unit(int rank) {
    return units[rank];
  }

  /** Adds what the fired rules read, and returns the ranks of all that the decision shows. */
  BitSet of(Frame frame) {
    for (int word = 0; word < frame.fired.length; word++) {
      for (long left = frame.fired[word]; left != 0; left &= left - 1) {
        shown.or(byRule.get((word << 6) + Long.numberOfTrailingZeros(left)));
      }
    }
    return shown;
  }
}
