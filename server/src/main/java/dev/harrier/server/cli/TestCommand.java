package dev.harrier.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "test", description = "comes next")
final class TestCommand implements Callable<Integer> {
  private final Streams streams;

  TestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem {
    throw new InputProblem("not built yet");
  }
}
