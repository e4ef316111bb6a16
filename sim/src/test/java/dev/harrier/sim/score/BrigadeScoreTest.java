package dev.harrier.sim.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.sim.score.BrigadeScore.Limit;
import dev.harrier.sim.score.BrigadeScore.Outcome;
import dev.harrier.sim.score.BrigadeScore.Score;
import dev.harrier.sim.truth.Episode;
import dev.harrier.sim.truth.Happening;
import dev.harrier.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrigadeScoreTest {
  private static final long SECOND = 1_000_000;

  /** A friendly thread at ann from second 0 on, a brigade at her from second 1000 on. */
  private static World world() {
    List<Happening> happenings = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      happenings.add(word(i * 60L, i, false, 0));
    }
    for (int i = 0; i < 20; i++) {
      happenings.add(word(1_000 + i * 30L, 100 + i, true, 1));
    }
    return new World(
        happenings,
        List.of(
            new Episode(0, "kind_wave", Episode.Sort.FRIENDLY, "ann"),
            new Episode(1, "drowned", Episode.Sort.BRIGADE, "ann")));
  }

  private static Happening word(long second, int number, boolean hostile, int episode) {
    String sender = "s" + number;
    return new Happening(
        second * SECOND, "e" + number, "reply", sender, "ann", "p", "words", hostile, episode);
  }

  private static Score score(double second, String receiver) {
    Limit limit = new Limit(receiver, (long) (second * SECOND));
    return BrigadeScore.of(world(), List.of(limit));
  }

  @Test
  void aLimitDuringABrigadeBelongsToIt() {
    Outcome brigade = score(1_000 + 9 * 30, "ann").outcomes().get(1);

    assertThat(brigade.limited()).isTrue();
    assertThat(brigade.hostileBefore()).isEqualTo(10);
    assertThat(brigade.seconds()).isEqualTo(270);
    assertThat(brigade.inTime()).isTrue();
  }

  @Test
  void afterTheTenthHostileWordItIsLate() {
    assertThat(score(1_000 + 10 * 30, "ann").outcomes().get(1).inTime()).isFalse();
  }

  @Test
  void aLimitBeforeTheBrigadeIsFalse() {
    Score score = score(500, "ann");

    assertThat(score.outcomes().get(0).limited()).isTrue();
    assertThat(score.outcomes().get(1).limited()).isFalse();
    assertThat(score.outcomes().get(1).inTime()).isFalse();
  }

  @Test
  void aLimitToSomebodyElseBelongsToNothing() {
    assertThat(score(1_100, "bob").elsewhere()).isEqualTo(1);
  }

  @Test
  void anUnfoundBrigadeTookEndless() {
    Outcome brigade = BrigadeScore.of(world(), List.of()).outcomes().get(1);

    assertThat(brigade.seconds()).isInfinite();
    assertThat(brigade.hostileBefore()).isEqualTo(20).isEqualTo(brigade.hostile());
  }
}
