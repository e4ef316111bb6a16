/**
 * What is unlike the rest, without truth: an isolation forest (Liu, Ting and Zhou, ICDM 2008).
 *
 * <p>{@link dev.harrier.learn.anomaly.IsolationForest} never acts alone: its score opens
 * low-priority cases and is an input of other models.
 */
@NullMarked
package dev.harrier.learn.anomaly;

import org.jspecify.annotations.NullMarked;
