package dev.harrier.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "functions", description = "comes next")
final class FunctionsCommand implements Callable<Integer> {
  private final Streams streams;

  FunctionsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem {
    throw new InputProblem("not built yet");
  }
}
