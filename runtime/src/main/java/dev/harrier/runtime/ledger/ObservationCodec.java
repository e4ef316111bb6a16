package dev.harrier.runtime.ledger;

import dev.harrier.enforce.CapKey;
import dev.harrier.enforce.QuietKey;
import dev.harrier.event.EntityKey;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a decision's observations. */
final class ObservationCodec {
  private ObservationCodec() {}

  static void write(List<Observation> observations, RowWriter row) {
    row.count(observations.size());
    for (int i = 0; i < observations.size(); i++) {
      write(observations.get(i), row);
    }
  }

  private static void write(Observation observation, RowWriter row) {
    switch (observation) {
      case Observation.Labels labels -> {
        DecisionCodec.entity(labels.entity(), row.octet(1));
        LabelCodec.write(labels.labels(), row);
      }
      case Observation.Feature feature -> {
        DecisionCodec.entity(feature.entity(), row.octet(2).text(feature.name()));
        row.text(feature.rest()).flag(feature.added()).value(feature.value());
      }
      case Observation.Window window ->
          row.octet(3).text(window.key()).flag(window.added()).number(window.count());
      case Observation.Stored stored -> row.octet(4).text(stored.key()).value(stored.value());
      case Observation.Quiet quiet -> {
        DecisionCodec.entity(quiet.key().entity(), row.octet(5).text(quiet.key().action()));
        row.flag(quiet.key().review()).number(quiet.untilMicros());
      }
      case Observation.Admitted admitted -> {
        row.octet(6).text(admitted.key().rule()).text(admitted.key().action());
        row.number(admitted.count());
      }
    }
  }

  static List<Observation> read(RowReader row) {
    int count = row.count();
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      observations.add(one(row));
    }
    return observations;
  }

  private static Observation one(RowReader row) {
    int kind = row.octet();
    return switch (kind) {
      case 1 -> {
        EntityKey entity = DecisionCodec.entity(row);
        yield new Observation.Labels(entity, LabelCodec.read(row));
      }
      case 2 -> {
        String name = row.text();
        EntityKey entity = DecisionCodec.entity(row);
        String rest = row.text();
        boolean added = row.flag();
        yield new Observation.Feature(name, entity, rest, added, row.value());
      }
      case 3 -> {
        String key = row.text();
        boolean added = row.flag();
        yield new Observation.Window(key, added, row.number());
      }
      case 4 -> {
        String key = row.text();
        yield new Observation.Stored(key, row.value());
      }
      case 5 -> {
        String action = row.text();
        EntityKey entity = DecisionCodec.entity(row);
        QuietKey key = new QuietKey(action, entity, row.flag());
        yield new Observation.Quiet(key, row.number());
      }
      case 6 -> {
        String rule = row.text();
        CapKey key = new CapKey(rule, row.text());
        yield new Observation.Admitted(key, row.number());
      }
      default -> throw row.damaged("an observation of kind " + kind);
    };
  }
}
