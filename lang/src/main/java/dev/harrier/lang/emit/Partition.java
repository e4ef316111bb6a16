package dev.harrier.lang.emit;

import dev.harrier.lang.plan.Node;
import dev.harrier.lang.plan.Plan;

/**
 * Which part of the generated code holds which node and which rule: equal shares in the order of
 * the plan, so that what belongs together mostly stays together. The atoms have a part of their own
 * when there is more than one.
 */
final class Partition {
  /**
   * Kept nodes a part; each takes about eight constants, most of them its method's name and place.
   */
  private static final int MAX_NODES = 3_000;

  private static final int MAX_RULES = 1_500;

  private final int parts;
  private final int[] partOfNode;
  private final int rules;

  Partition(Plan plan) {
    this(plan, MAX_NODES, MAX_RULES);
  }

  Partition(Plan plan, int maxNodes, int maxRules) {
    int kept = (int) plan.nodes().stream().filter(Node::memo).count();
    rules = plan.rules().size();
    parts = 1 + Math.max((kept - 1) / maxNodes, (rules - 1) / maxRules);
    partOfNode = new int[plan.nodes().size()];
    int seen = 0;
    for (Node node : plan.nodes()) {
      partOfNode[node.id()] = Math.min(parts - 1, (int) ((long) seen * parts / Math.max(1, kept)));
      seen += node.memo() ? 1 : 0;
    }
  }

  /** Parts that hold nodes and rules. */
  int parts() {
    return parts;
  }

  /** All parts, that of the atoms included; it is the last. */
  int classes() {
    return parts == 1 ? 1 : parts + 1;
  }

  int ofNode(int node) {
    return partOfNode[node];
  }

  int ofRule(int rule) {
    return (int) ((long) rule * parts / Math.max(1, rules));
  }
}
