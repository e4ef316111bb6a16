package dev.harrier.sim.people;

import java.util.ArrayList;
import java.util.List;

/** The people of a world, in communities, with friends. */
public final class Population {
  private static final int FRIENDS_MOST = 24;
  private static final double FRIEND_OUTSIDE = .15;

  private final List<Person> people = new ArrayList<>();
  private final List<List<Person>> communities = new ArrayList<>();
  private final List<List<Person>> friends = new ArrayList<>();
  private final double[] fameBelow;

  public Population(int count, int communityCount, Dice dice) {
    for (int i = 0; i < communityCount; i++) {
      communities.add(new ArrayList<>());
    }
    for (int i = 0; i < count; i++) {
      double place = dice.share() * dice.share(); // some communities are large
      join(person(i, (int) (place * communityCount), dice));
    }
    for (Person person : people) {
      friends.add(friendsOf(person, dice));
    }
    fameBelow = new double[count];
    double below = 0;
    for (int i = 0; i < count; i++) {
      below += people.get(i).fame();
      fameBelow[i] = below;
    }
  }

  private static Person person(int index, int community, Dice dice) {
    double acts = Math.min(12, dice.spread(1.1, .8));
    double fame = Math.min(250, dice.spread(1, 1.3));
    double crude = dice.chance(.2) ? dice.between(.2, .7) : dice.between(0, .1);
    double temper = dice.chance(.06) ? dice.between(.15, .5) : dice.between(0, .04);
    return new Person(index, dice.identifier(), community, acts, fame, crude, temper);
  }

  private void join(Person person) {
    people.add(person);
    communities.get(person.community()).add(person);
  }

  private List<Person> friendsOf(Person person, Dice dice) {
    List<Person> chosen = new ArrayList<>();
    for (int n = 4 + dice.below(FRIENDS_MOST - 4); n > 0; n--) {
      boolean outside = dice.chance(FRIEND_OUTSIDE);
      Person friend = dice.pick(outside ? people : communities.get(person.community()));
      if (friend != person && !chosen.contains(friend)) {
        chosen.add(friend);
      }
    }
    return chosen;
  }

  public List<Person> people() {
    return people;
  }

  public List<Person> community(int index) {
    return communities.get(index);
  }

  public int communities() {
    return communities.size();
  }

  public List<Person> friends(Person person) {
    return friends.get(person.index());
  }

  /** Anybody, the famous more often. */
  public Person known(Dice dice) {
    double at = dice.share() * fameBelow[fameBelow.length - 1];
    int low = 0;
    int high = fameBelow.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (fameBelow[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return people.get(low);
  }

  /** A community with at least so many members. */
  public List<Person> crowd(int least, Dice dice) {
    List<Person> crowd = dice.pick(communities);
    for (int tries = 0; crowd.size() < least && tries < 200; tries++) {
      crowd = dice.pick(communities);
    }
    return crowd;
  }
}
