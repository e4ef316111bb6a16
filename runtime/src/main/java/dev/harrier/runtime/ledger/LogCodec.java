package dev.harrier.runtime.ledger;

import dev.harrier.event.EntityKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of the log's rows. Secret payloads are not among them: they have rows of their own. */
final class LogCodec {
  private static final int VERSION = 1;
  private static final int HAPPENED = 1;
  private static final int LABELLED = 2;
  private static final int ACTIVATED = 3;

  private LogCodec() {}

  static byte[] bytes(LogRow entry, RowWriter row) {
    row.clear().octet(VERSION);
    switch (entry) {
      case LogRow.Happened event -> {
        row.octet(HAPPENED).text(event.source()).text(event.id()).text(event.type());
        row.number(event.timeMicros()).flag(event.future());
        row.flag(event.secretData().length > 0).bytes(event.data());
      }
      case LogRow.Labelled labelled -> {
        ManualLabel label = labelled.label();
        row.octet(LABELLED).text(label.id());
        DecisionCodec.entity(label.entity(), row);
        row.text(label.label()).flag(label.present()).text(label.who()).text(label.why());
        row.number(label.timeMicros()).optional(label.expiresAtMicros());
      }
      case LogRow.Activated activated -> {
        row.octet(ACTIVATED).number(activated.bundle());
        row.text(activated.who()).number(activated.atMicros());
        edit(activated.edit(), row);
      }
    }
    return row.toBytes();
  }

  private static void edit(@Nullable ListEdit edit, RowWriter row) {
    row.flag(edit != null);
    if (edit != null) {
      row.text(edit.list()).texts(edit.add()).texts(edit.remove());
      row.text(edit.who()).text(edit.why());
    }
  }

  /** Where secret payloads are found; asked only for rows that have one. */
  interface Secrets {
    byte[] of(long sequence);
  }

  static LogRow read(long sequence, byte[] bytes, Secrets secrets) {
    RowReader row = new RowReader(bytes).version(VERSION);
    int kind = row.octet();
    return switch (kind) {
      case HAPPENED -> happened(sequence, row, secrets);
      case LABELLED -> new LogRow.Labelled(sequence, label(row));
      case ACTIVATED -> {
        long bundle = row.number();
        String who = row.text();
        long at = row.number();
        yield new LogRow.Activated(sequence, bundle, who, at, edit(row));
      }
      default -> throw row.damaged("an entry of kind " + kind);
    };
  }

  private static LogRow.Happened happened(long sequence, RowReader row, Secrets secrets) {
    String source = row.text();
    String id = row.text();
    String type = row.text();
    long time = row.number();
    boolean future = row.flag();
    byte[] secret = row.flag() ? secrets.of(sequence) : new byte[0];
    return new LogRow.Happened(sequence, source, id, type, time, row.bytes(), secret, future);
  }

  private static ManualLabel label(RowReader row) {
    String id = row.text();
    EntityKey entity = DecisionCodec.entity(row);
    String label = row.text();
    boolean present = row.flag();
    String who = row.text();
    String why = row.text();
    long time = row.number();
    return new ManualLabel(id, entity, label, present, who, why, time, row.optional());
  }

  private static @Nullable ListEdit edit(RowReader row) {
    if (!row.flag()) {
      return null;
    }
    String list = row.text();
    List<String> add = row.texts();
    List<String> remove = row.texts();
    String who = row.text();
    return new ListEdit(list, add, remove, who, row.text());
  }
}
