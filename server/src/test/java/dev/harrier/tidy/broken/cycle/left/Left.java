package dev.harrier.tidy.broken.cycle.left;

import dev.harrier.tidy.broken.cycle.right.Right;

/** Half of a cycle between packages. */
public final class Left {
  private Left() {}

  /** Goes to the other half. */
  public static int right(int depth) {
    return depth == 0 ? 0 : Right.left(depth - 1);
  }
}
