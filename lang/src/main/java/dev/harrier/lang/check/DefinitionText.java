package dev.harrier.lang.check;

import dev.harrier.feature.Aggregate;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The canonical text of a feature's definition: the aggregate with all its numbers, what the call
 * says, and the assignments of all names that it depends on, each once, in order of first mention.
 * White space, the order of keywords and where a name is defined do not matter to it; anything that
 * the value depends on does. The content of lists is no part of it: an edited list does not start
 * counting anew.
 */
final class DefinitionText {
  private final Project project;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> named = new LinkedHashSet<>();

  DefinitionText(Project project) {
    this.project = project;
  }

  String of(Aggregate aggregate, Call call, String path) {
    text.append(aggregate);
    for (String part : new String[] {"key", "of", "value", "steps", "when_all"}) {
      Expression value = Project.argument(call, part);
      if (value != null) {
        text.append(' ').append(part).append('=').append(SourceText.of(value));
      }
    }
    for (Tree.Argument argument : call.arguments()) {
      names(argument.value(), path);
    }
    return text.toString();
  }

  private void names(Expression expression, String path) {
    Walk.each(
        expression,
        part -> {
          if (part instanceof Tree.Name name) {
            name(name, path);
          }
        });
  }

  private void name(Tree.Name name, String path) {
    Assign definition = project.definition(name, path);
    if (definition == null) {
      return;
    }
    String file = definition.span().path();
    if (named.add(name.local() ? file + ":" + name.identifier() : name.identifier())) {
      text.append("; ").append(name.identifier());
      if (definition.annotation() != null) {
        text.append(": ").append(SourceText.annotation(definition.annotation()));
      }
      text.append(" = ").append(SourceText.of(definition.value()));
      names(definition.value(), file);
    }
  }
}
