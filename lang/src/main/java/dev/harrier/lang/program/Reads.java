package dev.harrier.lang.program;

import dev.harrier.lang.program.Program.Define;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which features explain a decision: those that a fired rule, or an effect that was emitted, is
 * computed from, the rule itself included. This is what a decision shows with {@code
 * features=used}; it depends on the program alone, not on how it is run.
 */
public final class Reads {
  private final BitSet[] byDefinition;
  private final Map<String, BitSet> byRule = new LinkedHashMap<>();

  public Reads(Program program) {
    List<Definition> definitions = program.definitions();
    byDefinition = new BitSet[definitions.size()];
    for (Definition definition : definitions) {
      BitSet reads = of(definition.value());
      reads.set(definition.index());
      byDefinition[definition.index()] = reads;
    }
    for (Unit unit : program.units().values()) {
      for (Step step : unit.steps()) {
        if (step instanceof Define define
            && definitions.get(define.definition()).value() instanceof Term.Rule) {
          byRule.put(
              definitions.get(define.definition()).name(), byDefinition[define.definition()]);
        }
      }
    }
  }

  /** Definitions that a term is computed from. */
  public BitSet of(Term term) {
    BitSet reads = new BitSet();
    collect(term, reads);
    return reads;
  }

  private void collect(Term term, BitSet reads) {
    if (term instanceof Term.Reference reference) {
      reads.or(byDefinition[reference.definition()]);
    }
    for (Term operand : Term.operands(term)) {
      collect(operand, reads);
    }
  }

  /** Definitions that the rule of that name is computed from, itself included. */
  public BitSet ofRule(String name) {
    return byRule.getOrDefault(name, new BitSet());
  }

  /** Definitions that the effects of a {@code WhenRules} are computed from. */
  public BitSet ofEffects(Enforce enforce) {
    BitSet reads = new BitSet();
    enforce.effects().forEach(term -> collect(term, reads));
    return reads;
  }
}
