package dev.harrier.lang.emit;

/**
 * Generated code of a plan, or of a share of it: a class file holds at most 65,535 constants, so
 * that a large project needs several. Holds no state; works on the frame that it is given.
 */
abstract class Part {
  /** Computes a kept node of this part and returns its state. */
  abstract int compute(Frame frame, int node);

  /** Tries a rule of this part: {@link Frame#fire}, {@link Frame#failRule}, or neither. */
  abstract void tryRule(Frame frame, int rule);

  /** Computes the atoms of a group, if this part has them; false if one of them failed. */
  abstract boolean atoms(Frame frame, int group);

  /**
   * Tries those rules of the group, in this part, that the literal scan cannot rule out and whose
   * atoms all hold.
   */
  abstract void sweepByAtoms(Frame frame, int group);

  /** Tries all rules of the group, in this part, that the literal scan cannot rule out. */
  abstract void sweep(Frame frame, int group);
}
