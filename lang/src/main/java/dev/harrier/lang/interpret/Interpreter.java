package dev.harrier.lang.interpret;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.lang.function.Scoring;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Reads;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;

/** Evaluates every node of a program on every event, in order, exactly as the language says. */
public final class Interpreter implements Evaluator {
  private final Program program;
  private final FeatureMode features;
  private final Reads reads;
  private final Calls calls = new Calls();
  private final Scoring scoring = new Scoring();

  public Interpreter(Program program, FeatureMode features) {
    this.program = program;
    this.features = features;
    this.reads = new Reads(program);
  }

  @Override
  public Decision decide(Event event, Facts facts) {
    return new Evaluation(program, reads, calls, scoring, event, facts).decide(features);
  }
}
