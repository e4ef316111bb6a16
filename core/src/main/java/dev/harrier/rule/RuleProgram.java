package dev.harrier.rule;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.Event;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled rule project: immutable, shared by all threads. */
public interface RuleProgram {
  /** Content hash of everything the program was compiled from, {@code sha256:…}. */
  String version();

  /** All rules in program order. */
  List<RuleInfo> rules();

  /** How the effects of each {@code WhenRules} are carried out, in program order. */
  List<RuleSettings> settings();

  /** The project's actions by name, in order of declaration. */
  Map<String, ActionInfo> actions();

  /** The output features of a decision, in program order. */
  List<FeatureInfo> features();

  /**
   * The identifier that a feature which reads an entity straight from the event finds there,
   * without deciding it; null if it finds none, or is no such feature.
   */
  @Nullable String entity(Event event, String feature);

  /** Returns a new evaluator, owned by one thread. */
  Evaluator newEvaluator(FeatureMode features);

  /**
   * A rule as people see it.
   *
   * @param description template text, names in braces
   * @param line from 1
   */
  record RuleInfo(String name, String description, String path, int line) {}

  /**
   * An output feature.
   *
   * @param type as the language spells it, such as {@code int}, {@code list[str]} or {@code str |
   *     None}: that of the value in the output, so {@code bool} for a rule and the id's for an
   *     entity
   * @param entityType type of the entity it holds; null if it holds none
   * @param read whether it is an entity that is read straight from the event
   */
  record FeatureInfo(String name, String type, @Nullable String entityType, boolean read) {}
}
