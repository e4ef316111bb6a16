package dev.harrier.lang.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final long BEYOND_EXACT = (1L << 53) + 1;

  @Test
  void numbersAreEqualAcrossTypesWhenTheirValuesAre() {
    assertThat(Comparison.equal(1L, 1.0)).isTrue();
    assertThat(Comparison.equal(true, 1L)).isTrue();
    assertThat(Comparison.equal(0.0, -0.0)).isTrue();
    assertThat(Comparison.equal(0L, -0.0)).isTrue();
    assertThat(Comparison.equal(BEYOND_EXACT, 0x1p53)).isFalse();
    assertThat(Comparison.equal(BigInteger.TWO.pow(70), 0x1p70)).isTrue();
    assertThat(Comparison.equal(1L, "1")).isFalse();
    assertThat(Comparison.equal(0L, null)).isFalse();
    assertThat(Comparison.equal(null, null)).isTrue();
  }

  @Test
  void nanDiffersFromItselfExceptInsideLists() {
    assertThat(Comparison.equal(Double.NaN, Double.NaN)).isFalse();
    assertThat(Comparison.equal(List.of(Double.NaN), List.of(Double.NaN))).isTrue();
    assertThat(Comparison.less(Double.NaN, 1L)).isFalse();
    assertThat(Comparison.lessOrEqual(Double.NaN, Double.NaN)).isFalse();
  }

  @Test
  void listsAreEqualItemByItem() {
    assertThat(Comparison.equal(List.of(1L), List.of(1.0))).isTrue();
    assertThat(Comparison.equal(List.of(1L), List.of(1L, 2L))).isFalse();
    assertThat(Comparison.equal(Arrays.asList("a", null), Arrays.asList("a", null))).isTrue();
  }

  @Test
  void entitiesAreEqualByTypeAndId() {
    assertThat(Comparison.equal(new EntityValue("User", 1L), new EntityValue("User", 1.0)))
        .isTrue();
    assertThat(Comparison.equal(new EntityValue("User", 1L), new EntityValue("Post", 1L)))
        .isFalse();
  }

  @Test
  void rulesAreComparedAsWholes() {
    RuleValue rule = new RuleValue("R", true, "d", Map.of());
    assertThat(Comparison.equal(rule, new RuleValue("R", true, "d", Map.of()))).isTrue();
    assertThat(Comparison.equal(rule, new RuleValue("S", true, "d", Map.of()))).isFalse();
  }

  @Test
  void noneIsNeitherLessNorGreater() {
    assertThat(Comparison.less(null, 1L)).isFalse();
    assertThat(Comparison.less(1L, null)).isFalse();
    assertThat(Comparison.lessOrEqual(null, null)).isFalse();
  }

  @Test
  void orderOfNumbersIsExact() {
    assertThat(Comparison.less(0x1p53, BEYOND_EXACT)).isTrue();
    assertThat(Comparison.less(BEYOND_EXACT, 0x1p53)).isFalse();
    assertThat(Comparison.less(Long.MAX_VALUE, Double.POSITIVE_INFINITY)).isTrue();
    assertThat(Comparison.less(BigInteger.TWO.pow(70).negate(), -1.5)).isTrue();
    assertThat(Comparison.lessOrEqual(Long.MIN_VALUE, -0x1p63)).isTrue();
  }

  @Test
  void textsAreOrderedByCodePoint() {
    String beyondTheBasicPlane = "\ud83d\ude00";
    assertThat(Comparison.compareText("\uffee", beyondTheBasicPlane)).isNegative();
    assertThat(Comparison.compareText("a", "ab")).isNegative();
    assertThat(Comparison.compareText("b", "a")).isPositive();
  }

  @Test
  void differentTypesHaveNoOrder() {
    assertThatThrownBy(() -> Comparison.less("a", 1L)).isInstanceOf(NodeFailure.class);
  }

  @Test
  void nothingButNoneIsInNone() {
    assertThat(Comparison.contains(null, null)).isTrue();
    assertThat(Comparison.contains(null, "a")).isFalse();
    assertThat(Comparison.contains("abc", "bc")).isTrue();
    assertThat(Comparison.contains("abc", null)).isFalse();
    assertThat(Comparison.contains(List.of(1L, 2L), 2.0)).isTrue();
    assertThat(Comparison.contains(List.of(Double.NaN), Double.NaN)).isTrue();
  }

  @Test
  void emptyAndZeroAreFalse() {
    assertThat(List.<Object>of(false, 0L, 0.0, "", List.of())).noneMatch(Comparison::truth);
    assertThat(List.<Object>of(true, -1L, Double.NaN, " ", List.of(0L)))
        .allMatch(Comparison::truth);
    assertThat(Comparison.truth(null)).isFalse();
  }
}
