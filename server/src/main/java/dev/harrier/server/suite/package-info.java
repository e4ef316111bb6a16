/**
 * The development targets: every protocol that the product can run, one line each.
 *
 * <p>A protocol reads its folder by the rules of the data's README, leaves the forbidden columns
 * out, fits on training rows only and gives {@link dev.harrier.server.suite.SuiteRow}s. All use the
 * same parameters; none knows a folder's name beyond where to read.
 */
@NullMarked
package dev.harrier.server.suite;

import org.jspecify.annotations.NullMarked;
