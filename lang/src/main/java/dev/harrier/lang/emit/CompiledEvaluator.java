package dev.harrier.lang.emit;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides events with compiled code; what that does not handle goes to the interpreter, which gives
 * the same answer.
 */
final class CompiledEvaluator implements Evaluator {
  private final CompiledProgram program;
  private final FeatureMode features;
  private final Evaluator interpreter;
  private final RecordingFacts recording = new RecordingFacts();
  private final Map<String, Run> runs = new HashMap<>();
  private String lastType = "";
  private Run last;

  CompiledEvaluator(CompiledProgram program, FeatureMode features, Evaluator interpreter) {
    this.program = program;
    this.features = features;
    this.interpreter = interpreter;
    this.last = run("");
  }

  private Run run(String eventType) {
    String variant = program.variantOf(eventType);
    return runs.computeIfAbsent(variant, v -> new Run(program.newFrame(v, features), features));
  }

  @Override
  public Decision decide(Event event, Facts facts) {
    if (!event.type().equals(lastType)) {
      last = run(event.type());
      lastType = event.type();
    }
    boolean records = last.keepsState();
    try {
      return last.decide(event, records ? recording.record(facts) : facts);
    } catch (Deoptimise deoptimise) {
      return interpreter.decide(event, records ? recording.replay() : facts);
    } finally {
      last.end();
      recording.end();
    }
  }
}
