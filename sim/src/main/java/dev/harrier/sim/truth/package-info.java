/** What really happened: sealed, read by nobody who detects. */
@NullMarked
package dev.harrier.sim.truth;

import org.jspecify.annotations.NullMarked;
