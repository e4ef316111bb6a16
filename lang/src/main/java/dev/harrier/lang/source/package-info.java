/**
 * The files of a rule project, places in them, and what is wrong with them, said so that its author
 * can act on it.
 */
@NullMarked
package dev.harrier.lang.source;

import org.jspecify.annotations.NullMarked;
