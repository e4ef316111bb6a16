package dev.harrier.runtime.embed;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;

/**
 * Decides events one after the other: with the bundle in force when the event begins, and with the
 * labels that the events before it left. Owned by one thread; the bundle may be replaced by others.
 */
public final class Engine {
  private final BundleHolder holder;
  private final FeatureMode features;
  private final MemoryFacts facts;
  private final Summary summary = new Summary();
  private Bundle bundle;
  private Evaluator evaluator;

  public Engine(BundleHolder holder, FeatureMode features, MemoryFacts facts) {
    this.holder = holder;
    this.features = features;
    this.facts = facts;
    this.bundle = holder.current();
    this.evaluator = bundle.program().newEvaluator(features);
  }

  /** Decides the event, applies its label effects, counts it. */
  public Decision decide(Event event) {
    Bundle inForce = holder.current();
    if (inForce != bundle) {
      bundle = inForce;
      evaluator = inForce.program().newEvaluator(features);
    }
    Decision decision = evaluator.decide(event, facts);
    if (!decision.effects().isEmpty()) {
      facts.apply(decision.effects(), event.timeMicros());
    }
    summary.add(decision);
    return decision;
  }

  /** Version of the bundle that decided the last event. */
  public String version() {
    return bundle.version();
  }

  public MemoryFacts facts() {
    return facts;
  }

  /** What the events so far came to. */
  public Summary summary() {
    return summary;
  }
}
