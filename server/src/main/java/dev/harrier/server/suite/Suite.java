package dev.harrier.server.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The protocols by name. */
public final class Suite {
  /** A protocol: reads its folder, gives its rows one by one. */
  interface Protocol {
    void run(Path folder, Consumer<SuiteRow> out) throws IOException;
  }

  private static final Map<String, Protocol> PROTOCOLS = new LinkedHashMap<>();

  static {
    PROTOCOLS.put("spam_text/sms", TextProtocols::sms);
    PROTOCOLS.put("spam_text/spamassassin", TextProtocols::mail);
    PROTOCOLS.put("spam_text", TextProtocols::spamTransfer);
    PROTOCOLS.put("abuse_text/davidson", TextProtocols::abuse);
    PROTOCOLS.put("unwanted_interaction/formspring", TextProtocols::unwanted);
    PROTOCOLS.put("urls/pdd", HostProtocol::run);
    PROTOCOLS.put("bots/twitter_human_bots", BotProtocols::profile);
    PROTOCOLS.put("bots/botornot_30_33", BotProtocols::posts);
    PROTOCOLS.put("bots", BotProtocols::transfer);
    PROTOCOLS.put("graph/tolokers", GraphProtocol::run);
  }

  private Suite() {}

  public static List<String> names() {
    return List.copyOf(PROTOCOLS.keySet());
  }

  /** Runs one protocol; false if its folder is absent. */
  public static boolean run(Path data, String name, Consumer<SuiteRow> out) throws IOException {
    Path folder = data.resolve(name);
    if (!Files.isDirectory(folder)) {
      return false;
    }
    Protocol protocol = PROTOCOLS.get(name);
    if (protocol == null) {
      throw new IllegalArgumentException("no protocol `" + name + "`, there are " + names());
    }
    protocol.run(folder, out);
    return true;
  }

  /** Rows as the README words it where a folder is absent. */
  public static String skipped(Path data, String name) {
    return "skipped: "
        + name
        + " not found under "
        + data
        + " (development data is not part of the project)";
  }
}
