package dev.harrier.learn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  @Test
  void aCountedHandleIsJudgedAsIfItHadNotBeen() {
    List<String> others = List.of("anna_smith", "annabel", "hannah", "joanna");
    for (String own : List.of("smithson", "annanna", "xx", "a", "")) {
      List<String> all = new java.util.ArrayList<>(others);
      all.add(own);

      assertThat(HandleModel.fit(all).featuresWithoutOwn(own))
          .containsExactly(HandleModel.fit(others).features(own), within(1e-12));
    }
  }
}
