/** How a program will be run: sharing, ordering, the literal prefilter, partial evaluation by event type. Semantics never depend on it. */
@NullMarked
package dev.harrier.lang.plan;

import org.jspecify.annotations.NullMarked;
