package dev.harrier.server.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrier.server.suite.Suite;
import dev.harrier.server.suite.SuiteRow;
import dev.harrier.server.table.TableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures models by the protocols of the development data. */
@Command(
    name = "evaluate",
    description = "Runs the protocols of the development data and prints a line a figure.",
    footer = {
      "",
      "A figure comes with its 95 % interval, a simple model's figure and the target.",
      "Folders that are absent are skipped and counted."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private HelpOption help;

  @Option(
      names = "--suite",
      paramLabel = "FOLDER",
      required = true,
      description = "the development data")
  private Path suite;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      arity = "1..*",
      description = "protocols to run, or the beginning of their names (default: all)")
  private List<String> only = List.of();

  @Option(names = "--json", description = "print a JSON object a figure")
  private boolean json;

  private final Streams streams;

  EvaluateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    List<String> chosen = chosen();
    int skipped = 0;
    try {
      for (String name : chosen) {
        if (!Suite.run(suite, name, this::print)) {
          streams.err().println(Suite.skipped(suite, name));
          skipped++;
        }
        streams.out().flush();
      }
    } catch (TableException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (skipped > 0) {
      streams.err().println(skipped + " of " + chosen.size() + " skipped");
    }
    return CommandLineInterface.OK;
  }

  private List<String> chosen() throws InputProblem {
    if (only.isEmpty()) {
      return Suite.names();
    }
    List<String> chosen = new ArrayList<>();
    for (String name : Suite.names()) {
      if (only.stream().anyMatch(name::startsWith)) {
        chosen.add(name);
      }
    }
    if (chosen.isEmpty()) {
      throw new InputProblem("no protocol `" + only.getFirst() + "`, there are " + Suite.names());
    }
    return chosen;
  }

  private void print(SuiteRow row) {
    try {
      streams.println(json ? object(row) : line(row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(SuiteRow row) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(Locale.ROOT, "%-58s %-22s %.4f", row.name(), row.metric(), row.value()));
    if (!Double.isNaN(row.low())) {
      line.append(String.format(Locale.ROOT, "  [%.4f, %.4f]", row.low(), row.high()));
    }
    if (!Double.isNaN(row.baseline())) {
      line.append(String.format(Locale.ROOT, "  simple %.3f", row.baseline()));
    }
    if (!Double.isNaN(row.target())) {
      line.append(String.format(Locale.ROOT, "  target %.3f ", row.target()));
      line.append(row.reached() ? "reached" : "missed");
    }
    return line.toString();
  }

  private static String object(SuiteRow row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", row.name()).put("metric", row.metric()).put("value", row.value());
    put(node, "low", row.low());
    put(node, "high", row.high());
    put(node, "baseline", row.baseline());
    put(node, "target", row.target());
    return node.toString();
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
