package dev.harrier.detect.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.engine.Machine;
import dev.harrier.engine.MachineContract;
import dev.harrier.engine.MachineLoop;
import dev.harrier.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryMachineTest extends MachineContract<MemoryState> {
  private static final double DAY = 86_400;

  @Override
  protected Machine<MemoryState> machine() {
    return new MemoryMachine();
  }

  @Override
  protected List<Event> events() {
    Acts acts = new Acts();
    for (int i = 0; i < 90; i++) {
      String type = List.of("block", "reply", "mute", "unmute", "reply").get(i % 5);
      boolean refuses = type.endsWith("e") || type.equals("block");
      acts.act(
          i * DAY / 3, type, refuses ? "ann" : "troll" + i % 4, refuses ? "troll" + i % 3 : "ann");
    }
    return acts.events();
  }

  @Override
  protected List<Event> flood() {
    Acts acts = new Acts();
    for (int i = 0; i < 500; i++) {
      acts.act(i, "block", "ann", "\u20ac".repeat(120) + i);
    }
    return acts.events();
  }

  /** Visibility of each unwelcome contact. */
  private List<Double> visibilities(Acts acts) {
    MachineLoop loop = new MachineLoop(List.of(machine()));
    List<Double> visibilities = new ArrayList<>();
    for (Event event : acts.events()) {
      for (Event said : loop.accept(event)) {
        visibilities.add(
            said.document().doubleValue(said.document().member(said.data(), "visibility")));
      }
    }
    return visibilities;
  }

  @Test
  void forAFortnightNothingIsShownThenMoreAndMore() {
    Acts acts = new Acts().act(0, "mute", "ann", "troll");
    acts.act(13 * DAY, "reply", "troll", "ann");
    acts.act(84 * DAY, "reply", "troll", "ann");
    acts.act(155 * DAY, "reply", "troll", "ann");

    assertThat(visibilities(acts)).hasSize(2);
    assertThat(visibilities(acts).getFirst()).isZero();
    assertThat(visibilities(acts).getLast()).isCloseTo(.6, within(1e-9));
  }

  @Test
  void anotherRefusalStartsTheFortnightAgain() {
    Acts acts = new Acts().act(0, "mute", "ann", "troll").act(80 * DAY, "report", "ann", "troll");
    acts.act(85 * DAY, "reply", "troll", "ann");

    assertThat(visibilities(acts)).containsExactly(0.0);
  }

  @Test
  void aPardonClearsIt() {
    Acts acts = new Acts().act(0, "mute", "ann", "troll").act(1, "unmute", "ann", "troll");

    assertThat(visibilities(acts.act(2, "dm", "troll", "ann"))).isEmpty();
  }

  @Test
  void anAngryAnswerClearsNothing() {
    Acts acts = new Acts().act(0, "mute", "ann", "troll").act(1, "reply", "ann", "troll");

    assertThat(visibilities(acts.act(2, "dm", "troll", "ann"))).containsExactly(0.0);
  }

  @Test
  void nobodyElseIsConcerned() {
    Acts acts = new Acts().act(0, "block", "ann", "troll").act(1, "reply", "troll", "bob");

    assertThat(visibilities(acts)).isEmpty();
  }
}
