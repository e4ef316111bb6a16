package dev.harrier.tidy.broken.cycle.right;

import dev.harrier.tidy.broken.cycle.left.Left;

/** The other half of the cycle. */
public final class Right {
  private Right() {}

  /** Goes back. */
  public static int left(int depth) {
    return depth == 0 ? 0 : Left.right(depth - 1);
  }
}
