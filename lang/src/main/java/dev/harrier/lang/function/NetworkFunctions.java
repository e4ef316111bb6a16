package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.STR;

import dev.harrier.lang.value.NodeFailure;
import java.util.List;

/** Addresses and headers of the network. */
public final class NetworkFunctions {
  static final List<Function> ALL =
      List.of(
          function(
                  "IpNetwork",
                  STR,
                  "Returns the network of an IP address: the first three bytes of a version 4"
                      + " address, the first 64 bits of a version 6 address.")
              .takes("ip", STR, "the address")
              .costs(100)
              .code(NetworkFunctions.class),
          function(
                  "MXLookup",
                  STR,
                  "Returns the address of a domain's mail exchanger. Rules do no I/O, so it fails"
                      + " silently unless the event's facts carry the answer.")
              .takes("domain", STR, "the domain")
              .costs(5)
              .readsFacts()
              .code(NetworkFunctions.class),
          function("ExtractCookie", STR, "Returns the value of a cookie. Fails where it is absent.")
              .takes("header", STR, "the value of a `Cookie` header")
              .constant("key", STR, "name of the cookie")
              .costs(300)
              .prepares((constants, site) -> new Constants(constants).text("key"))
              .code(NetworkFunctions.class));

  private NetworkFunctions() {}

  public static String ipNetwork(String ip) {
    throw NodeFailure.SILENT;
  }

  public static String mXLookup(EventContext context, String domain) {
    throw NodeFailure.SILENT;
  }

  public static String extractCookie(String key, String header) {
    throw NodeFailure.SILENT;
  }
}
