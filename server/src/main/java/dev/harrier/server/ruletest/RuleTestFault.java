package dev.harrier.server.ruletest;

/** A test file that cannot be understood; the message names the file and the line. */
public final class RuleTestFault extends Exception {
  RuleTestFault(String path, int line, String message) {
    super(path + ":" + line + ": " + message, null, false, false);
  }
}
