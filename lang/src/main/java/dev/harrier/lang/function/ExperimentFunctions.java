package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.FLOAT;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;

import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.function.Function.Problem;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.ExperimentValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Experiments, and chance.
 *
 * <p>Both are hashes: an entity's bucket of the experiment's name and the entity's id, a random
 * value of the event's id and the place of the call. The same event gives the same answer on every
 * machine and in every replay.
 */
public final class ExperimentFunctions {
  /** Seed of the assignment to buckets, as the reference engine has it. */
  static final int SEED = 42;

  /** Hundredths of a percent. */
  private static final int SLOTS = 10_000;

  /** Most buckets of one experiment. */
  private static final int BUCKETS_MAX = 10;

  static final List<Function> ALL =
      List.of(
          experiment("Experiment"),
          experiment("ExperimentsBucketAssignment"),
          function(
                  "ExperimentWhen",
                  listOf(BOOL),
                  "Returns the conditions of the entity's bucket: one further keyword for each"
                      + " bucket. An entity outside the experiment gets those of `control`.")
              .takes("experiment", Type.Special.EXPERIMENT, "name of an experiment")
              .extraKeywords()
              .costs(10)
              .example("ExperimentWhen(experiment=Trial, control=[True], b=[False])", "[True]")
              .code(ExperimentFunctions.class),
          function(
                  "RandomBool",
                  BOOL,
                  "Returns True with the given chance, the same on every replay.")
              .constant("percentage", FLOAT, "the chance, between 0.0 and 1.0")
              .readsEvent()
              .costs(20)
              .prepares((constants, site) -> Chance.of(new Constants(constants), site))
              .example("RandomBool(percentage=0.5)", "False")
              .code(ExperimentFunctions.class),
          function(
                  "RandomInt",
                  INT,
                  "Returns an int from `start` to `end`, both included, the same on every replay.")
              .constant("start", INT, "least value")
              .constant("end", INT, "greatest value")
              .readsEvent()
              .costs(20)
              .prepares((constants, site) -> Range.of(new Constants(constants), site))
              .example("RandomInt(start=1, end=6)", "6")
              .code(ExperimentFunctions.class));

  private ExperimentFunctions() {}

  private static Function experiment(String name) {
    return function(
            name,
            Type.Special.EXPERIMENT,
            "Returns the entity's place in an experiment: its bucket, or none. Must be assigned to"
                + " a name, which is the experiment's.")
        .takes("entity", new Type.EntityOf(ANY), "the entity, by name")
        .constant("buckets", listOf(STR), "names of the buckets, among them `control`")
        .constant("bucket_sizes", listOf(FLOAT), "size of each in percent, two decimals at most")
        .constant("version", INT, "version, 0 or more")
        .constant("revision", INT, "revision, 0 or more")
        .costs(60)
        .example(
            name
                + "(entity=User, buckets=['control', 'b'], bucket_sizes=[50, 50], version=1,"
                + " revision=2)",
            "['X', 'u1', 'User', 'b', '1', '1', '2']")
        .prepares((constants, site) -> Design.of(new Constants(constants), site))
        .code(ExperimentFunctions.class, "experiment");
  }

  /**
   * A checked experiment.
   *
   * @param sizes hundredths of a percent by bucket
   */
  public record Design(
      String name, List<String> buckets, List<Integer> sizes, long version, long revision) {
    public Design {
      buckets = List.copyOf(buckets);
      sizes = List.copyOf(sizes);
    }

    static Design of(Constants constants, Function.CallSite site) throws BadArgument {
      List<String> buckets = constants.texts("buckets");
      List<?> sizes = constants.list("bucket_sizes");
      long version = constants.integer("version");
      long revision = constants.integer("revision");
      List<Problem> problems = new ArrayList<>();
      checkBuckets(buckets, sizes, problems);
      if (version < 0) {
        problems.add(problem("version", "experiment version must be zero or greater"));
      }
      if (revision < 0) {
        problems.add(problem("revision", "experiment revision must be zero or greater"));
      }
      if (!problems.isEmpty()) {
        throw new BadArgument(problems);
      }
      List<Integer> slots = sizes.stream().map(size -> slots(size)).toList();
      String name = site.assignedTo() == null ? "" : site.assignedTo();
      return new Design(name, buckets, slots, version, revision);
    }

    private static void checkBuckets(List<String> buckets, List<?> sizes, List<Problem> problems) {
      if (buckets.isEmpty() || buckets.size() > BUCKETS_MAX) {
        problems.add(
            problem("buckets", "number of experiment buckets must be between 1 and 10 inclusive"));
      }
      if (!buckets.isEmpty() && !buckets.contains("control")) {
        problems.add(problem("buckets", "'control' must be one of the buckets"));
      }
      if (buckets.size() != sizes.size()) {
        problems.add(
            problem(
                "bucket_sizes", "buckets and bucket_sizes must have the same number of elements"));
      }
      checkSizes(buckets.size(), sizes, problems);
    }

    private static void checkSizes(int count, List<?> sizes, List<Problem> problems) {
      for (Object size : sizes) {
        BigDecimal percent = decimal(size);
        if (percent.stripTrailingZeros().scale() > 2) {
          problems.add(problem("bucket_sizes", TOO_PRECISE));
          continue;
        }
        BigDecimal most = BigDecimal.valueOf(SLOTS / Math.max(1, count), 2);
        if (percent.compareTo(most) > 0) {
          problems.add(tooLarge(size, most));
        }
      }
    }

    private static BigDecimal decimal(Object size) {
      return new BigDecimal(size.toString());
    }

    private static int slots(Object size) {
      return decimal(size).movePointRight(2).intValue();
    }

    private static Problem tooLarge(Object size, BigDecimal most) {
      return new Problem(
          "bucket_sizes",
          "\n                    "
              + size
              + " is over the\n                    current max of "
              + most.stripTrailingZeros().toPlainString()
              + ".\n                    Either reduce the bucket size or reduce the number of"
              + " buckets\n                    ",
          List.of(
              "",
              "                    max percentage size of each bucket is 100/(# of buckets) rounded",
              "                    down to the nearest hundreth decimal place",
              "                    "));
    }

    private static final String TOO_PRECISE =
        "\n                    experiment bucket size precision is too high,"
            + "\n                    the precision can be at most to the hundredth decimal place"
            + "\n                    ";

    private static Problem problem(String argument, String message) {
      return new Problem(argument, message, List.of());
    }
  }

  public static ExperimentValue experiment(Design design, EntityValue entity) {
    byte[] key = (design.name() + "/" + Text.str(entity.id())).getBytes(StandardCharsets.UTF_8);
    int hash = (int) (Integer.toUnsignedLong(Murmur3.hash32(key, SEED)) % SLOTS);
    int count = design.buckets().size();
    int width = SLOTS / count;
    int index = hash / width;
    boolean inside = index < count && hash < index * width + design.sizes().get(index);
    String bucket = inside ? design.buckets().get(index) : "";
    return new ExperimentValue(
        design.name(),
        entity,
        bucket,
        // the index by name: of buckets of one name, the first
        design.buckets().indexOf(bucket),
        design.version(),
        design.revision());
  }

  public static List<?> experimentWhen(ExperimentValue experiment, Map<?, ?> conditions) {
    String bucket = experiment.bucket().isEmpty() ? "control" : experiment.bucket();
    if (conditions.get(bucket) instanceof List<?> list) {
      return list;
    }
    throw NodeFailure.counted("KeyError", "no conditions for bucket `" + bucket + "`");
  }

  private static long random(String salt, EventContext context) {
    return SplitMix.mix(SplitMix.hash(salt) ^ SplitMix.mix(SplitMix.hash(context.event().id())));
  }

  /**
   * A call's own name for chance: the name that it is assigned to, so that moving it changes
   * nothing, or its place.
   */
  private static String salt(Function.CallSite site) {
    return site.assignedTo() == null ? site.place() : site.assignedTo();
  }

  /** A chance. */
  public record Chance(double share, String salt) {
    static Chance of(Constants constants, Function.CallSite site) throws BadArgument {
      double share = constants.real("percentage");
      String hint =
          share == 0
              ? "this will always be `False`"
              : share == 1
                  ? "this will always be `True`"
                  : share > 0 && share < 1 ? "" : "this must be between 0.0 and 1.0";
      if (!hint.isEmpty()) {
        throw new BadArgument("percentage", "invalid `percentage`", hint);
      }
      return new Chance(share, ExperimentFunctions.salt(site));
    }
  }

  public static boolean randomBool(EventContext context, Chance chance) {
    return (random(chance.salt(), context) >>> 11) * 0x1p-53 < chance.share();
  }

  /** Ints from {@code start} to {@code end}, both included. */
  public record Range(long start, long end, String salt) {
    static Range of(Constants constants, Function.CallSite site) throws BadArgument {
      long start = constants.integer("start");
      long end = constants.integer("end");
      if (start >= end) {
        throw new BadArgument(
            "start", "invalid `start`", "the `start` value must be less than the `end` value");
      }
      return new Range(start, end, ExperimentFunctions.salt(site));
    }
  }

  public static long randomInt(EventContext context, Range range) {
    long random = random(range.salt(), context);
    long count = range.end() - range.start() + 1;
    return count == 0 ? random : range.start() + Long.remainderUnsigned(random, count);
  }
}
