package dev.harrier.server.sink;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.Effect;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.dispatch.Routes;
import dev.harrier.runtime.embed.Harrier;

/** An action goes to the sink that the rules in force name for it, all else to the default one. */
public record ActionRoutes(Harrier harrier, String byDefault) implements Routes {
  @Override
  public String sink(OutboxRow row) {
    if (row.effect() instanceof Effect.Enforce enforce) {
      ActionInfo action = harrier.actions().get(enforce.action());
      if (action != null && action.sink() != null) {
        return action.sink();
      }
    }
    return byDefault;
  }

  @Override
  public String version() {
    return harrier.version();
  }
}
