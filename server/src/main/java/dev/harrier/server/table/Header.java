package dev.harrier.server.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a file under the names that were asked for. */
final class Header {
  private Header() {}

  static List<String> renamed(String file, List<String> found, Map<String, String> names) {
    for (String theirs : names.keySet()) {
      if (!found.contains(theirs)) {
        throw new TableException(
            "`" + file + "` has no column `" + theirs + "` to rename, it has " + quoted(found));
      }
    }
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String theirs : found) {
      String ours = names.getOrDefault(theirs, theirs);
      if (!seen.add(ours)) {
        throw new TableException("`" + file + "` has two columns `" + ours + "`, expected one");
      }
      columns.add(ours);
    }
    return List.copyOf(columns);
  }

  static String quoted(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
