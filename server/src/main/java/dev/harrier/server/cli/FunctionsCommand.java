package dev.harrier.server.cli;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.FunctionReference;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.function.StandardFunctions;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.type.TypeText;
import dev.harrier.server.output.JsonBytes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the function reference. */
@Command(
    name = "functions",
    description =
        "Prints the reference of all functions, or of those whose name or purpose holds a word.")
final class FunctionsCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Parameters(
      paramLabel = "WORD",
      arity = "0..1",
      description = "print only functions whose name or first sentence holds it")
  private @Nullable String word;

  @Option(names = "--json", description = "print a JSON array of functions")
  private boolean json;

  private final Streams streams;

  FunctionsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    List<Function> chosen = StandardFunctions.list().stream().filter(this::chosen).toList();
    if (chosen.isEmpty()) {
      throw new InputProblem("no function's name or purpose holds `" + word + "`");
    }
    if (json) {
      streams.println(json(chosen));
    } else if (word == null) {
      streams.print(FunctionReference.markdown());
    } else {
      for (Function function : chosen) {
        streams.println(FunctionText.of(function));
      }
    }
    return CommandLineInterface.OK;
  }

  private boolean chosen(Function function) {
    if (word == null) {
      return true;
    }
    String sought = word.toLowerCase(Locale.ROOT);
    return function.name().toLowerCase(Locale.ROOT).contains(sought)
        || function.doc().toLowerCase(Locale.ROOT).contains(sought);
  }

  private static String json(List<Function> functions) {
    JsonBytes out = new JsonBytes();
    out.beginArray();
    for (Function function : functions) {
      out.beginObject();
      out.key("name").value(function.name());
      out.key("category").value(function.category());
      out.key("doc").value(function.doc());
      Type returns = function.returns();
      out.key("returns").any(returns == null ? null : TypeText.of(returns));
      out.key("parameters").beginArray();
      for (Parameter parameter : function.parameters()) {
        out.beginObject().key("name").value(parameter.name());
        out.key("type").value(TypeText.of(parameter.type()));
        out.key("constant").value(parameter.constant());
        out.key("required").value(parameter.required());
        out.key("doc").value(parameter.doc()).endObject();
      }
      out.endArray().key("examples").beginArray();
      for (Function.Example example : function.examples()) {
        out.beginObject().key("call").value(example.call());
        out.key("result").value(example.result()).endObject();
      }
      out.endArray().endObject();
    }
    return out.endArray().toString();
  }
}
