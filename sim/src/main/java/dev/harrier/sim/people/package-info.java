/** The people of a world: who they are, whom they know, how they speak. */
@NullMarked
package dev.harrier.sim.people;

import org.jspecify.annotations.NullMarked;
