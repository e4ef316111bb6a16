package dev.harrier.learn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.learn.linear.SparseRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashedTextTest {
  private static final HashedText HASHED =
      HashedText.fit(
          List.of(new String[] {"free money now"}, new String[] {"see you at noon"}), 16, 7);

  @Test
  void eachHalfOfARowHasLengthOne() {
    SparseRow row = HASHED.row("free money at noon");
    double words = 0;
    double characters = 0;
    for (int i = 0; i < row.index().length; i++) {
      double square = (double) row.value()[i] * row.value()[i];
      words += row.index()[i] < 1 << 15 ? square : 0;
      characters += row.index()[i] >= 1 << 15 ? square : 0;
    }

    assertThat(words).isCloseTo(1, within(1e-5));
    assertThat(characters).isCloseTo(1, within(1e-5));
  }

  @Test
  void columnsAscend() {
    assertThat(HASHED.row("free money at noon, free").index()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anEmptyTextHasAnEmptyRow() {
    assertThat(HASHED.row("").index()).isEmpty();
  }

  @Test
  void theScoreWithoutARowIsTheScoreOfTheRow() {
    float[] weights = new float[HASHED.columns()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 31 % 97) - 48;
    }
    Grams grams = new Grams();
    String longText = "free money \ud83d\ude00 at noon ".repeat(400) + "⟨url⟩ tail";
    for (String text : List.of("free money", longText, "", "noon")) {
      SparseRow row = HASHED.row(grams, text);
      double sum = 0;
      for (int i = 0; i < row.index().length; i++) {
        sum += (double) weights[row.index()[i]] * row.value()[i];
      }

      assertThat(HASHED.dot(grams, HASHED.paired(weights), text)).isCloseTo(sum, within(1e-3));
    }
  }

  @Test
  void aWordInAnotherFieldIsAnotherWord() {
    HashedText two = HashedText.fit(List.<String[]>of(new String[] {"one", "two"}), 16, 7);

    assertThat(two.row("word", "").index()).isNotEqualTo(two.row("", "word").index());
  }

  @Test
  void rareBucketsWeighMore() {
    HashedText fitted =
        HashedText.fit(
            List.of(new String[] {"aa"}, new String[] {"aa"}, new String[] {"aa"}), 16, 7);
    float[] weights = fitted.weights();
    int known = fitted.row("aa").index()[0];

    assertThat(weights[known]).isCloseTo(1f, within(1e-6f));
    assertThat(weights).contains((float) (Math.log(4) + 1));
  }
}
