/**
 * Effects on their way out.
 *
 * <p>An {@link dev.harrier.runtime.dispatch.OutboxRow} is committed together with the decision that
 * asks for the effect, so that none is lost and none is made up; it is delivered at least once,
 * under a key that is the same every time.
 */
@NullMarked
package dev.harrier.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
