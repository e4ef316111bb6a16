/**
 * Fuzz targets: whatever comes from outside (a project's source, an event's bytes, a pattern and
 * the text it searches) must give an answer, however absurd the input.
 *
 * <p>Each target has two entries: a few seconds, which {@code ./harrier verify} runs, and a minute,
 * which a person runs by the command in CONTRIBUTING. Jazzer writes an input that breaks a target
 * into the test's resources, where it becomes a regression test; {@code CONTRIBUTING.md} says how
 * to run them.
 */
@NullMarked
package dev.harrier.fuzz;

import org.jspecify.annotations.NullMarked;
