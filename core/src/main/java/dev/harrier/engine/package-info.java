/**
 * What happens after a decision: machines that fold the log.
 *
 * <p>A {@link dev.harrier.engine.Machine} is a key, a state and a fold. It is handed the events
 * that concern one of its keys, in the order of the log, and says what follows as derived events:
 * it does nothing itself, reads no clock and keeps nothing outside its state, so that a replay
 * repeats it and a snapshot taken anywhere continues it. A runtime owns where states are kept and
 * how events get there; {@link dev.harrier.engine.MachineLoop} is the smallest one, a loop over a
 * map, for replays, tests and measurements.
 *
 * <pre>{@code
 * MachineLoop loop = new MachineLoop(List.of(new ContactMachine(…), new BurstMachine(…)));
 * List<Event> derived = loop.accept(event);
 * }</pre>
 */
@NullMarked
package dev.harrier.engine;

import org.jspecify.annotations.NullMarked;
