package dev.harrier.decision;

/**
 * A counted failure of one node of the rule program on one event: the data's fault, kept as a
 * value.
 *
 * @param kind short class of failure, such as {@code InvalidJsonType}
 * @param message what was found and what was expected
 * @param path source file of the node
 * @param line from 1
 * @param column from 0, in UTF-8 bytes
 */
public record Failure(String kind, String message, String path, int line, int column) {}
