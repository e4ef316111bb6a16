package dev.harrier.learn.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

final class ReferenceTest {
  private static double psi(DoubleSupplier training, DoubleSupplier now) {
    double[] values = new double[4_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = training.getAsDouble();
    }
    Reference reference = Reference.of("x", values);
    long[] counts = new long[reference.shares().length];
    for (int i = 0; i < 2_000; i++) {
      counts[reference.bin(now.getAsDouble())]++;
    }
    return reference.psi(counts);
  }

  @Test
  void whatStaysAsItWasDoesNotDrift() {
    Random random = new Random(1);
    assertThat(psi(random::nextGaussian, random::nextGaussian)).isBetween(0.0, .05);
  }

  /** Most counts are small whole numbers, and most of those are 0. */
  @Test
  void aValueThatMostRowsHaveIsNoDrift() {
    Random random = new Random(2);
    DoubleSupplier mostlyZero = () -> random.nextInt(10) < 8 ? 0 : random.nextInt(5);
    assertThat(psi(mostlyZero, mostlyZero)).isBetween(0.0, .05);
    assertThat(psi(() -> 7, () -> 7)).isBetween(0.0, .01);
  }

  @Test
  void aShiftAndAnAbsenceDrift() {
    Random random = new Random(3);
    assertThat(psi(random::nextGaussian, () -> random.nextGaussian() + 1)).isGreaterThan(.2);
    assertThat(psi(random::nextGaussian, () -> Double.NaN)).isGreaterThan(1);
    assertThat(psi(() -> 7, () -> 8)).isGreaterThan(1);
  }

  @Test
  void theSharesAreThoseOfTheRows() {
    Reference reference = Reference.of("x", new double[] {1, 1, 1, 2, Double.NaN});
    assertThat(reference.edges()).startsWith(1);
    assertThat(reference.shares()[0]).isEqualTo(.6, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(reference.shares()[reference.shares().length - 1])
        .isEqualTo(.2, org.assertj.core.data.Offset.offset(1e-12));
  }
}
