package dev.harrier.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "demo", description = "comes next")
final class DemoCommand implements Callable<Integer> {
  private final Streams streams;

  DemoCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem {
    throw new InputProblem("not built yet");
  }
}
