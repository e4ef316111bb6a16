package dev.harrier.learn.linear;

/**
 * Limited-memory BFGS (Nocedal 1980; Liu and Nocedal 1989), memory 10, backtracking line search
 * with Armijo's and a curvature check. For smooth convex functions.
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int SEARCH_STEPS = 20;
  private static final double ARMIJO = 1e-4;

  /** A function and its gradient. */
  interface Objective {
    /** The value at {@code x}; writes the gradient. */
    double at(double[] x, double[] gradient);
  }

  private final int n;
  private final double[][] s = new double[MEMORY][];
  private final double[][] y = new double[MEMORY][];
  private final double[] rho = new double[MEMORY];
  private int pairs;

  private Lbfgs(int n) {
    this.n = n;
  }

  /** Minimises from {@code x} on, in place; stops at a gradient within the tolerance. */
  static int minimize(Objective f, double[] x, double tolerance, int rounds) {
    return new Lbfgs(x.length).run(f, x, tolerance, rounds);
  }

  private int run(Objective f, double[] x, double tolerance, int rounds) {
    double[] gradient = new double[n];
    double value = f.at(x, gradient);
    double[] next = new double[n];
    double[] nextGradient = new double[n];
    for (int round = 0; round < rounds; round++) {
      if (largest(gradient) <= tolerance) {
        return round;
      }
      double[] direction = direction(gradient);
      double slope = dot(direction, gradient);
      if (slope >= 0) {
        pairs = 0;
        direction = direction(gradient);
        slope = dot(direction, gradient);
      }
      double step = pairs == 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      double found = Double.NaN;
      for (int i = 0; i < SEARCH_STEPS; i++) {
        for (int j = 0; j < n; j++) {
          next[j] = x[j] + step * direction[j];
        }
        found = f.at(next, nextGradient);
        if (found <= value + ARMIJO * step * slope) {
          break;
        }
        step /= 2;
      }
      if (!(found < value)) {
        return round;
      }
      remember(x, next, gradient, nextGradient);
      System.arraycopy(next, 0, x, 0, n);
      System.arraycopy(nextGradient, 0, gradient, 0, n);
      value = found;
    }
    return rounds;
  }

  private void remember(double[] x, double[] next, double[] g, double[] nextG) {
    int slot = pairs % MEMORY;
    if (s[slot] == null) {
      s[slot] = new double[n];
      y[slot] = new double[n];
    }
    double curvature = 0;
    for (int i = 0; i < n; i++) {
      s[slot][i] = next[i] - x[i];
      y[slot][i] = nextG[i] - g[i];
      curvature += s[slot][i] * y[slot][i];
    }
    if (curvature > 1e-14) {
      rho[slot] = 1 / curvature;
      pairs++;
    }
  }

  private double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    int kept = Math.min(pairs, MEMORY);
    double[] alpha = new double[MEMORY];
    for (int i = 0; i < kept; i++) {
      int slot = (pairs - 1 - i) % MEMORY;
      alpha[slot] = rho[slot] * dot(s[slot], q);
      add(q, -alpha[slot], y[slot]);
    }
    if (kept > 0) {
      int last = (pairs - 1) % MEMORY;
      double scale = 1 / (rho[last] * dot(y[last], y[last]));
      for (int i = 0; i < n; i++) {
        q[i] *= scale;
      }
    }
    for (int i = kept - 1; i >= 0; i--) {
      int slot = (pairs - 1 - i) % MEMORY;
      add(q, alpha[slot] - rho[slot] * dot(y[slot], q), s[slot]);
    }
    for (int i = 0; i < n; i++) {
      q[i] = -q[i];
    }
    return q;
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
