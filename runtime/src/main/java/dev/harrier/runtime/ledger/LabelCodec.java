package dev.harrier.runtime.ledger;

import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bytes of an entity's labels, in a row of the ledger and of the states alike. */
public final class LabelCodec {
  private static final LabelStatus[] STATUSES = LabelStatus.values();

  private LabelCodec() {}

  public static void write(Map<String, LabelState> labels, RowWriter row) {
    row.count(labels.size());
    labels.forEach(
        (name, state) -> {
          row.text(name).octet(state.status().ordinal());
          row.count(state.previousStatuses().size());
          state.previousStatuses().forEach(status -> row.octet(status.ordinal()));
          row.count(state.reasons().size());
          state.reasons().forEach((rule, reason) -> write(rule, reason, row));
        });
  }

  private static void write(String rule, LabelReason reason, RowWriter row) {
    row.text(rule).flag(reason.pending()).text(reason.description()).textMap(reason.features());
    row.optional(reason.createdAtMicros()).optional(reason.expiresAtMicros());
  }

  public static Map<String, LabelState> read(RowReader row) {
    int count = row.count();
    Map<String, LabelState> labels = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = row.text();
      LabelStatus status = status(row);
      List<LabelStatus> previous = new ArrayList<>();
      for (int left = row.count(); left > 0; left--) {
        previous.add(status(row));
      }
      Map<String, LabelReason> reasons = new LinkedHashMap<>();
      for (int left = row.count(); left > 0; left--) {
        String rule = row.text();
        reasons.put(rule, reason(row));
      }
      labels.put(name, new LabelState(status, reasons, previous));
    }
    return labels;
  }

  private static LabelStatus status(RowReader row) {
    return STATUSES[row.octet()];
  }

  private static LabelReason reason(RowReader row) {
    boolean pending = row.flag();
    String description = row.text();
    Map<String, String> features = row.textMap();
    Long created = row.optional();
    return new LabelReason(pending, description, features, created, row.optional());
  }
}
