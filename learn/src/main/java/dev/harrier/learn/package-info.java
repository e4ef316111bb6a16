/**
 * Models over rows of numbers and hashed text: train, score, calibrate, explain, measure. Knows no
 * word of trust and safety; no clock, no I/O beyond streams handed in, no threads of its own unless
 * told how many.
 */
@NullMarked
package dev.harrier.learn;

import org.jspecify.annotations.NullMarked;
