/**
 * The code under test by the code: house rules that a compiler cannot see.
 *
 * <p>{@link dev.harrier.tidy.PackageGraphTest} and {@link dev.harrier.tidy.PurityTest} look at the
 * compiled classes of all modules, {@link dev.harrier.tidy.SourceStyleTest} and {@link
 * dev.harrier.tidy.DiagnosticStyleTest} at the files of the checkout. Each rule is also shown
 * something that breaks it (the packages under {@code broken}, or a text in the test), because a
 * rule that never fails proves nothing.
 */
@NullMarked
package dev.harrier.tidy;

import org.jspecify.annotations.NullMarked;
