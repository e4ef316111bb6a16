/**
 * The commands, one class each; {@link dev.harrier.server.cli.CommandLineInterface} lists them and
 * turns their ends into exit codes.
 *
 * <p>What a program may read goes to standard output, everything said to people to standard error,
 * and a progress bar only to a terminal. A command returns or throws: {@code InputProblem} when
 * what the user gave is wrong (exit code 1), {@code IOException} when the world failed (3); no
 * stack trace reaches a user but for our own faults.
 */
@NullMarked
package dev.harrier.server.cli;

import org.jspecify.annotations.NullMarked;
