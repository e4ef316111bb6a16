package dev.harrier.lang.check;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.ActionInfo.Holdback;
import dev.harrier.lang.check.Yaml.Kind;
import dev.harrier.lang.check.Yaml.Mapping;
import dev.harrier.lang.check.Yaml.Scalar;
import dev.harrier.lang.check.Yaml.Sequence;
import dev.harrier.lang.check.Yaml.Value;
import dev.harrier.lang.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sections {@code actions} and {@code queues}.
 *
 * <pre>{@code
 * actions:
 *   challenge: {severity: 2, undo: unchallenge, max_per_hour: 500, quiet_period: 24h, sink: app}
 *   slow_down: {severity: 1, undo: speed_up, queue: spam, holdback: 2, holdback_seed: spring}
 *   remove:    {severity: 4, reversible: false}
 * queues: [spam, appeals]
 * }</pre>
 *
 * <p>Every action has an undo or says that it has none. One that names no queue has the first.
 */
final class ActionSection {
  private static final Set<String> FIELDS =
      Set.of(
          "severity",
          "undo",
          "reversible",
          "max_per_hour",
          "quiet_period",
          "sink",
          "queue",
          "holdback",
          "holdback_seed",
          "description");

  private static final Pattern SHARE = Pattern.compile("\\d{1,2}(\\.\\d{1,4})?");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Map<String, Long> UNIT_SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L, "w", 604_800L);
  private static final long SECOND_MICROS = 1_000_000;

  private final Findings findings;

  ActionSection(Findings findings) {
    this.findings = findings;
  }

  /**
   * @param queues the project's queues, in order of declaration
   */
  Map<String, ActionInfo> actions(@Nullable Value section, List<String> queues) {
    Map<String, ActionInfo> actions = new LinkedHashMap<>();
    if (section == null) {
      return actions;
    }
    if (!(section instanceof Mapping mapping)) {
      error("`actions` must be a mapping of names to actions", section.span());
      return actions;
    }
    mapping
        .values()
        .forEach(
            (name, value) -> {
              ActionInfo action = action(name, value, mapping.key(name), queues);
              if (action != null) {
                actions.put(name, action);
              }
            });
    return actions;
  }

  private @Nullable ActionInfo action(String name, Value value, Span place, List<String> queues) {
    if (!(value instanceof Mapping action)) {
      error("action `" + name + "` must be a mapping of its fields", place);
      return null;
    }
    action
        .keys()
        .forEach(
            (field, span) -> {
              if (!FIELDS.contains(field)) {
                error("action `" + name + "` has an unknown field `" + field + "`", span);
              }
            });
    Long severity = whole(action.values().get("severity"));
    if (severity == null || severity > Integer.MAX_VALUE) {
      error(
          "action `" + name + "` needs a `severity`, a whole number from 0",
          severityPlace(action, place),
          "0 is the mildest; actions are ranked by it");
    }
    String undo = text(action.values().get("undo"));
    undoSaid(name, action, undo, place);
    return new ActionInfo(
        name,
        severity == null ? 0 : severity.intValue(),
        undo,
        cap(name, action),
        quietPeriod(name, action),
        text(action.values().get("sink")),
        queue(name, action, queues),
        holdback(name, action));
  }

  private String queue(String name, Mapping action, List<String> queues) {
    Value value = action.values().get("queue");
    String queue = text(value);
    if (queue != null && queues.contains(queue)) {
      return queue;
    }
    if (value != null) {
      error(
          "`queue` of action `" + name + "` must be one of the project's queues",
          value.span(),
          queues.isEmpty()
              ? "no queues are declared"
              : "declared are " + String.join(", ", queues));
    }
    return queues.isEmpty() ? ActionInfo.DEFAULT_QUEUE : queues.getFirst();
  }

  private Holdback holdback(String name, Mapping action) {
    Value share = action.values().get("holdback");
    Value word = action.values().get("holdback_seed");
    String seed = text(word);
    if (word != null && seed == null) {
      error("`holdback_seed` of action `" + name + "` must be a text", word.span());
    }
    if (share == null) {
      return Holdback.NONE;
    }
    String text = text(share);
    boolean isShare = text != null && SHARE.matcher(text).matches();
    double percent = isShare ? Double.parseDouble(text) : -1;
    if (percent < 0 || percent > Holdback.MOST_PERCENT) {
      error(
          "`holdback` of action `" + name + "` must be a percentage from 0 to 50",
          share.span(),
          "for example `2`: the action is kept from two percent of the entities");
      return Holdback.NONE;
    }
    return new Holdback(percent, seed == null ? "" : seed);
  }

  private static Span severityPlace(Mapping action, Span place) {
    return action.values().containsKey("severity") ? action.key("severity") : place;
  }

  private void undoSaid(String name, Mapping action, @Nullable String undo, Span place) {
    Value reversible = action.values().get("reversible");
    boolean saysNo = reversible instanceof Scalar said && said.text().equalsIgnoreCase("false");
    if (reversible != null && !isBool(reversible)) {
      error("`reversible` of action `" + name + "` must be true or false", reversible.span());
    } else if (undo == null && !saysNo) {
      error(
          "action `" + name + "` does not say how it is undone",
          place,
          "give `undo`, the name of what takes it back, or `reversible: false` if nothing does");
    } else if (undo != null && saysNo) {
      error(
          "action `" + name + "` has an `undo` and says that it is not reversible",
          action.key("undo"));
    }
  }

  private @Nullable Long cap(String name, Mapping action) {
    Value value = action.values().get("max_per_hour");
    Long cap = whole(value);
    if (value != null && cap == null) {
      error("`max_per_hour` of action `" + name + "` must be a whole number from 0", value.span());
    }
    return cap;
  }

  private long quietPeriod(String name, Mapping action) {
    Value value = action.values().get("quiet_period");
    if (value == null) {
      return ActionInfo.QUIET_PERIOD_MICROS;
    }
    String text = text(value);
    Matcher length = LENGTH.matcher(text == null ? "" : text);
    Long seconds = length.matches() ? UNIT_SECONDS.get(length.group(2)) : null;
    if (seconds == null) {
      error(
          "`quiet_period` of action `" + name + "` must be a length of time",
          value.span(),
          "for example `30m`, `24h` or `7d`");
      return ActionInfo.QUIET_PERIOD_MICROS;
    }
    return Long.parseLong(length.group(1)) * seconds * SECOND_MICROS;
  }

  List<String> queues(@Nullable Value section) {
    List<String> queues = new ArrayList<>();
    switch (section) {
      case null -> {}
      case Mapping mapping -> queues.addAll(mapping.values().keySet());
      case Sequence sequence -> {
        for (Value item : sequence.items()) {
          String name = text(item);
          if (name == null) {
            error("a queue must be the name of one", item.span());
          } else {
            queues.add(name);
          }
        }
      }
      case Scalar scalar ->
          error("`queues` must be names, or a mapping of names to queues", scalar.span());
    }
    return queues;
  }

  private static boolean isBool(Value value) {
    return value instanceof Scalar scalar && scalar.kind() == Kind.BOOL;
  }

  private static @Nullable String text(@Nullable Value value) {
    return value instanceof Scalar scalar && scalar.kind() != Kind.NULL ? scalar.text() : null;
  }

  /** A whole number from 0; null if it is none. */
  private static @Nullable Long whole(@Nullable Value value) {
    String text = text(value);
    return text != null && text.matches("\\d{1,15}") ? (Long) Long.parseLong(text) : null;
  }

  private void error(String message, Span span, String... hints) {
    findings.error(Checks.CONFIG, message, span, hints);
  }
}
