package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.decision.Effect;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.NodeFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts, identifiers, and effects of the AT Protocol. */
public final class AtprotoFunctions {
  static final List<Function> ALL =
      List.of(
          function(
                  "DidFromUri",
                  STR,
                  "Returns the authority of an `at://` URI. Fails where there is none.")
              .takes("uri", optional(STR), "the URI")
              .costs(20)
              .example("DidFromUri(uri='at://did:plc:x/app.bsky.feed.post/1')", "'did:plc:x'")
              .example("DidFromUri(uri=None)", "fails")
              .code(AtprotoFunctions.class),
          facets(
              "LinksFromFacets",
              "Returns the links of a post's facets, in lower case.",
              "['https://a.com']"),
          facets(
              "MentionsFromFacets",
              "Returns the accounts that a post's facets mention.",
              "['did:plc:x']"),
          facets(
              "TagsFromFacets", "Returns the tags of a post's facets, in lower case.", "['news']"),
          function(
                  "AtprotoLabel",
                  Type.Special.EFFECT,
                  "Returns the effect of labelling an account or a record.")
              .takes("entity", STR, "a DID or an `at://` URI")
              .takes("label", STR, "the label")
              .takes("comment", STR, "a note for people")
              .optional(
                  "expiration_in_hours", optional(INT), null, "how long it lasts; for ever if None")
              .optional("cid", STR, "", "content id of the record")
              .costs(50)
              .code(AtprotoFunctions.class),
          function(
                  "AtprotoList",
                  Type.Special.EFFECT,
                  "Returns the effect of putting an account on a list.")
              .takes("did", STR, "the account")
              .takes("list_uri", STR, "the list")
              .costs(50)
              .code(AtprotoFunctions.class));

  private AtprotoFunctions() {}

  private static Function facets(String name, String doc, String example) {
    return function(name, listOf(STR), doc)
        .readsEvent()
        .costs(200)
        .example(name + "()", example)
        .code(AtprotoFunctions.class);
  }

  public static String didFromUri(@Nullable Object uri) {
    if (!(uri instanceof String text) || !text.startsWith("at://")) {
      throw NodeFailure.SILENT;
    }
    int end = text.indexOf('/', 5);
    String authority = text.substring(5, end < 0 ? text.length() : end);
    if (authority.isEmpty()) {
      throw NodeFailure.SILENT;
    }
    return authority;
  }

  public static List<?> linksFromFacets(EventContext context) {
    return Facets.values(context.event(), "app.bsky.richtext.facet#link", "uri");
  }

  public static List<?> mentionsFromFacets(EventContext context) {
    return Facets.values(context.event(), "app.bsky.richtext.facet#mention", "did");
  }

  public static List<?> tagsFromFacets(EventContext context) {
    return Facets.values(context.event(), "app.bsky.richtext.facet#tag", "tag");
  }

  public static Effect atprotoLabel(
      String entity, String label, String comment, @Nullable Object hours, String cid) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("entity", entity);
    arguments.put("label", label);
    arguments.put("comment", comment);
    arguments.put("expiration_in_hours", hours);
    arguments.put("cid", cid);
    return new Effect.External("atproto_label", arguments, List.of());
  }

  public static Effect atprotoList(String did, String listUri) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("did", did);
    arguments.put("list_uri", listUri);
    return new Effect.External("atproto_list", arguments, List.of());
  }
}
