package dev.harrier.runtime.embed;

import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;

/**
 * Times of one key's newest events, oldest first, in a ring: at most its cap, none older than the
 * longest window that was asked of it.
 */
final class TimeWindow {
  private long[] times = new long[4];
  private int head;
  private int size;
  private long longestMicros;

  void add(long timeMicros, long windowMicros, long cap) {
    longestMicros = Math.max(longestMicros, windowMicros);
    while (size > 0 && at(0) <= at(size - 1) - longestMicros) {
      removeOldest();
    }
    while (size > 0 && size >= cap) {
      removeOldest();
    }
    if (size == times.length) {
      grow();
    }
    int place = size++;
    for (; place > 0 && at(place - 1) > timeMicros; place--) {
      set(place, at(place - 1));
    }
    set(place, timeMicros);
  }

  /** Number of times in {@code (time − window, time]}. */
  long count(long timeMicros, long windowMicros) {
    return firstAfter(timeMicros) - firstAfter(timeMicros - windowMicros);
  }

  /** From when on the window counts nothing. */
  long endMicros() {
    return size == 0 ? Long.MIN_VALUE : at(size - 1) + longestMicros;
  }

  /** Index of the oldest time later than the given one. */
  private int firstAfter(long timeMicros) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle) <= timeMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long at(int index) {
    return times[(head + index) & (times.length - 1)];
  }

  private void set(int index, long time) {
    times[(head + index) & (times.length - 1)] = time;
  }

  private void removeOldest() {
    head = (head + 1) & (times.length - 1);
    size--;
  }

  private void grow() {
    grow(2 * times.length);
  }

  private void grow(int length) {
    long[] more = new long[length];
    for (int i = 0; i < size; i++) {
      more[i] = at(i);
    }
    times = more;
    head = 0;
  }

  /** The first time, then the distance of each to the one before. */
  void write(RowWriter row) {
    row.number(longestMicros).count(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      row.number(at(i) - before);
      before = at(i);
    }
  }

  static TimeWindow read(RowReader row) {
    TimeWindow window = new TimeWindow();
    window.longestMicros = row.number();
    int size = row.count();
    window.grow(Integer.highestOneBit(Math.max(4, size) * 2 - 1));
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += row.number();
      window.times[i] = before;
    }
    window.size = size;
    return window;
  }
}
