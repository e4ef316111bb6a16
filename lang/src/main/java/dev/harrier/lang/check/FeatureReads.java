package dev.harrier.lang.check;

import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a feature may be computed from: event fields, pure functions, lists, and features of the
 * same entity. Anything else would have to be asked for elsewhere while the event is folded.
 */
final class FeatureReads {
  private final Definitions definitions;
  private final Findings findings;
  private final String feature;
  private final Set<Integer> visited = new HashSet<>();

  FeatureReads(Definitions definitions, Findings findings, String feature) {
    this.definitions = definitions;
    this.findings = findings;
    this.feature = feature;
  }

  void check(Term.Call declared) {
    Term entity = FeatureForms.entityOf(declared, definitions);
    for (Term argument : declared.arguments()) {
      read(argument, argument.span(), entity);
    }
  }

  private void read(Term term, Span place, Term entity) {
    switch (term) {
      case Term.Reference reference -> {
        Definition definition = definitions.at(reference.definition());
        if (visited.add(definition.index())) {
          read(definition.value(), place, entity);
        }
      }
      case Term.Call call when call.prepared() instanceof FeatureDeclaration other ->
          feature(call, other.name(), place, entity);
      case Term.Call call when !call.function().pure() -> {
        findings.error(
            Checks.FEATURES,
            "`" + feature + "` may not be computed from `" + call.function().name() + "(...)`",
            place,
            List.of(
                "a feature is computed from event fields, pure functions, lists, and earlier"
                    + " features of the same entity"),
            List.of(Findings.at(call.span(), "read here")));
      }
      default ->
          Term.operands(term)
              .forEach(operand -> read(operand, narrower(term, operand, place), entity));
    }
  }

  /** Operands of what is written in the declaration itself are shown where they stand. */
  private static Span narrower(Term term, Term operand, Span place) {
    return term.span().equals(place) ? operand.span() : place;
  }

  private void feature(Term.Call other, String name, Span place, Term entity) {
    if (!same(FeatureForms.entityOf(other, definitions), entity)) {
      findings.error(
          Checks.FEATURES,
          "`" + feature + "` may not be computed from `" + name + "`, a feature of another entity",
          place,
          List.of("a feature lives with its entity, where those of others are not at hand"),
          List.of(Findings.at(other.span(), "`" + name + "` is read or declared here")));
    }
  }

  private boolean same(Term a, Term b) {
    return definitions.resolved(a).equals(definitions.resolved(b));
  }
}
