package dev.harrier.lang.function;

import dev.harrier.lang.type.TypeText;
import dev.harrier.lang.value.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The functions as a page of Markdown, for authors of rules. */
public final class FunctionReference {
  private static final Map<String, String> TITLES = titles();

  private FunctionReference() {}

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("Form", "Projects, rules and the event");
    titles.put("Label", "Labels and verdicts");
    titles.put("Enforce", "Actions and reviews");
    titles.put("Experiment", "Experiments and chance");
    titles.put("Text", "Text");
    titles.put("Phrase", "Phrases and numbers in text");
    titles.put("Regex", "Regular expressions");
    titles.put("Clean", "Text made comparable");
    titles.put("Url", "Links and domains");
    titles.put("Email", "E-mail addresses");
    titles.put("Network", "Network addresses and headers");
    titles.put("Phone", "Phone numbers");
    titles.put("Hash", "Hashes and encodings");
    titles.put("Time", "Time");
    titles.put("List", "Lists of values");
    titles.put("ListMatch", "The project's lists");
    titles.put("Feature", "Declared features");
    titles.put("Window", "Counters and kept values");
    titles.put("Model", "Models");
    titles.put("Atproto", "AT Protocol");
    return titles;
  }

  /** The whole page. */
  public static String markdown() {
    return markdown(StandardFunctions.list());
  }

  static String markdown(List<Function> functions) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    String category = "";
    for (Function function : functions) {
      if (!function.category().equals(category)) {
        category = function.category();
        page.append("\n## ").append(TITLES.getOrDefault(category, category)).append('\n');
      }
      page.append('\n');
      append(function, page);
    }
    return page.toString();
  }

  private static final String INTRODUCTION =
      """
      # Functions

      Generated from the code; `harrier functions` prints it. Every function is called with keywords. A parameter in *italics* must be a constant: a literal, \
      a list of literals, or a name that is bound to one. A function *fails* silently where its result is an expected absence: whatever needs the result fails \
      with it, and nothing is reported. A *counted* failure is reported with the decision.

      Examples show the result, or `fails` for a silent and `error` for a counted failure. They are of event 42 of type `create_post` at 2026-01-02T03:04:05Z, \
      in a project where `User` is an entity labelled `spam` by a rule, `Trial` an experiment, and the lists are `words` (`cheap pills`, `spam`), `domains` \
      (`bad.com`) and `patterns` (`win \\d+`).
      """;

  private static void append(Function function, StringBuilder page) {
    page.append("### `").append(signature(function)).append("`\n\n");
    page.append(function.doc()).append('\n');
    if (!function.parameters().isEmpty()) {
      page.append('\n');
    }
    for (Parameter parameter : function.parameters()) {
      String name = "`" + parameter.name() + "`";
      page.append("* ").append(parameter.constant() ? "*" + name + "*" : name);
      page.append(": ").append(parameter.doc()).append('\n');
    }
    if (!function.examples().isEmpty()) {
      page.append("\n```python\n");
      for (Function.Example example : function.examples()) {
        page.append(example.call()).append("  # ").append(example.result()).append('\n');
      }
      page.append("```\n");
    }
  }

  /** {@code StringStrip(s: str, chars: str | None = None) -> str}. */
  public static String signature(Function function) {
    StringJoiner parameters = new StringJoiner(", ", function.name() + "(", ")");
    for (Parameter parameter : function.parameters()) {
      String given = parameter.required() ? "" : " = " + Text.repr(parameter.defaultValue());
      parameters.add(parameter.name() + ": " + TypeText.of(parameter.type()) + given);
    }
    if (function.extraKeywords()) {
      parameters.add("…: list[bool]");
    }
    String signature =
        function.returns() == null
            ? parameters.toString()
            : parameters + " -> " + TypeText.of(function.returns());
    return signature.replace("~", "");
  }
}
