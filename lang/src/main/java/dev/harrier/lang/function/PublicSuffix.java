package dev.harrier.lang.function;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Public suffixes of hosts, by the Public Suffix List as Guava ships it, private domains included.
 */
final class PublicSuffix {
  /** Stands for a label that no suffix contains. */
  private static final String OTHER = "x";

  /** No suffix of the list has more labels. */
  private static final int LABELS_MAX = 8;

  private PublicSuffix() {}

  /**
   * The longest public suffix at the end of the host, as the host spells it, or null; a final point
   * is ignored.
   */
  static @Nullable String of(String host) {
    String whole = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    List<String> labels = Arrays.asList(whole.split("\\.", -1));
    List<String> tail = labels.subList(Math.max(0, labels.size() - LABELS_MAX), labels.size());
    int count = count(tail);
    return count == 0 ? null : String.join(".", tail.subList(tail.size() - count, tail.size()));
  }

  /**
   * Number of labels of the suffix. Labels that Guava's syntax refuses cannot be in the list, but
   * may stand where it says any.
   */
  private static int count(List<String> labels) {
    List<String> known = new ArrayList<>();
    for (String label : labels) {
      known.add(plain(label));
    }
    String last = labels.get(labels.size() - 1);
    if (last.isEmpty() || known.get(known.size() - 1).equals(OTHER)) {
      return 0;
    }
    String host = String.join(".", known);
    if (!InternetDomainName.isValid(host)) {
      return 0;
    }
    InternetDomainName suffix = InternetDomainName.from(host).publicSuffix();
    return suffix == null ? 0 : suffix.parts().size();
  }

  private static String plain(String label) {
    String unicode = label.startsWith("xn--") ? IDN.toUnicode(label) : label;
    return unicode.length() < 30
            && InternetDomainName.isValid(unicode + ".com")
            && unicode.indexOf('.') < 0
        ? unicode
        : OTHER;
  }
}
