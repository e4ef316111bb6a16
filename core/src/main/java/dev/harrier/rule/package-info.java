/**
 * Rules as the engine runs them: a {@link dev.harrier.rule.RuleProgram} is compiled from a project,
 * an {@link dev.harrier.rule.Evaluator} decides events with it, one thread at a time, reading
 * nothing but the event and {@link dev.harrier.rule.Facts}.
 */
@NullMarked
package dev.harrier.rule;

import org.jspecify.annotations.NullMarked;
