package dev.harrier.learn.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandleModelTest {
  private static final HandleModel MODEL =
      HandleModel.fit(List.of("anna_smith", "annabel", "hannah", "joanna", "smithson"));

  @Test
  void aHandleLikeTheKnownOnesIsLikelier() {
    assertThat(MODEL.features("hannasmith")[0]).isGreaterThan(MODEL.features("xq7zk9wv2b")[0]);
  }

  @Test
  void theLeastCharacterIsNoLikelierThanTheMean() {
    double[] features = MODEL.features("annax");

    assertThat(features[1]).isLessThan(features[0]);
  }

  @Test
  void theDigitTailIsCounted() {
    assertThat(MODEL.features("anna1987")[2]).isEqualTo(4);
  }

  @Test
  void aModelOfNothingHoldsAllCharactersAlike() {
    HandleModel empty = HandleModel.fit(List.of());

    assertThat(empty.features("ab")[0]).isEqualTo(empty.features("zq")[0]);
  }
}
