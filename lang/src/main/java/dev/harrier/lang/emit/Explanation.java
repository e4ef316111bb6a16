package dev.harrier.lang.emit;

import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Plan.RulePlan;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Reads;
import java.util.ArrayList;
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

  Explanation(Plan plan) {
    reads = new Reads(plan.program());
    for (RulePlan rule : plan.rules()) {
      byRule.add(reads.ofRule(rule.name()));
    }
  }

  void begin() {
    shown.clear();
  }

  /** Notes that the effects of a {@code WhenRules} were emitted. */
  void emitted(Enforce enforce) {
    shown.or(byEnforce.computeIfAbsent(enforce, reads::ofEffects));
  }

  /** Adds what the fired rules read, and returns all that the decision shows. */
  BitSet of(Frame frame) {
    for (int word = 0; word < frame.fired.length; word++) {
      for (long left = frame.fired[word]; left != 0; left &= left - 1) {
        shown.or(byRule.get((word << 6) + Long.numberOfTrailingZeros(left)));
      }
    }
    return shown;
  }
}
