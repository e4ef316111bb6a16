package dev.harrier.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "bench", description = "comes next")
final class BenchCommand implements Callable<Integer> {
  private final Streams streams;

  BenchCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem {
    throw new InputProblem("not built yet");
  }
}
