package dev.harrier.learn.modelfile;

/**
 * What one feature added to one score, in the score's unit.
 *
 * @param feature its name; of a text the field and the n-gram
 * @param value as found in the row, NaN if absent; of an n-gram its weight in the text
 * @param contribution above 0 towards truth 1
 * @param low tenth percentile of the feature in training, NaN for n-grams
 * @param high ninetieth percentile
 */
public record Contribution(
    String feature, double value, double contribution, double low, double high) {}
