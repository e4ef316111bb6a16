/**
 * Comparison with recorded behaviour: {@link dev.harrier.runtime.conformance.Conformance} compiles
 * each recorded project in the {@code compat} dialect, decides its events, and says where the
 * outcome differs from what the reference engine did.
 *
 * <p>A case is one line of JSON: sources, events, label state, and the expectation (diagnostics or
 * results). Both sides are brought into one form, plain maps and lists, and compared member by
 * member, so that a difference can be shown with both sides.
 */
@NullMarked
package dev.harrier.runtime.conformance;

import org.jspecify.annotations.NullMarked;
