package dev.harrier.runtime.embed;

import dev.harrier.decision.Decision;
import dev.harrier.enforce.GuardMemory;
import dev.harrier.enforce.Guards;
import dev.harrier.event.Event;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.ledger.ManualLabel;
import org.jspecify.annotations.Nullable;

/**
 * Decides events one after the other: with the bundle in force when the event begins, and with the
 * labels that the events before it left. Owned by one thread; the bundle may be replaced by others.
 */
public final class Engine {
  private final BundleHolder holder;
  private final FeatureMode features;
  private final StateFacts facts;
  private final Summary summary = new Summary();
  private Bundle bundle;
  private Evaluator evaluator;
  private Guards guards;

  public Engine(BundleHolder holder, FeatureMode features, StateFacts facts) {
    this.holder = holder;
    this.features = features;
    this.facts = facts;
    this.bundle = holder.current();
    this.evaluator = bundle.program().newEvaluator(features);
    this.guards = new Guards(bundle.program().actions());
  }

  /** Decides the event, applies its label effects, counts it. */
  public Decision decide(Event event) {
    Decision decision = decide(event, false, facts);
    summary.add(decision);
    return decision;
  }

  /**
   * Decides the event, applies its label effects, and lets the guards see what it asks for.
   *
   * @param future whether it is ahead of the host's clock
   * @param view the facts as rules and guards are to see them
   */
  <V extends Facts & GuardMemory> Decision decide(Event event, boolean future, V view) {
    Bundle inForce = holder.current();
    if (inForce != bundle) {
      bundle = inForce;
      evaluator = inForce.program().newEvaluator(features);
      guards = new Guards(inForce.program().actions());
    }
    facts.begin(event.timeMicros(), future);
    return settled(event, evaluator.decide(event, view), view);
  }

  private Decision settled(Event event, Decision decision, GuardMemory memory) {
    if (decision.effects().isEmpty()) {
      return decision;
    }
    facts.apply(decision.effects(), event.timeMicros());
    return guards.apply(decision, memory);
  }

  /**
   * Decides the event, applies its label effects, counts it.
   *
   * @param future whether it was ahead of the host's clock
   * @param early a decision of the bundle in force that was made with the event alone, asking no
   *     facts, and so holds whatever they are; null to make one
   */
  public Decision decide(Event event, boolean future, @Nullable Decision early) {
    if (early == null) {
      Decision decision = decide(event, future, facts);
      summary.add(decision);
      return decision;
    }
    facts.begin(event.timeMicros(), future);
    Decision settled = settled(event, early, facts);
    summary.add(settled);
    return settled;
  }

  /** Sets or takes away a label by hand. */
  public void apply(ManualLabel label) {
    Writer.apply(label, facts);
  }

  /** Version of the bundle that decided the last event. */
  public String version() {
    return bundle.version();
  }

  FeatureMode features() {
    return features;
  }

  public StateFacts facts() {
    return facts;
  }

  /** What the events so far came to. */
  public Summary summary() {
    return summary;
  }
}
