package dev.harrier.detect.contact;

import dev.harrier.feature.StateBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a receiver remembers of senders that they refused: for a fortnight nothing of theirs is
 * shown, then visibility rises in a straight line from a fifth to the whole in 140 days. Repeated
 * acts start it again; a pardon or a follow clears it.
 *
 * <p>Source: the feedback-fatigue scorer of the recommendation code that Twitter published in 2023.
 */
final class MemoryState {
  /** Refusals kept; the one touched longest ago goes first. */
  static final int MOST = 64;

  private static final int VERSION = 1;
  private static final double HIDDEN_DAYS = 14;
  private static final double RISING_DAYS = 140;
  private static final double LEAST = .2;
  private static final double DAY = TimeUnit.DAYS.toMicros(1);

  private final Map<String, Long> refused = new LinkedHashMap<>();

  void refuse(String sender, long timeMicros) {
    refused.remove(sender);
    refused.put(sender, timeMicros);
    if (refused.size() > MOST) {
      refused.remove(refused.keySet().iterator().next());
    }
  }

  void forgive(String sender) {
    refused.remove(sender);
  }

  /** 0 (not to be shown) to 1 (nothing remembered). */
  double visibility(String sender, long timeMicros) {
    Long since = refused.get(sender);
    if (since == null) {
      return 1;
    }
    double days = (timeMicros - since) / DAY;
    if (days < HIDDEN_DAYS) {
      return 0;
    }
    return Math.min(1, LEAST + (1 - LEAST) * (days - HIDDEN_DAYS) / RISING_DAYS);
  }

  byte[] bytes() {
    StateBytes bytes = new StateBytes().octet(VERSION).number(refused.size());
    refused.forEach((sender, time) -> bytes.text(sender).number(time));
    return bytes.toBytes();
  }

  static MemoryState of(byte[] snapshot) {
    StateBytes.Reader bytes = new StateBytes.Reader(snapshot);
    int version = bytes.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException("a state has version " + version + ", not " + VERSION);
    }
    MemoryState state = new MemoryState();
    for (int size = bytes.size(); size > 0; size--) {
      state.refuse(bytes.text(), bytes.number());
    }
    bytes.end();
    return state;
  }
}
