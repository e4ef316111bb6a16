package dev.harrier.runtime.embed;

import dev.harrier.rule.Drift;
import dev.harrier.rule.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the models of the rules in force are asked, against what they were trained on. Told by the
 * writer's thread, read by any; a score that another model makes begins anew.
 */
final class Drifts {
  private record Watched(String version, Drift drift) {}

  private volatile Map<String, Watched> watched = Map.of();

  void scored(String feature, ScoringModel model, ScoringModel.Session session) {
    Watched known = watched.get(feature);
    if (known == null || !known.version.equals(model.version())) {
      known = new Watched(model.version(), model.newDrift());
      Map<String, Watched> more = new TreeMap<>(watched);
      more.put(feature, known);
      watched = more;
    }
    known.drift.add(session);
  }

  List<Metrics.Drifted> readings() {
    List<Metrics.Drifted> readings = new ArrayList<>();
    watched.forEach(
        (feature, one) ->
            one.drift
                .readings()
                .forEach(
                    reading ->
                        readings.add(
                            new Metrics.Drifted(
                                feature,
                                reading.input(),
                                reading.psi(),
                                reading.rows(),
                                reading.psi() > Drift.Reading.ALARM))));
    return readings;
  }
}
