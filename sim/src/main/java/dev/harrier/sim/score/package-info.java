/** Holds what a detector said against the truth, without knowing the detector. */
@NullMarked
package dev.harrier.sim.score;

import org.jspecify.annotations.NullMarked;
