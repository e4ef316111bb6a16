/**
 * A rule project in use.
 *
 * <p>{@link dev.harrier.runtime.bundle.ProjectFolder} reads a folder into sources, {@link
 * dev.harrier.runtime.bundle.Bundle} is one immutable version of it, compiled, and {@link
 * dev.harrier.runtime.bundle.BundleHolder} is the one place at which a running engine finds the
 * version in force and at which it is replaced.
 *
 * <pre>{@code
 * switch (Bundle.load(Path.of("my-platform"), null, Backend.COMPILED)) {
 *   case Bundle.Ready ready -> holder.swap(ready.bundle());
 *   case Bundle.Rejected rejected -> show(rejected.diagnostics());
 * }
 * }</pre>
 *
 * <p>A bundle owns the classes that were generated for it. Nothing else refers to them but the
 * evaluators made from it, so that a replaced bundle is collected with its classes once the last
 * engine has taken up its successor, which each does before its next event.
 */
@NullMarked
package dev.harrier.runtime.bundle;

import org.jspecify.annotations.NullMarked;
