package dev.harrier.server.http;

import dev.harrier.json.JsonDocument;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.ledger.ListEdit;
import dev.harrier.server.http.Problem.Raised;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.JsonBytes;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;

/** The lists of the project in force: their text, their edits, and editing them. */
final class Lists {
  private final Harrier harrier;
  private final Intake intake;

  Lists(Harrier harrier, Intake intake) {
    this.harrier = harrier;
    this.intake = intake;
  }

  void show(ServerRequest request, ServerResponse response) throws Raised {
    String name = name(request);
    SourceFile file = file(name);
    JsonBytes json = new JsonBytes().beginObject();
    json.key("list").value(name).key("yaml").value(file.text()).key("history").beginArray();
    for (ListEdit.Made made : harrier.listHistory(name)) {
      json.beginObject().key("at").value(DecisionLines.time(made.atMicros()));
      json.key("who").value(made.edit().who()).key("why").value(made.edit().why());
      json.key("add").texts(made.edit().add()).key("remove").texts(made.edit().remove());
      json.key("bundle").value(made.bundle()).endObject();
    }
    json.endArray().endObject();
    Api.send(200, json, response);
  }

  /** A new version of the rules, in force when it is answered. */
  void edit(ServerRequest request, ServerResponse response) throws Raised {
    String name = name(request);
    file(name);
    Wish wish = Wish.of(intake.small(request), "add, remove, who, why");
    List<String> add = entries(wish, "add");
    List<String> remove = entries(wish, "remove");
    if (add.isEmpty() && remove.isEmpty()) {
      throw Problem.raised(422, "missing", "expected entries to `add` or to `remove`");
    }
    ListEdit edit = new ListEdit(name, add, remove, wish.text("who"), wish.text("why"));
    Api.send(harrier.editList(edit), 200, response);
  }

  private static List<String> entries(Wish wish, String member) throws Raised {
    JsonDocument json = wish.json();
    int node = wish.member(member);
    List<String> entries = new ArrayList<>();
    if (node == JsonDocument.NONE) {
      return entries;
    }
    if (json.kindCode(node) != JsonDocument.ARRAY) {
      throw notStrings(member);
    }
    int entry = json.firstChild(node);
    for (int i = 0; i < json.size(node); i++) {
      if (json.kindCode(entry) != JsonDocument.STRING) {
        throw notStrings(member);
      }
      entries.add(json.stringValue(entry));
      entry = json.nextSibling(entry);
    }
    return entries;
  }

  private static Raised notStrings(String member) {
    return Problem.raised(
        422, "bad_entries", "`" + member + "` is expected as an array of strings");
  }

  private static String name(ServerRequest request) {
    return request.path().pathParameters().get("name");
  }

  private SourceFile file(String name) throws Raised {
    SourceFile file =
        harrier
            .active()
            .flatMap(active -> harrier.sources(active.version()))
            .map(sources -> sources.lists().get("lists/" + name + ".yaml"))
            .orElse(null);
    if (file == null) {
      throw Problem.raised(404, "no_list", "the rules in force have no list `" + name + "`");
    }
    return file;
  }
}
