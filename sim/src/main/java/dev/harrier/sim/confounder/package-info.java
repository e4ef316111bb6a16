/**
 * What looks like a brigade and is none: {@link dev.harrier.sim.confounder.ThreadKind}s, with
 * shared audiences, agreed minutes and words, rough language, and a few bad-tempered people in
 * each. Sizes are log-normal, 25–700 people, median 80; lengths from five minutes to a day.
 */
@NullMarked
package dev.harrier.sim.confounder;

import org.jspecify.annotations.NullMarked;
