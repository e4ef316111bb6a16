package dev.harrier.server.trial;

import dev.harrier.detect.burst.BurstMachine;
import dev.harrier.detect.burst.BurstSettings;
import dev.harrier.detect.contact.ContactMachine;
import dev.harrier.engine.MachineLoop;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.sim.attack.Family;
import dev.harrier.sim.people.Dialect;
import dev.harrier.sim.score.BrigadeScore;
import dev.harrier.sim.score.BrigadeScore.Limit;
import dev.harrier.sim.score.BrigadeScore.Outcome;
import dev.harrier.sim.score.BrigadeScore.Score;
import dev.harrier.sim.truth.Happening;
import dev.harrier.sim.world.EventLog;
import dev.harrier.sim.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Measures the brigade detector on worlds that were made up.
 *
 * <p>Seeds are spent once: worlds {@value #TEXT_SEED} and on teach the text model, those from
 * {@link #TUNE_SEED} on are for choosing thresholds, those from {@link #HELD_OUT_SEED} on, with
 * other families of attack and half of the phrases unheard before, for measuring.
 */
public final class BrigadeTrial {
  private static final long LEARN_SEED = 1_001;
  private static final long UNHEARD_SEED = 1_101;
  private static final long TUNE_SEED = 2_001;
  private static final long HELD_OUT_SEED = 5_001;

  /** What is measured on. */
  public enum Part {
    TUNE(TUNE_SEED, Family.TUNE, Dialect.TUNE),
    HELD_OUT(HELD_OUT_SEED, Family.HELD_OUT, Dialect.HELD_OUT);

    private final long seed;
    private final List<Family> families;
    private final Dialect dialect;

    Part(long seed, List<Family> families, Dialect dialect) {
      this.seed = seed;
      this.families = families;
      this.dialect = dialect;
    }

    /** The world of that number, from 0. */
    public World world(int number, World.Size size) {
      return World.of(seed + number, size, families, dialect);
    }
  }

  /**
   * What came of it.
   *
   * @param outcomes of all episodes of all worlds
   * @param elsewhere limits in no episode
   * @param events of all worlds
   * @param textAuroc how well the text model ranks the words of the first world measured
   */
  public record Result(List<Outcome> outcomes, int elsewhere, long events, double textAuroc) {
    public Result {
      outcomes = List.copyOf(outcomes);
    }
  }

  private final Part part;
  private final World.Size size;
  private final HostilityModel hostility;
  private final BurstSettings settings;

  private BrigadeTrial(
      Part part, World.Size size, HostilityModel hostility, BurstSettings settings) {
    this.part = part;
    this.size = size;
    this.hostility = hostility;
    this.settings = settings;
  }

  /** A trial on worlds of that part, whose text model has not heard their dialect. */
  public static BrigadeTrial prepare(Part part, World.Size size) {
    List<World> learn = textWorlds(LEARN_SEED, Dialect.LEARN, size);
    List<World> tune = textWorlds(UNHEARD_SEED, Dialect.TUNE, size);
    HostilityModel model = HostilityModel.fit(learn, tune.getFirst());
    if (part == Part.HELD_OUT) {
      model = model.hearing(List.of(learn.get(0), learn.get(1), tune.get(0), tune.get(1)));
    }
    BurstSettings settings = BurstSettings.STANDARD.withBaseRate(model.baseRate());
    return new BrigadeTrial(part, size, model, settings);
  }

  private static List<World> textWorlds(long seed, Dialect dialect, World.Size size) {
    return List.of(
        World.of(seed, size, Family.TUNE, dialect), World.of(seed + 1, size, Family.TUNE, dialect));
  }

  /** Runs the detector over so many worlds, telling each that is done. */
  public Result run(int worlds, IntConsumer progress) {
    List<Outcome> outcomes = new ArrayList<>();
    int elsewhere = 0;
    long events = 0;
    double auroc = Double.NaN;
    for (int i = 0; i < worlds; i++) {
      World world = part.world(i, size);
      auroc = i == 0 ? hostility.auroc(world) : auroc;
      Score score = BrigadeScore.of(world, limits(world));
      outcomes.addAll(score.outcomes());
      elsewhere += score.elsewhere();
      events += world.happenings().size();
      progress.accept(i + 1);
    }
    return new Result(outcomes, elsewhere, events, auroc);
  }

  private List<Limit> limits(World world) {
    MachineLoop loop =
        new MachineLoop(
            List.of(
                new ContactMachine(hostility, settings.baseRate()), new BurstMachine(settings)));
    List<Limit> limits = new ArrayList<>();
    for (Happening happening : world.happenings()) {
      for (Event derived : loop.accept(event(happening))) {
        if (derived.type().equals(BurstMachine.LIMIT)) {
          limits.add(new Limit(receiver(derived), derived.timeMicros()));
        }
      }
    }
    return limits;
  }

  private static String receiver(Event event) {
    JsonDocument document = event.document();
    return document.stringValue(document.member(event.data(), "receiver"));
  }

  private static Event event(Happening happening) {
    try {
      byte[] data = EventLog.data(happening).getBytes(StandardCharsets.UTF_8);
      JsonDocument document = JsonParser.parse(data);
      return new Event(
          "/sim",
          happening.id(),
          happening.type(),
          happening.timeMicros(),
          document,
          document.root(),
          Event.ABSENT);
    } catch (JsonException e) {
      throw new AssertionError("a world wrote no JSON: " + happening, e);
    }
  }
}
