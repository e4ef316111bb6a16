package dev.harrier.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All declared features of one entity. Owned by one thread.
 *
 * <p>What is made of numbers lives in one array of words, region behind region, so that an event
 * which touches ten features of its actor touches a few neighbouring cache lines: a region is two
 * words of header and its entries. Sketches and texts are objects beside it. A region that has to
 * grow moves to the end; the holes are closed when they make up half of the array.
 *
 * <p>Each feature is found by a 64-bit hash of its declaration and of the plain values of its key;
 * two features of one entity meet with probability 2^−64 for each pair.
 *
 * <p>An event that comes later than its feature's allowed lateness behind the newest event of the
 * entity is folded as if it had come at that bound, and counted by {@link #late}.
 */
public final class EntityState {
  /** How long a first sight is kept after the entity's newest event: 400 days. */
  static final long FIRST_SEEN_KEPT_MICROS = 400L * 86_400 * 1_000_000;

  /** Longer ones are as good as for ever: a hundred years. */
  private static final long MAX_LIFETIME_MICROS = 36_525L * 86_400 * 1_000_000;

  /** After as many half-lives as this a rate counts as nothing. */
  private static final int HALF_LIVES_KEPT = 40;

  /** Entries of a window that are told apart before those of one sub-bucket are merged. */
  static final int ENTRIES_MAX = 60;

  /** Regions above which they are found by an index instead of one after the other. */
  private static final int INDEXED = 16;

  private static final int HEADER = 2;

  /** Most words of a region: what its header can say. */
  private static final int SIZE_MAX = 0xFFFFF;

  private static final int FORMAT = 1;

  private static final int HOLE = 0;
  private static final int TIMES = 1;
  private static final int COUNTS = 2;
  private static final int SUMS = 3;
  private static final int RATE = 4;
  private static final int FIRST = 5;
  private static final int CROSSED = 6;
  private static final int SEQUENCE = 7;
  private static final int MEMBERS = 8;
  private static final int OBJECT = 9;

  private static final long NEVER = Long.MIN_VALUE;

  private long[] words = new long[8];
  private int used;
  private int holes;
  private int regions;
  private int cursor;
  private int @Nullable [] index;

  /** Entries of the index, those included that point at what are holes by now. */
  private int indexEntries;

  private final List<FeatureObject> objects = new ArrayList<>(0);
  private long newestMicros = NEVER;
  private long late;

  /** Time of the newest event folded; the smallest long if there is none. */
  public long newestMicros() {
    return newestMicros;
  }

  /** Events folded at the bound of their lateness, since the state was made or read. */
  public long late() {
    return late;
  }

  /** Number of features kept. */
  public int size() {
    return regions;
  }

  /** Bytes of memory that the state takes, about. */
  public long bytes() {
    long sum = 64 + 8L * words.length + (index == null ? 0 : 4L * index.length);
    for (FeatureObject object : objects) {
      sum += object.bytes();
    }
    return sum;
  }

  // Regions: [id][kind | head | size | capacity][capacity words].

  private static int capacity(long header) {
    return (int) header & 0xFFFFF;
  }

  private static int size(long header) {
    return (int) (header >>> 20) & 0xFFFFF;
  }

  private static int head(long header) {
    return (int) (header >>> 40) & 0xFFFFF;
  }

  private static int kind(long header) {
    return (int) (header >>> 60);
  }

  private static long header(int kind, int head, int size, int capacity) {
    return (long) kind << 60 | (long) head << 40 | (long) size << 20 | capacity;
  }

  private void resize(int at, int head, int size) {
    long header = words[at + 1];
    words[at + 1] = header(kind(header), head, size, capacity(header));
  }

  /** Start of a feature's region, or −1. */
  private int find(long id) {
    if (index != null) {
      return indexed(id);
    }
    int at = cursor < used ? cursor : 0;
    for (int looked = 0; looked < used; ) {
      if (words[at] == id && kind(words[at + 1]) != HOLE) {
        return at;
      }
      int length = HEADER + capacity(words[at + 1]);
      looked += length;
      at += length;
      if (at >= used) {
        at = 0;
      }
    }
    return -1;
  }

  private int indexed(long id) {
    int[] table = Objects.requireNonNull(index);
    int mask = table.length - 1;
    for (int slot = (int) Hash64.mixed(id) & mask; table[slot] >= 0; slot = slot + 1 & mask) {
      if (words[table[slot]] == id && kind(words[table[slot] + 1]) != HOLE) {
        return table[slot];
      }
    }
    return -1;
  }

  private void buildIndex() {
    if (regions <= INDEXED) {
      index = null;
      return;
    }
    int[] table = new int[Integer.highestOneBit(8 * regions)];
    Arrays.fill(table, -1);
    for (int at = 0; at < used; at += HEADER + capacity(words[at + 1])) {
      if (kind(words[at + 1]) != HOLE) {
        place(table, at);
      }
    }
    index = table;
    indexEntries = regions;
  }

  private void place(int[] table, int at) {
    int mask = table.length - 1;
    int slot = (int) Hash64.mixed(words[at]) & mask;
    while (table[slot] >= 0) {
      slot = slot + 1 & mask;
    }
    table[slot] = at;
  }

  private int add(long id, int kind, int capacity) {
    int at = used;
    int end = used + HEADER + capacity;
    if (end > words.length) {
      words = Arrays.copyOf(words, Math.max(end, words.length + (words.length >> 1)));
    }
    words[at] = id;
    words[at + 1] = header(kind, 0, 0, capacity);
    used = end;
    regions++;
    if (index != null || regions > INDEXED) {
      if (index == null || 2 * (indexEntries + 1) > index.length) {
        buildIndex();
      } else {
        place(index, at);
        indexEntries++;
      }
    }
    return at;
  }

  /** Makes room for entries of a region; returns where it is now. */
  private int grow(int at, int capacity) {
    long header = words[at + 1];
    int size = size(header);
    long id = words[at];
    if (at + HEADER + capacity(header) == used) {
      int end = at + HEADER + capacity;
      if (end > words.length) {
        words = Arrays.copyOf(words, Math.max(end, words.length + (words.length >> 1)));
      }
      used = end;
      words[at + 1] = header(kind(header), head(header), size, capacity);
      return at;
    }
    words[at + 1] = header(HOLE, 0, 0, capacity(header));
    holes += HEADER + capacity(header);
    regions--;
    int to = add(id, kind(header), capacity);
    System.arraycopy(words, at + HEADER, words, to + HEADER, capacity(header));
    words[to + 1] = header(kind(header), head(header), size, capacity);
    if (2 * holes > used) {
      compact();
      return find(id);
    }
    return to;
  }

  private void drop(int at) {
    long header = words[at + 1];
    if (kind(header) == OBJECT) {
      objects.set((int) words[at + HEADER], FeatureObject.NONE);
    }
    words[at + 1] = header(HOLE, 0, 0, capacity(header));
    holes += HEADER + capacity(header);
    regions--;
  }

  /** Closes the holes. */
  private void compact() {
    long[] packed = new long[Math.max(8, used - holes)];
    List<FeatureObject> kept = new ArrayList<>(objects.size());
    int to = 0;
    for (int at = 0; at < used; at += HEADER + capacity(words[at + 1])) {
      long header = words[at + 1];
      if (kind(header) == HOLE) {
        continue;
      }
      int length = HEADER + capacity(header);
      System.arraycopy(words, at, packed, to, length);
      if (kind(header) == OBJECT) {
        packed[to + HEADER] = kept.size();
        kept.add(objects.get((int) words[at + HEADER]));
      }
      to += length;
    }
    words = packed;
    used = to;
    holes = 0;
    cursor = 0;
    objects.clear();
    objects.addAll(kept);
    buildIndex();
  }

  // Folding and reading.

  /** Identity of a feature's state within the entity. */
  private static long id(FeatureDeclaration feature, String rest) {
    return rest.isEmpty() ? feature.id() : Hash64.of(rest, feature.id());
  }

  /**
   * Folds an event into a feature and returns its value just after.
   *
   * @param rest the plain values of its key as one text; empty if there are none
   * @param add whether to fold; if not, the value is read
   * @param value what is folded, as {@link Aggregate} says
   */
  public @Nullable Object observe(
      FeatureDeclaration feature,
      String rest,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    long id = id(feature, rest);
    long time = timeMicros;
    if (add) {
      time = admitted(feature, timeMicros);
    }
    return switch (feature.aggregate()) {
      case Aggregate.Count count -> count(feature, count, id, time, add);
      case Aggregate.Sum sum -> sum(feature, sum, id, time, add, value);
      case Aggregate.CountUnique unique -> unique(feature, unique, id, time, add, value);
      case Aggregate.Rate rate -> rate(rate, id, time, add);
      case Aggregate.TopK top -> top(feature, top, id, time, add, value);
      case Aggregate.FirstSeen first -> first(id, time, add);
      case Aggregate.Crossed crossed -> crossed(crossed, id, time, add, value);
      case Aggregate.Sequence sequence -> sequence(sequence, id, time, add, value);
      case Aggregate.Last last -> last(last, id, time, add, value);
    };
  }

  /** The same for a {@link Aggregate.Count}, without boxes. */
  public long observeCount(FeatureDeclaration feature, String rest, long timeMicros, boolean add) {
    Aggregate.Count count = (Aggregate.Count) feature.aggregate();
    long time = add ? admitted(feature, timeMicros) : timeMicros;
    return count(feature, count, id(feature, rest), time, add);
  }

  private long admitted(FeatureDeclaration feature, long timeMicros) {
    if (timeMicros >= newestMicros) {
      newestMicros = timeMicros;
      return timeMicros;
    }
    long bound = newestMicros - feature.latenessMicros();
    if (timeMicros < bound) {
      late++;
      return bound;
    }
    return timeMicros;
  }

  /** The region of a feature, made if there is none and {@code make}; −1 otherwise. */
  private int region(long id, boolean make, int kind, int capacity) {
    int at = find(id);
    if (at < 0 && make) {
      at = add(id, kind, capacity);
    }
    if (at >= 0) {
      cursor = at;
    }
    return at;
  }

  // Windows: entries in the order of time, one word each (times) or two (times with a number).

  private static int width(int kind) {
    return kind == TIMES ? 1 : 2;
  }

  private long count(
      FeatureDeclaration feature, Aggregate.Count count, long id, long time, boolean add) {
    int at = region(id, add, TIMES, 4);
    if (at < 0) {
      return 0;
    }
    if (add) {
      at = insert(at, time, 1, count.windowMicros(), feature.latenessMicros(), count.exact());
      cursor = at;
    }
    return counted(at, time - count.windowMicros(), time);
  }

  private double sum(
      FeatureDeclaration feature,
      Aggregate.Sum sum,
      long id,
      long time,
      boolean add,
      @Nullable Object value) {
    int at = region(id, add, SUMS, 4);
    if (at < 0) {
      return 0;
    }
    if (add) {
      long bits =
          Double.doubleToRawLongBits(((Number) Objects.requireNonNull(value)).doubleValue());
      at = insert(at, time, bits, sum.windowMicros(), feature.latenessMicros(), sum.exact());
      cursor = at;
    }
    double total = 0;
    int first = at + HEADER + head(words[at + 1]);
    int end = first + size(words[at + 1]);
    for (int i = place(first, end, 2, time - sum.windowMicros());
        i < end && words[i] <= time;
        i += 2) {
      total += Double.longBitsToDouble(words[i + 1]);
    }
    return total;
  }

  /** Number of events with {@code after < time ≤ until}. */
  private long counted(int at, long after, long until) {
    long header = words[at + 1];
    int width = width(kind(header));
    int first = at + HEADER + head(header);
    int end = first + size(header);
    int from = place(first, end, width, after);
    int to = end > first && words[end - width] <= until ? end : place(first, end, width, until);
    if (width == 1) {
      return Math.max(0, to - from);
    }
    long sum = 0;
    for (int i = from; i < to; i += width) {
      sum += words[i + 1];
    }
    return sum;
  }

  /** Index of the first entry later than a time. */
  private int place(int first, int end, int width, long time) {
    if (first < end && words[first] > time) {
      return first;
    }
    int low = 0;
    int high = (end - first) / width;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (words[first + middle * width] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return first + low * width;
  }

  private int insert(
      int region, long time, long amount, long window, long lateness, boolean exact) {
    int at = region;
    trim(at, newestMicros - window - lateness);
    if (!exact && entries(at) >= ENTRIES_MAX) {
      at = merge(at, Math.max(1, window / ENTRIES_MAX));
    } else if (exact && entries(at) >= Aggregate.EXACT_MAX) {
      dropOldest(at);
    }
    int width = width(kind(words[at + 1]));
    at = room(at, width);
    long header = words[at + 1];
    int first = at + HEADER + head(header);
    int end = first + size(header);
    int place = end > first && words[end - width] > time ? place(first, end, width, time) : end;
    if (place < end) {
      System.arraycopy(words, place, words, place + width, end - place);
    }
    words[place] = time;
    if (width == 2) {
      words[place + 1] = amount;
    }
    resize(at, head(header), size(header) + width);
    return at;
  }

  private int entries(int at) {
    long header = words[at + 1];
    return size(header) / width(kind(header));
  }

  private void trim(int at, long until) {
    long header = words[at + 1];
    int width = width(kind(header));
    int head = head(header);
    int size = size(header);
    while (size > 0 && words[at + HEADER + head] <= until) {
      head += width;
      size -= width;
    }
    resize(at, size == 0 ? 0 : head, size);
  }

  private void dropOldest(int at) {
    long header = words[at + 1];
    int width = width(kind(header));
    resize(at, head(header) + width, size(header) - width);
  }

  /** Makes room for one more entry behind the last. */
  private int room(int region, int width) {
    int at = region;
    long header = words[at + 1];
    int head = head(header);
    int size = size(header);
    int capacity = capacity(header);
    if (head + size + width <= capacity) {
      return at;
    }
    if (head >= Math.max(width, capacity / 2)) {
      System.arraycopy(words, at + HEADER + head, words, at + HEADER, size);
      resize(at, 0, size);
      return at;
    }
    return grow(at, Math.max(capacity + width, capacity + (capacity >> 1)));
  }

  /** Merges the entries of each sub-bucket into one that stands at its newest. */
  private int merge(int region, long bucket) {
    int at = kind(words[region + 1]) == TIMES ? withCounts(region) : region;
    long header = words[at + 1];
    boolean sums = kind(header) == SUMS;
    int first = at + HEADER + head(header);
    int end = first + size(header);
    int to = first;
    for (int i = first; i < end; i += 2) {
      if (to > first && Math.floorDiv(words[to - 2], bucket) == Math.floorDiv(words[i], bucket)) {
        words[to - 2] = words[i];
        words[to - 1] =
            sums
                ? Double.doubleToRawLongBits(
                    Double.longBitsToDouble(words[to - 1]) + Double.longBitsToDouble(words[i + 1]))
                : words[to - 1] + words[i + 1];
      } else {
        words[to] = words[i];
        words[to + 1] = words[i + 1];
        to += 2;
      }
    }
    resize(at, head(header), to - first);
    return at;
  }

  /** Turns a region of times into one of times with counts of one. */
  private int withCounts(int region) {
    int size = size(words[region + 1]);
    int head = head(words[region + 1]);
    int at = grow(region, Math.max(capacity(words[region + 1]), 2 * size + 2));
    long[] times = Arrays.copyOfRange(words, at + HEADER + head, at + HEADER + head + size);
    for (int i = 0; i < size; i++) {
      words[at + HEADER + 2 * i] = times[i];
      words[at + HEADER + 2 * i + 1] = 1;
    }
    words[at + 1] = header(COUNTS, 0, 2 * size, capacity(words[at + 1]));
    return at;
  }

  // Features of a fixed size.

  private double rate(Aggregate.Rate rate, long id, long time, boolean add) {
    int at = region(id, add, RATE, 2);
    if (at < 0) {
      return 0;
    }
    boolean fresh = size(words[at + 1]) == 0;
    if (fresh) {
      words[at + HEADER] = time;
      words[at + HEADER + 1] = Double.doubleToRawLongBits(0);
      resize(at, 0, 2);
    }
    long since = words[at + HEADER];
    double value = Double.longBitsToDouble(words[at + HEADER + 1]);
    double half = rate.halfLifeMicros();
    if (add && time >= since) {
      value = value * Math.exp(-Math.log(2) * (time - since) / half) + 1;
      words[at + HEADER] = time;
      words[at + HEADER + 1] = Double.doubleToRawLongBits(value);
      return value;
    } else if (add) {
      value += Math.exp(-Math.log(2) * (since - time) / half);
      words[at + HEADER + 1] = Double.doubleToRawLongBits(value);
    }
    return value * Math.exp(-Math.log(2) * Math.max(0, time - since) / half);
  }

  private @Nullable Long first(long id, long time, boolean add) {
    int at = region(id, add, FIRST, 1);
    if (at < 0) {
      return null;
    }
    if (size(words[at + 1]) == 0 || (add && time < words[at + HEADER])) {
      words[at + HEADER] = time;
      resize(at, 0, 1);
    }
    return Math.max(0, time - words[at + HEADER]);
  }

  private boolean crossed(
      Aggregate.Crossed crossed, long id, long time, boolean add, @Nullable Object value) {
    if (!add
        || !(value instanceof Number number)
        || !(number.doubleValue() >= crossed.threshold())) {
      return false;
    }
    int at = region(id, true, CROSSED, 1);
    boolean fresh = size(words[at + 1]) == 0;
    if (!fresh && words[at + HEADER] > time - crossed.windowMicros()) {
      return false;
    }
    words[at + HEADER] = time;
    resize(at, 0, 1);
    return true;
  }

  /**
   * Word i holds the latest start of a beginning of steps 0 to i; only what is within reach is
   * used.
   */
  private boolean sequence(
      Aggregate.Sequence sequence, long id, long time, boolean add, @Nullable Object value) {
    if (!add || !(value instanceof Long bits) || bits == 0) {
      return false;
    }
    int steps = sequence.steps();
    int at = region(id, (bits & 1) != 0, SEQUENCE, steps - 1);
    if (at < 0) {
      return false; // Nothing has begun.
    }
    if (size(words[at + 1]) == 0) {
      Arrays.fill(words, at + HEADER, at + HEADER + steps - 1, NEVER);
      resize(at, 0, steps - 1);
    }
    boolean completed = false;
    for (int step = steps - 1; step >= 0; step--) {
      if ((bits >> step & 1) == 0) {
        continue;
      }
      long start = step == 0 ? time : words[at + HEADER + step - 1];
      if (start == NEVER || start > time || time - start > sequence.withinMicros()) {
        continue;
      }
      if (step == steps - 1) {
        completed = true;
      } else {
        words[at + HEADER + step] = Math.max(words[at + HEADER + step], start);
      }
    }
    return completed;
  }

  // Distinct values: hash and newest time of each, until there are too many.

  private long unique(
      FeatureDeclaration feature,
      Aggregate.CountUnique unique,
      long id,
      long time,
      boolean add,
      @Nullable Object value) {
    int at = region(id, add, MEMBERS, 4);
    if (at < 0) {
      return 0;
    }
    long after = time - unique.windowMicros();
    if (add) {
      long hash = Hash64.of(String.valueOf(value), 0);
      long until = newestMicros - unique.windowMicros() - feature.latenessMicros();
      if (kind(words[at + 1]) == MEMBERS && !remember(at, hash, time)) {
        at = newMember(at, hash, time, until);
        cursor = at;
      } else if (kind(words[at + 1]) == OBJECT) {
        ((SlidingDistinct) object(at)).add(hash, time, until);
      }
    }
    if (kind(words[at + 1]) == OBJECT) {
      return ((SlidingDistinct) object(at)).count(after);
    }
    long count = 0;
    int end = at + HEADER + size(words[at + 1]);
    for (int i = at + HEADER; i < end; i += 2) {
      count += words[i + 1] > after ? 1 : 0;
    }
    return count;
  }

  private boolean remember(int at, long hash, long time) {
    int end = at + HEADER + size(words[at + 1]);
    for (int i = at + HEADER; i < end; i += 2) {
      if (words[i] == hash) {
        words[i + 1] = Math.max(words[i + 1], time);
        return true;
      }
    }
    return false;
  }

  private int newMember(int region, long hash, long time, long after) {
    int at = region;
    int size = size(words[at + 1]);
    if (size == capacity(words[at + 1])) {
      size = forgetMembers(at, after);
    }
    if (size == 2 * SlidingDistinct.EXACT_MAX) {
      SlidingDistinct sketch = new SlidingDistinct();
      for (int i = at + HEADER; i < at + HEADER + size; i += 2) {
        sketch.add(words[i], words[i + 1], after);
      }
      sketch.add(hash, time, after);
      return toObject(at, sketch);
    }
    if (size == capacity(words[at + 1])) {
      at = grow(at, Math.min(2 * SlidingDistinct.EXACT_MAX, size + Math.max(4, size / 2 & ~1)));
    }
    words[at + HEADER + size] = hash;
    words[at + HEADER + size + 1] = time;
    resize(at, 0, size + 2);
    return at;
  }

  private int forgetMembers(int at, long after) {
    int end = at + HEADER + size(words[at + 1]);
    int to = at + HEADER;
    for (int i = at + HEADER; i < end; i += 2) {
      if (words[i + 1] > after) {
        words[to] = words[i];
        words[to + 1] = words[i + 1];
        to += 2;
      }
    }
    resize(at, 0, to - at - HEADER);
    return to - at - HEADER;
  }

  // Objects.

  private FeatureObject object(int at) {
    return objects.get((int) words[at + HEADER]);
  }

  private int toObject(int at, FeatureObject object) {
    long id = words[at];
    drop(at);
    int to = add(id, OBJECT, 1);
    words[to + HEADER] = objects.size();
    objects.add(object);
    resize(to, 0, 1);
    return to;
  }

  private @Nullable FeatureObject objectOf(long id) {
    int at = find(id);
    return at < 0 ? null : object(at);
  }

  private void newObject(long id, FeatureObject object) {
    int at = add(id, OBJECT, 1);
    words[at + HEADER] = objects.size();
    objects.add(object);
    resize(at, 0, 1);
  }

  private List<String> top(
      FeatureDeclaration feature,
      Aggregate.TopK top,
      long id,
      long time,
      boolean add,
      @Nullable Object value) {
    TopTexts texts = (TopTexts) objectOf(id);
    if (texts == null) {
      if (!add) {
        return List.of();
      }
      texts = new TopTexts(top.k());
      newObject(id, texts);
    }
    if (add) {
      texts.add(
          String.valueOf(value),
          time,
          Math.max(1, top.windowMicros() / ENTRIES_MAX),
          newestMicros - top.windowMicros() - feature.latenessMicros());
    }
    return texts.top(time - top.windowMicros(), time);
  }

  private @Nullable Object last(
      Aggregate.Last last, long id, long time, boolean add, @Nullable Object value) {
    LastValue kept = (LastValue) objectOf(id);
    if (add && kept == null) {
      kept = new LastValue();
      newObject(id, kept);
    }
    if (kept == null) {
      return null;
    }
    if (add && time >= kept.timeMicros()) {
      kept.set(value, time, time + Math.min(last.ttlMicros(), MAX_LIFETIME_MICROS));
    }
    return kept.at(time);
  }

  // The end of what is kept, and bytes.

  /**
   * Drops what ended at or before a time: windows whose newest event has left them, counting the
   * lateness that is allowed.
   *
   * @param features the features declared now, by {@link FeatureDeclaration#id}; what belongs to
   *     none of them, and has no plain values in its key, is dropped
   * @return whether anything is left
   */
  public boolean expire(long nowMicros, Lifetimes features) {
    for (int at = 0; at < used; at += HEADER + capacity(words[at + 1])) {
      if (kind(words[at + 1]) != HOLE && newest(at) + features.of(words[at]) <= nowMicros) {
        drop(at);
      }
    }
    if (2 * holes > used) {
      compact();
    }
    return regions > 0;
  }

  /** How long a feature's state lasts after its newest event. */
  public interface Lifetimes {
    /**
     * @param id of the feature's state; of a key with plain values it is not a declaration's
     * @return microseconds
     */
    long of(long id);
  }

  /** How long the state of a feature lasts after its newest event, in microseconds. */
  public static long lifetimeMicros(FeatureDeclaration feature) {
    long window =
        switch (feature.aggregate()) {
          case Aggregate.Count a -> a.windowMicros();
          case Aggregate.Sum a -> a.windowMicros();
          case Aggregate.CountUnique a -> a.windowMicros();
          case Aggregate.Rate a -> saturated(HALF_LIVES_KEPT, a.halfLifeMicros());
          case Aggregate.TopK a -> a.windowMicros();
          case Aggregate.FirstSeen a -> FIRST_SEEN_KEPT_MICROS;
          case Aggregate.Crossed a -> a.windowMicros();
          case Aggregate.Sequence a -> a.withinMicros();
          case Aggregate.Last a -> a.ttlMicros();
        };
    return Math.min(window, MAX_LIFETIME_MICROS)
        + Math.min(feature.latenessMicros(), MAX_LIFETIME_MICROS);
  }

  private static long saturated(long a, long b) {
    return b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }

  /** Time of the newest thing that a region knows. */
  private long newest(int at) {
    long header = words[at + 1];
    int size = size(header);
    int first = at + HEADER + head(header);
    if (size == 0) {
      return NEVER / 2;
    }
    return switch (kind(header)) {
      case TIMES -> words[first + size - 1];
      case COUNTS, SUMS -> words[first + size - 2];
      case RATE, CROSSED -> words[first];
      case FIRST -> newestMicros;
      case SEQUENCE -> largest(first, first + size, 1);
      case MEMBERS -> largest(first + 1, first + size, 2);
      case OBJECT -> object(at).newestMicros();
      default -> throw new AssertionError(kind(header));
    };
  }

  private long largest(int from, int to, int step) {
    long largest = NEVER / 2;
    for (int i = from; i < to; i += step) {
      largest = Math.max(largest, words[i]);
    }
    return largest;
  }

  /** The state as bytes, which {@link #decode} reads; versioned. */
  public byte[] encode() {
    StateBytes out = new StateBytes();
    out.octet(FORMAT).number(newestMicros).number(regions);
    for (int at = 0; at < used; at += HEADER + capacity(words[at + 1])) {
      long header = words[at + 1];
      if (kind(header) == HOLE) {
        continue;
      }
      out.word(words[at]).octet(kind(header));
      if (kind(header) == OBJECT) {
        object(at).write(out);
        continue;
      }
      int first = at + HEADER + head(header);
      int size = size(header);
      out.number(size);
      writeWords(out, kind(header), first, size);
    }
    return out.toBytes();
  }

  private void writeWords(StateBytes out, int kind, int first, int size) {
    long before = 0;
    for (int i = 0; i < size; i++) {
      if (isTime(kind, i)) {
        out.number(words[first + i] - before);
        before = words[first + i];
      } else if (kind == COUNTS) {
        out.number(words[first + i]);
      } else {
        out.word(words[first + i]);
      }
    }
  }

  /** Words of an entry, of which a region holds whole ones. */
  private static int unit(int kind) {
    return switch (kind) {
      case COUNTS, SUMS, RATE, MEMBERS -> 2;
      default -> 1;
    };
  }

  /** Whether the i-th word of an entry list is a time, written as a difference. */
  private static boolean isTime(int kind, int i) {
    return switch (kind) {
      case TIMES, FIRST, CROSSED -> true;
      case COUNTS, SUMS -> i % 2 == 0;
      case RATE -> i == 0;
      case MEMBERS -> i % 2 == 1;
      default -> false;
    };
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException the bytes are of another version, or damaged
   */
  public static EntityState decode(byte[] bytes) {
    StateBytes.Reader in = new StateBytes.Reader(bytes);
    int format = in.octet();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "a state of format " + format + ", expected format " + FORMAT);
    }
    EntityState state = new EntityState();
    state.newestMicros = in.number();
    long regions = in.number();
    for (long i = 0; i < regions; i++) {
      state.read(in);
    }
    in.end();
    return state;
  }

  private void read(StateBytes.Reader in) {
    long id = in.word();
    int kind = in.octet();
    if (kind == OBJECT) {
      newObject(id, FeatureObject.read(in));
      return;
    }
    if (kind < TIMES || kind > MEMBERS) {
      throw new IllegalArgumentException("a state of unknown kind " + kind);
    }
    int size = in.size();
    if (size % unit(kind) != 0 || size > SIZE_MAX) {
      throw new IllegalArgumentException("a state of kind " + kind + " and size " + size);
    }
    int at = add(id, kind, Math.max(size, width(kind)));
    long before = 0;
    for (int i = 0; i < size; i++) {
      if (isTime(kind, i)) {
        before += in.number();
        words[at + HEADER + i] = before;
      } else {
        words[at + HEADER + i] = kind == COUNTS ? in.number() : in.word();
      }
    }
    resize(at, 0, size);
  }
}
