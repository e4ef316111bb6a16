package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;

import dev.harrier.lang.value.NodeFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Links and domains. */
public final class UrlFunctions {
  static final List<Function> ALL =
      List.of(
          function("StringExtractURLs", listOf(STR), "Returns the URLs in a text, each once.")
              .takes("s", STR, "the text")
              .costs(400)
              .example(
                  "StringExtractURLs(s='see (https://a.com/x?y=1) or http://b.org')",
                  "['https://a.com/x?y=1', 'http://b.org']")
              .code(UrlFunctions.class),
          function(
                  "StringExtractDomains",
                  listOf(STR),
                  "Returns the domains of the URLs in a text, each once.")
              .takes("s", STR, "the text")
              .costs(500)
              .example("StringExtractDomains(s='see (https://a.com/x?y=1) or b.org')", "['a.com']")
              .code(UrlFunctions.class),
          function("DomainTld", STR, "Returns the public suffix of a domain.")
              .takes("domain", STR, "the domain")
              .costs(500)
              .example("DomainTld(domain='www.example.co.uk')", "'co.uk'")
              .example("DomainTld(domain='localhost')", "fails")
              .code(UrlFunctions.class),
          function("DomainChopper", listOf(STR), "Returns the registrable domains of URLs.")
              .takes("urls", listOf(STR), "URLs or domains")
              .constant("fld", BOOL, false, "the registrable domain rather than the suffix")
              .costs(1000)
              .prepares((constants, site) -> new Constants(constants).bool("fld"))
              .example(
                  "DomainChopper(urls=['www.example.co.uk', 'a.com'], fld=True)",
                  "['example.co.uk', 'a.com']")
              .code(UrlFunctions.class),
          function(
                  "ExtractDomains",
                  listOf(STR),
                  "Returns the domains of all URLs in a text, bare domains included, in order.")
              .takes("s", STR, "the text")
              .costs(1000)
              .example(
                  "ExtractDomains(s='www.A.com, https://b.co.uk/x and a@c.org')",
                  "['a.com', 'b.co.uk']")
              .code(UrlFunctions.class),
          function(
                  "ExtractListDomains",
                  listOf(STR),
                  "Returns the domains of all URLs in the texts, bare domains included, in order.")
              .takes("list", listOf(STR), "the texts")
              .costs(2000)
              .example("ExtractListDomains(list=['a.com', 'b.com a.com'])", "['a.com', 'b.com']")
              .code(UrlFunctions.class),
          function("RootDomain", STR, "Returns the registrable domain of a domain.")
              .takes("domain", STR, "the domain")
              .costs(500)
              .example("RootDomain(domain='shop.example.co.uk')", "'example.co.uk'")
              .code(UrlFunctions.class));

  private UrlFunctions() {}

  public static List<?> stringExtractURLs(String s) {
    Set<String> urls = new LinkedHashSet<>();
    UrlText.all(s).forEach(url -> urls.add(url.text()));
    return List.copyOf(urls);
  }

  public static List<?> stringExtractDomains(String s) {
    Set<String> domains = new LinkedHashSet<>();
    UrlText.all(s).forEach(url -> domains.add(url.domain()));
    domains.remove("");
    return List.copyOf(domains);
  }

  public static String domainTld(String domain) {
    return suffix(domain);
  }

  private static String suffix(String domain) {
    String host = UrlText.host(domain);
    String suffix = host == null ? null : PublicSuffix.of(host);
    if (suffix == null) {
      throw NodeFailure.SILENT;
    }
    return suffix;
  }

  public static List<?> domainChopper(Boolean registrable, List<?> urls) {
    List<String> chopped = new ArrayList<>();
    for (Object url : urls) {
      if (!(url instanceof String text)) {
        throw NodeFailure.counted("TypeError", "expected a text");
      }
      String suffix = suffix(text);
      chopped.add(registrable ? chopped(text, suffix) : suffix);
    }
    return List.copyOf(chopped);
  }

  /**
   * The last label of what remains of the text when as many characters as the suffix has are cut
   * off, and the suffix; empty for a bare suffix.
   */
  static String chopped(String text, String suffix) {
    if (text.equals(suffix)) {
      return "";
    }
    int length = CodePoints.length(text) - CodePoints.length(suffix) - 1;
    String rest = text.substring(0, CodePoints.offset(text, Math.max(0, length)));
    return rest.substring(rest.lastIndexOf('.') + 1) + "." + suffix;
  }

  public static List<?> extractDomains(String s) {
    Set<String> domains = new LinkedHashSet<>();
    BareDomains.collect(s, domains);
    return List.copyOf(domains);
  }

  public static List<?> extractListDomains(List<?> texts) {
    Set<String> domains = new LinkedHashSet<>();
    for (Object text : texts) {
      if (text instanceof String s) {
        BareDomains.collect(s, domains);
      }
    }
    return List.copyOf(domains);
  }

  /** The registrable domain, or the whole host where it has no known suffix. */
  public static String rootDomain(String domain) {
    String host = UrlText.host(domain);
    if (host == null || host.isEmpty()) {
      throw NodeFailure.SILENT;
    }
    String suffix = PublicSuffix.of(host);
    String root = suffix == null || host.equals(suffix) ? host : chopped(host, suffix);
    return root;
  }
}
