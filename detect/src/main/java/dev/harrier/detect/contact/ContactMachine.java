package dev.harrier.detect.contact;

import dev.harrier.engine.Machine;
import dev.harrier.engine.Output;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.feature.Hash64;
import dev.harrier.json.JsonWriter;
import java.util.function.Consumer;

/**
 * Keyed by account: notes whom it meets and what it acts on, and says of each of its contacts what
 * the receiver's machines must know of the sender, as a derived event {@link Contact#TYPE}.
 *
 * <p>Both parties of an act fold it, so that a contact is a first one only if neither wrote to the
 * other, followed, liked or quoted before, the sender's own following and liking apart: who follows
 * somebody in order to write to them is still a stranger.
 *
 * <p>How hostile a sender usually is, is learnt from words to people it knows: who swears among
 * friends is read accordingly, who swears at strangers, one after the other, is not excused by it.
 */
public final class ContactMachine implements Machine<AccountState> {
  /** Kind of the keys of this machine and of those keyed by receivers. */
  public static final String ACCOUNT = "Account";

  /** A sender's own mean and a stranger's weigh the same after so many contacts. */
  private static final double USUAL_WEIGHT = 2;

  private static final double REFUSED_PRIOR = 1.0 / 51;
  private static final double REFUSED_WEIGHT = 51;

  private final TextScore scores;
  private final double strangersScore;

  /**
   * @param strangersScore mean score of the platform's first contacts, 0..1
   */
  public ContactMachine(TextScore scores, double strangersScore) {
    this.scores = scores;
    this.strangersScore = strangersScore;
  }

  @Override
  public String name() {
    return "contact";
  }

  @Override
  public void keys(Event event, Consumer<EntityKey> keys) {
    Act act = Act.of(event);
    if (act != null) {
      keys.accept(new EntityKey(ACCOUNT, act.sender()));
      keys.accept(new EntityKey(ACCOUNT, act.receiver()));
    }
  }

  @Override
  public AccountState start(EntityKey key) {
    return new AccountState();
  }

  @Override
  public void on(Event event, EntityKey key, AccountState state, Output output) {
    Act act = Act.of(event);
    if (act == null) {
      return;
    }
    if (!key.id().equals(act.sender())) {
      received(act, event.timeMicros(), state);
      return;
    }
    if (act.kind().sort() == Kind.Sort.CONTACT) {
      contact(act, event.timeMicros(), state, output);
    }
    state.objects.add(hash(act.object().isEmpty() ? act.receiver() : act.object()));
  }

  /** An act that reached this account: only words and refusals change what it knows. */
  private static void received(Act act, long time, AccountState state) {
    switch (act.kind().sort()) {
      case CONTACT -> state.met.meet(hash(act.sender()));
      case REFUSAL -> state.refusals.add(1, time);
      case LINK -> {
        if (act.kind() != Kind.UNFOLLOW) {
          state.met.meet(hash(act.sender()));
        }
      }
      case PARDON -> {}
    }
  }

  private void contact(Act act, long time, AccountState state, Output output) {
    int receiver = hash(act.receiver());
    boolean first = !state.met.has(receiver);
    state.met.meet(receiver);
    state.hour.add(time, AccountState.CONTACTS, 1);
    if (first) {
      state.hour.add(time, AccountState.FIRST_CONTACTS, 1);
    }
    float score = score(act);
    double usual = state.hostility.mean(time, strangersScore, USUAL_WEIGHT);
    output.emit(Contact.TYPE, describe(act, time, state, first, score, usual));
    if (!first && !Float.isNaN(score)) {
      state.hostility.add(score, time);
    }
    state.refusals.add(0, time);
  }

  private float score(Act act) {
    if (!Float.isNaN(act.textScore()) || act.text().isEmpty()) {
      return act.textScore();
    }
    return scores.of(act.text());
  }

  private JsonWriter describe(
      Act act, long time, AccountState state, boolean first, float score, double usual) {
    double contacts = state.hour.sum(time, AccountState.CONTACTS);
    double firsts = state.hour.sum(time, AccountState.FIRST_CONTACTS);
    double refused = state.refusals.mean(time, REFUSED_PRIOR, REFUSED_WEIGHT);
    JsonWriter data = new JsonWriter().object();
    data.name("sender").text(act.sender()).name("receiver").text(act.receiver());
    data.name("kind").text(event(act.kind())).name("object").text(act.object());
    data.name("first").flag(first).name("score").number(score);
    data.name("usual_score").number(usual);
    data.name("first_contact_share_1h").number(firsts / contacts);
    data.name("contacts_1h").number(contacts).name("refused_share").number(refused);
    data.name("people_met").number(state.met.size()).name("recent").array();
    int self = act.object().isEmpty() ? hash(act.receiver()) : hash(act.object());
    for (int object : state.objects.without(self, hash(act.receiver()))) {
      data.number(object);
    }
    data.end().name("shingles").array();
    for (int shingle : Shingles.of(act.text())) {
      data.number(shingle);
    }
    return data.end().end();
  }

  private static String event(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  static int hash(String id) {
    return (int) Hash64.of(id, 7);
  }

  @Override
  public byte[] snapshot(AccountState state) {
    return state.bytes();
  }

  @Override
  public AccountState restore(EntityKey key, byte[] snapshot) {
    return AccountState.of(snapshot);
  }

  /** A number takes at most five bytes here, a bucket ten. */
  @Override
  public int bytesMax() {
    return 5 * (Acquaintances.MOST + RecentObjects.MOST) + 12 * 10 + 128;
  }
}
