package dev.harrier.server.cli;

/**
 * What the user gave is wrong; the message says what was found and what was expected. Ends the
 * command with exit code 1.
 */
final class InputProblem extends Exception {
  InputProblem(String message) {
    super(message, null, false, false);
  }
}
