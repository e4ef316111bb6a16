package dev.harrier.server.cli;

import dev.harrier.server.auth.Key;
import dev.harrier.server.auth.KeyFile;
import dev.harrier.server.auth.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes the keys of a service. */
@Command(
    name = "keys",
    description = {
      "Makes, lists and revokes keys of the service whose data lies in a folder; also while it runs,",
      "once it was started with a key. The text of a key is shown once, and kept nowhere.",
      ""
    },
    footer = {
      "",
      "Callers send `Authorization: Bearer KEY`. Revoking the last key closes the door of a running",
      "service; started again without keys, it listens on the loopback interface only."
    },
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {
  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  private final Streams streams;

  KeysCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command given, expected create, list or revoke");
  }

  @Command(name = "create", description = "Makes a key and prints it.")
  int create(
      @Mixin HelpOption helped,
      @Option(names = "--data", required = true, paramLabel = "DIR", description = "data folder")
          Path data,
      @Option(
              names = "--scope",
              required = true,
              split = ",",
              paramLabel = "SCOPE",
              description = "what it allows: decide, read, label, bundle, list, or admin for all")
          List<String> words,
      @Option(
              names = "--name",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "what it is for")
          String name,
      @Option(
              names = "--per-second",
              defaultValue = "0",
              paramLabel = "N",
              description = "events and other requests a second that it allows (default: any)")
          int perSecond)
      throws InputProblem, IOException {
    if (perSecond < 0) {
      throw new InputProblem("--per-second is " + perSecond + ", expected 0 or more");
    }
    KeyFile.Made made =
        new KeyFile(data)
            .create(name, scopes(words), perSecond, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    streams.println(made.text());
    streams.err().println("key " + made.key().id() + ", shown this once");
    return CommandLineInterface.OK;
  }

  private static Set<Scope> scopes(List<String> words) throws InputProblem {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : words) {
      scopes.add(
          Scope.of(word)
              .orElseThrow(
                  () ->
                      new InputProblem(
                          "--scope is `"
                              + word
                              + "`, expected decide, read, label, bundle, list or admin")));
    }
    return scopes;
  }

  @Command(name = "list", description = "Lists the keys, without their text.")
  int list(
      @Mixin HelpOption helped,
      @Option(names = "--data", required = true, paramLabel = "DIR", description = "data folder")
          Path data)
      throws IOException {
    for (Key key : new KeyFile(data).keys()) {
      String scopes = key.scopes().stream().map(Scope::word).collect(Collectors.joining(","));
      String pace = key.perSecond() == 0 ? "any" : key.perSecond() + "/s";
      streams.println(
          "%s  %s  %s  %s  %s"
              .formatted(key.id(), key.created(), pace, scopes, key.name())
              .strip());
    }
    return CommandLineInterface.OK;
  }

  @Command(name = "revoke", description = "Ends a key; a running service knows within a second.")
  int revoke(
      @Mixin HelpOption helped,
      @Option(names = "--data", required = true, paramLabel = "DIR", description = "data folder")
          Path data,
      @Parameters(index = "0", paramLabel = "ID", description = "identifier, as in the list")
          String id)
      throws InputProblem, IOException {
    if (!new KeyFile(data).revoke(id)) {
      throw new InputProblem("there is no key `" + id + "`");
    }
    return CommandLineInterface.OK;
  }
}
