package dev.harrier.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.ActionInfo;
import dev.harrier.event.EntityKey;
import java.util.BitSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class HoldbackTest {
  private static final int ENTITIES = 40_000;

  private static BitSet heldOut(String action, double percent, String seed) {
    ActionInfo info =
        new ActionInfo(action, 1, null, null, 0, null, "q", new ActionInfo.Holdback(percent, seed));
    BitSet out = new BitSet();
    for (int i = 0; i < ENTITIES; i++) {
      out.set(i, Holdback.holdsOut(info, new EntityKey("User", "u" + i)));
    }
    return out;
  }

  private static int both(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both.cardinality();
  }

  @Test
  void theShareIsWhatWasAskedFor() {
    for (double percent : new double[] {0, 0.5, 2, 10, 50}) {
      double expected = ENTITIES * percent / 100;
      // Five standard deviations of a binomial.
      double near = 5 * Math.sqrt(expected * (1 - percent / 100)) + 1e-9;
      assertThat((double) heldOut("limit", percent, "").cardinality())
          .isCloseTo(expected, Offset.offset(near));
    }
  }

  @Test
  void aGrowingShareOnlyAdds() {
    BitSet few = heldOut("limit", 2, "");
    assertThat(both(few, heldOut("limit", 5, ""))).isEqualTo(few.cardinality());
  }

  @Test
  void anotherSeedAndAnotherActionDrawAnew() {
    BitSet group = heldOut("limit", 10, "");
    int chance = ENTITIES / 100;
    Offset<Integer> near = Offset.offset(5 * (int) Math.sqrt(chance));
    assertThat(both(group, heldOut("limit", 10, "spring"))).isCloseTo(chance, near);
    assertThat(both(group, heldOut("remove", 10, ""))).isCloseTo(chance, near);
  }
}
