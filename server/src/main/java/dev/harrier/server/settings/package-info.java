/**
 * Sections of a project's configuration that the process reads and the language does not: what it
 * is connected to.
 *
 * <p>A section is a mapping of names to entries, and an entry a mapping of fields to scalars, each
 * of which knows its line. What is wrong is said with file, line and column; secrets never stand in
 * these files, which are kept with every version of the rules, but in the environment or in files
 * of their own.
 */
@NullMarked
package dev.harrier.server.settings;

import org.jspecify.annotations.NullMarked;
