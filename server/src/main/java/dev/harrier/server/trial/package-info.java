/**
 * Trials: detectors let loose on worlds that were made up by {@code sim}, which sees none of them.
 *
 * <p>{@link dev.harrier.server.trial.BrigadeTrial} measures the brigade detector, {@link
 * dev.harrier.server.trial.Artefacts} whether the worlds betray their attackers by what no detector
 * may read. Both are run by {@code harrier simulate --brigade}.
 */
@NullMarked
package dev.harrier.server.trial;

import org.jspecify.annotations.NullMarked;
