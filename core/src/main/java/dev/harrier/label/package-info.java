/**
 * Labels: durable, expiring, sourced statements about entities, and the rules by which they change.
 */
@NullMarked
package dev.harrier.label;

import org.jspecify.annotations.NullMarked;
