package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;

import dev.harrier.lang.value.NodeFailure;
import java.util.List;

/** Links and domains. */
public final class UrlFunctions {
  static final List<Function> ALL =
      List.of(
          function("StringExtractURLs", listOf(STR), "Returns the URLs in a text, each once.")
              .takes("s", STR, "the text")
              .costs(400)
              .code(UrlFunctions.class),
          function(
                  "StringExtractDomains",
                  listOf(STR),
                  "Returns the domains of the URLs in a text, each once.")
              .takes("s", STR, "the text")
              .costs(500)
              .code(UrlFunctions.class),
          function("DomainTld", STR, "Returns the public suffix of a domain.")
              .takes("domain", STR, "the domain")
              .costs(500)
              .code(UrlFunctions.class),
          function("DomainChopper", listOf(STR), "Returns the registrable domains of URLs.")
              .takes("urls", listOf(STR), "URLs or domains")
              .constant("fld", BOOL, false, "the registrable domain rather than the suffix")
              .costs(1000)
              .prepares((constants, site) -> new Constants(constants).bool("fld"))
              .code(UrlFunctions.class),
          function(
                  "ExtractDomains",
                  listOf(STR),
                  "Returns the domains of all URLs in a text, bare domains included, in order.")
              .takes("s", STR, "the text")
              .costs(1000)
              .code(UrlFunctions.class),
          function(
                  "ExtractListDomains",
                  listOf(STR),
                  "Returns the domains of all URLs in the texts, bare domains included, in order.")
              .takes("list", listOf(STR), "the texts")
              .costs(2000)
              .code(UrlFunctions.class),
          function("RootDomain", STR, "Returns the registrable domain of a domain.")
              .takes("domain", STR, "the domain")
              .costs(500)
              .code(UrlFunctions.class));

  private UrlFunctions() {}

  public static List<?> stringExtractURLs(String s) {
    throw NodeFailure.SILENT;
  }

  public static List<?> stringExtractDomains(String s) {
    throw NodeFailure.SILENT;
  }

  public static String domainTld(String domain) {
    throw NodeFailure.SILENT;
  }

  public static List<?> domainChopper(Boolean registrable, List<?> urls) {
    throw NodeFailure.SILENT;
  }

  public static List<?> extractDomains(String s) {
    throw NodeFailure.SILENT;
  }

  public static List<?> extractListDomains(List<?> texts) {
    throw NodeFailure.SILENT;
  }

  public static String rootDomain(String domain) {
    throw NodeFailure.SILENT;
  }
}
