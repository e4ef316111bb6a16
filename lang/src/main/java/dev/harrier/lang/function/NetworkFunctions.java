package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.STR;

import dev.harrier.lang.value.NodeFailure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
              .example("IpNetwork(ip='192.0.2.77')", "'192.0.2.0'")
              .example("IpNetwork(ip='2001:db8::1')", "'2001:db8:0:0:0:0:0:0'")
              .example("IpNetwork(ip='192.0.2')", "error")
              .code(NetworkFunctions.class),
          function(
                  "MXLookup",
                  STR,
                  "Returns the address of a domain's mail exchanger. Rules do no I/O, so it fails"
                      + " silently unless the event's facts carry the answer.")
              .takes("domain", STR, "the domain")
              .costs(5)
              .readsFacts()
              .example("MXLookup(domain='example.com')", "fails")
              .code(NetworkFunctions.class),
          function("ExtractCookie", STR, "Returns the value of a cookie. Fails where it is absent.")
              .takes("header", STR, "the value of a `Cookie` header")
              .constant("key", STR, "name of the cookie")
              .costs(300)
              .prepares((constants, site) -> new Constants(constants).text("key"))
              .example("ExtractCookie(header='a=1; b=2', key='b')", "'2'")
              .example("ExtractCookie(header='a=1', key='b')", "fails")
              .code(NetworkFunctions.class));

  private NetworkFunctions() {}

  public static String ipNetwork(String ip) {
    int[] bytes = IpText.version4(ip);
    if (bytes != null) {
      return bytes[0] + "." + bytes[1] + "." + bytes[2] + ".0";
    }
    int[] groups = IpText.version6(ip);
    if (groups == null) {
      throw NodeFailure.counted("AddressValueError", "the text is not an IP address");
    }
    return Arrays.stream(groups)
            .limit(4)
            .mapToObj(Integer::toHexString)
            .collect(Collectors.joining(":"))
        + ":0:0:0:0";
  }

  /** Reads what the runtime has put under {@code mx/DOMAIN}, if it resolves domains at all. */
  public static String mXLookup(EventContext context, String domain) {
    long now = context.event().timeMicros();
    if (context.facts().get("mx/" + domain, now) instanceof String address) {
      return address;
    }
    throw NodeFailure.SILENT;
  }

  public static String extractCookie(String key, String header) {
    String value = CookieText.values(header).get(key);
    if (value == null) {
      throw NodeFailure.SILENT;
    }
    return value;
  }
}
