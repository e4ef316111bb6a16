package dev.harrier.server.suite;

import com.google.common.net.InternetDomainName;
import dev.harrier.detect.text.HostFeatures;
import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.text.TextNumbers;
import dev.harrier.server.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Phishing by the host's name alone: scheme, {@code www.} and path are left out. */
final class HostProtocol {
  private HostProtocol() {}

  static void run(Path folder, Consumer<SuiteRow> out) throws IOException {
    Table table = Table.read(folder.resolve("urls.csv.gz"));
    String[] urls = table.texts("url");
    int[] labels = TextProtocols.labels(table, "phishing");
    Map<String, Integer> distinct = new LinkedHashMap<>();
    for (int i = 0; i < urls.length; i++) {
      distinct.putIfAbsent(host(urls[i]), labels[i]);
    }
    String[] hosts = distinct.keySet().toArray(new String[0]);
    int[] truth = distinct.values().stream().mapToInt(label -> label).toArray();
    List<TextItem> items = Arrays.stream(hosts).map(HostFeatures::item).toList();
    String[] domain = Arrays.stream(hosts).map(HostProtocol::registrable).toArray(String[]::new);

    TextTask random = new TextTask("urls/pdd random folds", items, truth, domain);
    int[] fold = Folds.stratified(truth, TextTask.FOLDS);
    random.auroc(new HostStack(hosts, random, fold).folded(), .864, Double.NaN, out);
    TextTask grouped = new TextTask("urls/pdd by domain", random.fits(), truth, domain);
    int[] byDomain = Folds.grouped(domain, TextTask.FOLDS);
    TextTask.Scores scores = new HostStack(hosts, grouped, byDomain).folded();
    grouped.auroc(scores, .847, .88, out);
    grouped.macroF1(scores, .763, Double.NaN, out);
    grouped.shuffledControl(byDomain, out);
    grouped.bestNumberControl(TextNumbers.names(), out);
    Identifiers.control(grouped.name(), TextProtocols.own(truth.length), truth, byDomain, out);
  }

  static String host(String url) {
    String host = url.toLowerCase(Locale.ROOT).replaceFirst("^[a-z]+://", "");
    int end = 0;
    while (end < host.length() && "/?#:".indexOf(host.charAt(end)) < 0) {
      end++;
    }
    host = host.substring(0, end);
    return host.startsWith("www.") ? host.substring(4) : host;
  }

  /** The name that was registered, by the public suffix list; the host itself where it has none. */
  static String registrable(String host) {
    try {
      InternetDomainName name = InternetDomainName.from(host);
      return name.isUnderRegistrySuffix() ? name.topDomainUnderRegistrySuffix().toString() : host;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return host;
    }
  }
}
