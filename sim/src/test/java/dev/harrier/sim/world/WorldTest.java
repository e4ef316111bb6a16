package dev.harrier.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.sim.attack.Family;
import dev.harrier.sim.people.Dialect;
import dev.harrier.sim.truth.Episode;
import dev.harrier.sim.truth.Happening;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final World.Size SMALL = new World.Size(300, 14, 12);
  private static final World WORLD = World.of(5, SMALL, Family.HELD_OUT, Dialect.HELD_OUT);

  @Test
  void aSeedMakesOneWorld() {
    assertThat(World.of(5, SMALL, Family.HELD_OUT, Dialect.HELD_OUT)).isEqualTo(WORLD);
    assertThat(World.of(6, SMALL, Family.HELD_OUT, Dialect.HELD_OUT)).isNotEqualTo(WORLD);
  }

  @Test
  void whatHappensIsInTheOrderOfTime() {
    assertThat(WORLD.happenings()).extracting(Happening::timeMicros).isSorted();
  }

  @Test
  void noIdentifierOccursTwiceAndNobodyWritesToThemselves() {
    assertThat(WORLD.happenings()).extracting(Happening::id).doesNotHaveDuplicates();
    assertThat(WORLD.happenings())
        .allSatisfy(event -> assertThat(event.sender()).isNotEqualTo(event.receiver()));
  }

  @Test
  void everyFamilyAskedForAttacksAndNoOther() {
    assertThat(WORLD.episodes().stream().filter(e -> e.sort() == Episode.Sort.BRIGADE))
        .extracting(Episode::name)
        .contains("elsewhere", "messages", "waves", "insinuation", "serial", "drowned")
        .doesNotContain("rally", "sockpuppets", "grudge");
  }

  @Test
  void theFamiliesTunedOnAreNotMeasuredOn() {
    assertThat(Collections.disjoint(Family.TUNE, Family.HELD_OUT)).isTrue();
    assertThat(Family.TUNE.size() + Family.HELD_OUT.size()).isEqualTo(Family.values().length);
  }

  @Test
  void mostWordsOfABrigadeAreHostileAndFewOfAFriendlyThread() {
    assertThat(hostile(Episode.Sort.BRIGADE)).isBetween(.75, 1.0);
    assertThat(hostile(Episode.Sort.FRIENDLY)).isBetween(0.0, .05);
    assertThat(hostile(Episode.Sort.CRITICISM)).isBetween(.02, .2);
  }

  private static double hostile(Episode.Sort sort) {
    return WORLD.happenings().stream()
        .filter(word -> word.episode() != Happening.ORDINARY)
        .filter(word -> WORLD.episodes().get(word.episode()).sort() == sort)
        .collect(Collectors.averagingDouble(word -> word.hostile() ? 1 : 0));
  }

  @Test
  void theLogTellsNothingOfTheTruth() throws JsonException {
    for (Happening happening : WORLD.happenings().subList(0, 500)) {
      String line = EventLog.line(happening);
      JsonParser.parse(line.getBytes(StandardCharsets.UTF_8));
      assertThat(line).doesNotContain("hostile").doesNotContain("episode");
      assertThat(EventLog.truth(happening)).contains(happening.id(), "hostile", "episode");
    }
  }

  @Test
  void nothingBefallsAnybodyInTheFirstWeek() {
    long start = WORLD.happenings().getFirst().timeMicros();
    assertThat(WORLD.happenings())
        .filteredOn(word -> word.episode() != Happening.ORDINARY)
        .allSatisfy(
            word -> assertThat(word.timeMicros() - start).isGreaterThan(6L * 86_400 * 1_000_000));
    assertThat(List.copyOf(WORLD.episodes())).isNotEmpty();
  }
}
