package dev.harrier.lang.plan;

import dev.harrier.lang.source.Span;
import java.util.List;

/** One computation of a plan, shared by all expressions that mean it. */
public final class Node {
  private final int id;
  private final Op op;
  private final List<Node> inputs;
  private final Rep rep;
  private final boolean mayBeNone;
  private final boolean mayFail;
  private final Span span;
  private final Cost cost;
  private int uses;
  private boolean memo;

  Node(
      int id,
      Op op,
      List<Node> inputs,
      Rep rep,
      boolean mayBeNone,
      boolean mayFail,
      Span span,
      Cost cost) {
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.rep = rep;
    this.mayBeNone = mayBeNone;
    this.mayFail = mayFail;
    this.span = span;
    this.cost = cost;
  }

  /** Position in {@link Plan#nodes}; inputs come before their users. */
  public int id() {
    return id;
  }

  public Op op() {
    return op;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public Node input(int index) {
    return inputs.get(index);
  }

  public Rep rep() {
    return rep;
  }

  /** Whether the value can be None. */
  public boolean mayBeNone() {
    return mayBeNone;
  }

  /** Whether the computation can fail, by itself or through an input. */
  public boolean mayFail() {
    return mayFail;
  }

  /** Where a failure is reported: the first place that meant this computation. */
  public Span span() {
    return span;
  }

  Cost cost() {
    return cost;
  }

  void used() {
    uses++;
  }

  int uses() {
    return uses;
  }

  void keep() {
    memo = true;
  }

  /** Whether the value is kept for the rest of the event once computed. */
  public boolean memo() {
    return memo;
  }

  @Override
  public String toString() {
    return "n" + id + ":" + op;
  }
}
