/**
 * From scores to probabilities: maps fitted on held-out scores, and the gate they must pass.
 *
 * <p>{@link dev.harrier.learn.calibrate.Calibration} is a map, {@link
 * dev.harrier.learn.calibrate.Calibrator} fits one, {@link dev.harrier.learn.calibrate.Gate}
 * decides whether it may replace the one in force. A model without a map that passes has no bands.
 */
@NullMarked
package dev.harrier.learn.calibrate;

import org.jspecify.annotations.NullMarked;
