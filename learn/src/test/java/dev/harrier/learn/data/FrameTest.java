package dev.harrier.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final List<Column> TWO = List.of(Column.number("age"), Column.number("posts"));

  @Test
  void rowsAreChosenWithAllThatBelongsToThem() {
    Frame frame =
        Frame.of(TWO)
            .row("a", 1, 2)
            .weight(3)
            .group("g")
            .time(5)
            .truth(0)
            .row("b", 6, Float.NaN)
            .weight(8)
            .group("h")
            .time(10)
            .truth(1)
            .build()
            .rows(new int[] {1});

    assertThat(frame.ids()).containsExactly("b");
    assertThat(frame.row(0)).containsExactly(6, Float.NaN);
    assertThat(frame.weight(0)).isEqualTo(8);
    assertThat(frame.group(0)).isEqualTo("h");
    assertThat(frame.time(0)).isEqualTo(10);
    assertThat(frame.truths()).containsExactly(1);
  }

  @Test
  void columnsAreSelectedInTheGivenOrder() {
    Frame frame = Frame.of(TWO).row("a", 1, 2).build().select(List.of("posts", "age"));

    assertThat(frame.row(0)).containsExactly(2, 1);
    assertThatThrownBy(() -> frame.select(List.of("likes")))
        .hasMessage("there is no column `likes`, expected one of [`posts`, `age`]");
  }

  @Test
  void anInfiniteValueNamesItsRowAndColumn() {
    assertThatThrownBy(() -> Frame.of(TWO).row("a", 1, Float.POSITIVE_INFINITY))
        .isInstanceOf(DataException.class)
        .hasMessage("`posts` of row `a` is infinite, expected a finite number or none");
  }

  @Test
  void anIdThatOccursTwiceIsRefused() {
    assertThatThrownBy(() -> Frame.of(TWO).row("a", 1, 2).row("a", 1, 2))
        .hasMessage("id `a` of row 1 occurs in row 0, expected once");
  }

  @Test
  void truthsOtherThanZeroAndOneAreNoClasses() {
    Frame frame = Frame.of(TWO).row("a", 1, 2).truth(0).row("b", 1, 2).truth(2).build();

    assertThatThrownBy(frame::classes).hasMessage("truth of row `b` is 2.0, expected 0 or 1");
  }

  @Test
  void oneClassOnlyIsRefused() {
    Frame frame = Frame.of(TWO).row("a", 1, 2).truth(1).row("b", 1, 2).truth(1).build();

    assertThatThrownBy(frame::classes).hasMessage("all 2 truths are 1, expected both 0 and 1");
  }

  @Test
  void truthsForSomeRowsOnlyAreRefused() {
    Frame.Builder builder = Frame.of(TWO).row("a", 1, 2).truth(1).row("b", 1, 2);

    assertThatThrownBy(builder::build).hasMessage("1 of 2 rows have a truth, expected all or none");
  }

  @Test
  void anAbsentValueFollowsThePolicyOfItsColumn() {
    List<Column> columns =
        List.of(Column.number("kept"), Column.number("zero").withAbsent(Column.Absent.ZERO));
    Frame frame = Frame.of(columns).row("a", Float.NaN, Float.NaN).build();

    assertThat(frame.row(0)).containsExactly(Float.NaN, 0);
    List<Column> strict = List.of(Column.number("n").withAbsent(Column.Absent.REFUSED));
    assertThatThrownBy(() -> Frame.of(strict).row("a", Float.NaN))
        .hasMessage("`n` of row `a` is absent, expected a number");
  }

  @Test
  void aColumnOfOneValueIsConstantAndOneThatIsSometimesAbsentIsNot() {
    Frame frame = Frame.of(TWO).row("a", 1, 1).row("b", 1, Float.NaN).build();

    assertThat(frame.constantColumns()).containsExactly("age");
  }

  @Test
  void categoriesAreOrderedByCountThenByWord() {
    Categories categories = Categories.count(List.of("b", "c", "a", "c"));

    assertThat(categories.words()).containsExactly("c", "a", "b");
    assertThat(categories.code("never seen")).isEqualTo(3);
  }

  @Test
  void onlyTheMostFrequentCategoriesHaveCodes() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      words.add("w" + i);
      words.add("w" + Math.max(i, 280));
    }

    Categories categories = Categories.count(words);

    assertThat(categories.words()).hasSize(255).startsWith("w280");
    assertThat(categories.code("w99")).isEqualTo(categories.other());
  }

  @Test
  void fewValuesHaveABinEach() {
    Frame frame = Frame.of(TWO).row("a", 1, 2).row("b", 3, Float.NaN).row("c", 2, 2).build();
    Bins bins = Bins.of(frame);

    assertThat(bins.cuts()[0]).containsExactly(1.5f, 2.5f);
    assertThat(bins.cuts()[1]).isEmpty();
    assertThat(bins.bin(0, 1.5f)).isEqualTo(1);
    assertThat(bins.bin(1, Float.NaN)).isEqualTo(Bins.ABSENT);
  }

  @Test
  void manyValuesHaveBinsOfEqualWeight() {
    float[] values = new float[10_000];
    float[] weights = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
      weights[i] = i < 5_000 ? 3 : 1;
    }

    float[] cuts = Bins.cuts(values, weights);

    assertThat(cuts.length).isBetween(250, 254);
    int below = 0;
    for (float cut : cuts) {
      below += cut < 5_000 ? 1 : 0;
    }
    assertThat(below / (double) cuts.length).isBetween(0.74, 0.76);
  }

  @Test
  void neighbouringFloatsAreParted() {
    float a = 1;
    float b = Math.nextUp(a);

    assertThat(Bins.cuts(new float[] {b, a}, new float[] {1, 1})).containsExactly(b);
  }
}
