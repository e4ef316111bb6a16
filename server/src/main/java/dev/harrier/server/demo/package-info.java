/**
 * A made-up platform for {@code harrier demo}.
 *
 * <p>{@link dev.harrier.server.demo.Platform} writes one evening of it as events: ordinary people,
 * a wave of link spam, a brigade of repliers, and people who look like either and are innocent. It
 * sees no rule, and the events do not say who is who: that stands apart, in the truth that {@link
 * dev.harrier.server.demo.Scoreboard} compares decisions with.
 */
@NullMarked
package dev.harrier.server.demo;

import org.jspecify.annotations.NullMarked;
