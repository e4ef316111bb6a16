package dev.harrier.server.cli;

import dev.harrier.learn.data.DataException;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.store.StoreException;
import dev.harrier.server.table.TableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code harrier COMMAND …}: the list of commands, and the exit codes. */
public final class CommandLineInterface {
  static final int OK = 0;
  static final int INPUT_WRONG = 1;
  static final int USAGE = 2;
  static final int WORLD_FAILED = 3;

  private CommandLineInterface() {}

  @Command(
      name = "harrier",
      description =
          "Decides on a platform's events by rules that its trust-and-safety team writes.",
      footer = {
        "",
        "`harrier COMMAND --help` explains a command. `-` stands for standard input or output.",
        "Exit codes: 0 ok, 1 the input is wrong, 2 usage, 3 the world failed."
      },
      synopsisSubcommandLabel = "COMMAND")
  private static final class Harrier implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "show this help")
    private boolean help;

    @CommandLine.Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "show the version")
    private boolean version;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "no command given");
    }
  }

  /** Runs one command line; see {@code Main}. */
  public static int run(
      String[] arguments, InputStream in, OutputStream out, OutputStream err, boolean terminal) {
    Streams streams = Streams.of(in, out, err, terminal);
    int code = execute(arguments, streams);
    try {
      streams.out().flush();
    } catch (IOException e) {
      return code == OK ? failed(e, streams) : code;
    }
    return code;
  }

  private static int execute(String[] arguments, Streams streams) {
    try {
      return commands(streams).execute(arguments);
    } catch (OutOfMemoryError full) {
      return say(
          "out of memory; HARRIER_JAVA_OPTS=-Xmx4g gives more to `./harrier`",
          WORLD_FAILED,
          streams);
    } catch (Error | RuntimeException ours) {
      streams
          .err()
          .println("harrier: a fault of harrier itself, please report it with these lines:");
      ours.printStackTrace(streams.err());
      return WORLD_FAILED;
    }
  }

  private static CommandLine commands(Streams streams) {
    CommandLine commands = new CommandLine(new Harrier());
    commands.addSubcommand(new DemoCommand(streams));
    commands.addSubcommand(new CheckCommand(streams));
    commands.addSubcommand(new RunCommand(streams));
    commands.addSubcommand(new TestCommand(streams));
    commands.addSubcommand(new ServeCommand(streams));
    commands.addSubcommand(new KeysCommand(streams));
    commands.addSubcommand(new BacktestCommand(streams));
    commands.addSubcommand(new ReplayCommand(streams));
    commands.addSubcommand(new QueryCommand(streams));
    commands.addSubcommand(new ExportCommand(streams));
    commands.addSubcommand(new BenchCommand(streams));
    commands.addSubcommand(new RowsCommand(streams));
    commands.addSubcommand(new TrainCommand(streams));
    commands.addSubcommand(new ScoreCommand(streams));
    commands.addSubcommand(new EvaluateCommand(streams));
    commands.addSubcommand(new SimulateCommand(streams));
    commands.addSubcommand(new FunctionsCommand(streams));
    commands.addSubcommand(new ConformanceCommand(streams));
    PrintWriter out = new PrintWriter(streams.out(), false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(streams.err(), true, StandardCharsets.UTF_8);
    commands.setOut(out).setErr(err);
    commands.getCommandSpec().version("harrier " + version());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setUsageHelpWidth(100);
    commands.setExecutionExceptionHandler((fault, line, parsed) -> failed(fault, streams));
    commands.setParameterExceptionHandler((fault, line) -> usage(fault, streams));
    return commands;
  }

  private static String version() {
    String version = CommandLineInterface.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  private static int usage(ParameterException fault, Streams streams) {
    String name = fault.getCommandLine().getCommandSpec().qualifiedName();
    streams.err().println("harrier: " + inHouseStyle(String.valueOf(fault.getMessage())));
    streams.err().println("`" + name + " --help` explains it");
    return USAGE;
  }

  private static String inHouseStyle(String text) {
    String first = text.substring(0, Math.min(1, text.length())).toLowerCase(Locale.ROOT);
    String lower = first + text.substring(first.length());
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Says what ended a command, and whose fault it is. */
  private static int failed(Exception fault, Streams streams) {
    return switch (fault) {
      case InputProblem problem -> say(problem.getMessage(), INPUT_WRONG, streams);
      case ProjectException problem -> say(problem.getMessage(), INPUT_WRONG, streams);
      case TableException problem -> say(problem.getMessage(), INPUT_WRONG, streams);
      case DataException problem -> say(problem.getMessage(), INPUT_WRONG, streams);
      case ModelFileException problem -> say(problem.getMessage(), INPUT_WRONG, streams);
      case NoSuchFileException missing ->
          say("`" + missing.getFile() + "` does not exist", INPUT_WRONG, streams);
      case AccessDeniedException denied ->
          say("`" + denied.getFile() + "`: permission denied", WORLD_FAILED, streams);
      case FileSystemException file -> say(file.getMessage(), WORLD_FAILED, streams);
      case StoreException store -> say(store.getMessage(), WORLD_FAILED, streams);
      case IOException pipe when brokenPipe(pipe) -> OK; // the reader had enough
      case IOException world -> say(world.getMessage(), WORLD_FAILED, streams);
      default -> throw new AssertionError("a fault of harrier itself, please report it", fault);
    };
  }

  private static boolean brokenPipe(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    return message.contains("Broken pipe") || message.contains("The pipe is being closed");
  }

  private static int say(@Nullable String message, int code, Streams streams) {
    streams.err().println("harrier: " + message);
    return code;
  }
}
