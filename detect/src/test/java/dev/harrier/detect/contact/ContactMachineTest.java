package dev.harrier.detect.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.engine.Machine;
import dev.harrier.engine.MachineContract;
import dev.harrier.engine.MachineLoop;
import dev.harrier.event.Event;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ContactMachineTest extends MachineContract<AccountState> {
  @Override
  protected Machine<AccountState> machine() {
    return new ContactMachine(text -> text.contains("vile") ? .9f : .1f, .2);
  }

  @Override
  protected List<Event> events() {
    Acts acts = new Acts();
    for (int i = 0; i < 120; i++) {
      String sender = "a" + i % 7;
      String receiver = "a" + i * 5 % 11;
      String type = List.of("reply", "like", "follow", "dm", "block", "unfollow").get(i % 6);
      acts.act(i * 311, type, sender, receiver, "post" + i % 13, i % 3 / 2.0);
    }
    return acts.events();
  }

  @Override
  protected List<Event> flood() {
    Acts acts = new Acts();
    for (int i = 0; i < 3_000; i++) {
      acts.act(i, "mention", "loud", "somebody" + i, "post" + i, .5);
    }
    return acts.events();
  }

  private List<Contact> contacts(Acts acts) {
    MachineLoop loop = new MachineLoop(List.of(machine()));
    return acts.events().stream()
        .flatMap(event -> loop.accept(event).stream())
        .map(Contact::of)
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void onlyTheFirstWordsBetweenTwoAreAFirstContact() {
    Acts acts = new Acts().act(0, "reply", "ann", "bob").act(9, "dm", "ann", "bob");

    assertThat(contacts(acts)).extracting(Contact::first).containsExactly(true, false);
  }

  @Test
  void anAnswerIsNoFirstContact() {
    Acts acts = new Acts().act(0, "reply", "ann", "bob").act(9, "reply", "bob", "ann");

    assertThat(contacts(acts)).extracting(Contact::first).containsExactly(true, false);
  }

  @Test
  void whoIsFollowedByTheReceiverIsNoStranger() {
    Acts acts = new Acts().act(0, "follow", "bob", "ann").act(9, "reply", "ann", "bob");

    assertThat(contacts(acts)).extracting(Contact::first).containsExactly(false);
  }

  @Test
  void whoFollowsTheReceiverIsAStrangerStill() {
    Acts acts = new Acts().act(0, "follow", "ann", "bob").act(9, "reply", "ann", "bob");

    assertThat(contacts(acts)).extracting(Contact::first).containsExactly(true);
  }

  @Test
  void whatTheSenderActedOnLastIsToldWithoutThisReceiverAndObject() {
    Acts acts = new Acts();
    acts.act(0, "like", "ann", "eve", "p1", Double.NaN);
    acts.act(1, "like", "ann", "eve", "p2", Double.NaN);
    acts.act(2, "follow", "ann", "bob");
    acts.act(3, "like", "ann", "bob", "p3", Double.NaN);
    acts.act(4, "reply", "ann", "bob", "p3", .5);

    assertThat(contacts(acts).getFirst().recent())
        .containsExactly(ContactMachine.hash("p2"), ContactMachine.hash("p1"));
  }

  @Test
  void aScoreThatThePlatformToldIsPreferredToOurOwn() {
    Acts acts = new Acts().act(0, "reply", "ann", "bob", "p", .75);

    assertThat(contacts(acts).getFirst().score()).isEqualTo(.75);
  }

  @Test
  void whoSwearsAmongFriendsHasAHighUsualScore() {
    Acts acts = new Acts();
    for (int i = 0; i < 30; i++) {
      acts.act(i, "reply", "ann", "friend", "", .9);
    }

    assertThat(contacts(acts).getFirst().usualScore()).isEqualTo(.2);
    assertThat(contacts(acts).getLast().usualScore()).isBetween(.8, .9);
  }

  @Test
  void whoSwearsAtStrangersIsNotExcusedByIt() {
    Acts acts = new Acts();
    for (int i = 0; i < 30; i++) {
      acts.act(i, "reply", "ann", "stranger" + i, "", .9);
    }

    assertThat(contacts(acts).getLast().usualScore()).isEqualTo(.2);
  }

  @Test
  void whomNobodyHasMetForAThousandPeopleIsAStrangerAgain() {
    Acts acts = new Acts().act(0, "reply", "ann", "bob");
    for (int i = 0; i < Acquaintances.MOST; i++) {
      acts.act(i + 1, "reply", "ann", "p" + i);
    }
    acts.act(9_999, "reply", "ann", "bob").act(9_999, "reply", "ann", "p900");

    List<Contact> contacts = contacts(acts);
    assertThat(contacts.get(contacts.size() - 2).first()).isTrue();
    assertThat(contacts.getLast().first()).isFalse();
  }
}
