/** What happened: events and the entities that they touch. */
@NullMarked
package dev.harrier.event;

import org.jspecify.annotations.NullMarked;
