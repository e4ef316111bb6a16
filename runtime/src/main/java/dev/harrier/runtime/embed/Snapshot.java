package dev.harrier.runtime.embed;

import dev.harrier.rule.RuleProgram.FeatureInfo;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All features of a decision of the past, as they were then: from the event, and from the answers
 * that the rules got. One that needs an answer which nobody asked for then is absent.
 *
 * @param record the decision
 * @param known output features of the bundle that decided, in program order
 * @param rules names of its rules
 * @param features values by name, null where failed or absent
 */
public record Snapshot(
    DecisionRecord record,
    List<FeatureInfo> known,
    List<String> rules,
    Map<String, @Nullable Object> features) {}
