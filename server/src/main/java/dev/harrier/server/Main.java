package dev.harrier.server;

import dev.harrier.server.cli.CommandLineInterface;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The entry of the process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // The raw streams: System.out swallows errors, and a broken pipe must end the run.
    int code =
        run(
            arguments,
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Terminal.watchesErrors());
    System.exit(code);
  }

  /**
   * Runs one command line.
   *
   * @param terminal whether a person watches standard error
   * @return the exit code: 0 ok, 1 the input is wrong, 2 usage, 3 the world failed
   */
  public static int run(
      String[] arguments, InputStream in, OutputStream out, OutputStream err, boolean terminal) {
    return CommandLineInterface.run(arguments, in, out, err, terminal);
  }
}
