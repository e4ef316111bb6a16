/**
 * Whole worlds: {@code World.of(seed, size, families, dialect)} is the same on every machine.
 * People live three weeks in communities; after the first, threads go viral and brigades set out.
 * {@link dev.harrier.sim.world.EventLog} writes what a platform would see, and apart from it the
 * truth.
 *
 * <p>Not in the world, and so not measured: replies to replies, languages, time zones, people who
 * change their habits, attackers who learn from being limited.
 */
@NullMarked
package dev.harrier.sim.world;

import org.jspecify.annotations.NullMarked;
