package dev.harrier.runtime.dispatch;

/**
 * What one sink is doing.
 *
 * @param held effects in memory, {@code underWay} of them being delivered
 * @param oldestMicros time of the first effect that waits, by its event; {@link Long#MAX_VALUE} if
 *     none does
 * @param waitedMicros how long that effect has waited since it was first seen, or first failed
 *     before the process was started; 0 if none waits
 * @param delivered effects taken by the sink, {@code retries} failed deliveries, {@code dead}
 *     effects given up: since the start
 * @param down whether it is taken to be down
 * @param lastFault reason of the last failure; empty if there was none
 */
public record LaneMetrics(
    String sink,
    int held,
    int underWay,
    long oldestMicros,
    long waitedMicros,
    long delivered,
    long retries,
    long dead,
    boolean down,
    String lastFault) {}
