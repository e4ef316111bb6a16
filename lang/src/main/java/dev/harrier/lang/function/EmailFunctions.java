package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.STR;

import dev.harrier.lang.value.NodeFailure;
import java.util.List;
import java.util.Locale;

/** Parts of e-mail addresses. */
public final class EmailFunctions {
  static final List<Function> ALL =
      List.of(
          function("EmailLocalPart", STR, "Returns what stands before the last `@` of an address.")
              .takes("email", STR, "the address")
              .costs(20)
              .example("EmailLocalPart(email='ann@mail.example.com')", "'ann'")
              .example("EmailLocalPart(email='ann')", "fails")
              .code(EmailFunctions.class),
          function("EmailDomain", STR, "Returns the registrable domain of an address.")
              .takes("email", STR, "the address")
              .costs(500)
              .example("EmailDomain(email='ann@Mail.Example.com')", "'example.com'")
              .code(EmailFunctions.class),
          function("EmailSubdomain", STR, "Returns everything after the last `@`, in lower case.")
              .takes("email", STR, "the address")
              .costs(30)
              .example("EmailSubdomain(email='ann@Mail.Example.com')", "'mail.example.com'")
              .code(EmailFunctions.class));

  private EmailFunctions() {}

  public static String emailLocalPart(String email) {
    return email.substring(0, at(email));
  }

  public static String emailDomain(String email) {
    String domain = emailSubdomain(email);
    String host = UrlText.host(domain);
    String suffix = host == null ? null : PublicSuffix.of(host);
    return suffix == null || suffix.equals(domain) ? domain : UrlFunctions.chopped(domain, suffix);
  }

  public static String emailSubdomain(String email) {
    String domain = email.substring(at(email) + 1).toLowerCase(Locale.ROOT);
    if (domain.isEmpty()) {
      throw NodeFailure.SILENT;
    }
    return domain;
  }

  private static int at(String email) {
    int at = email.lastIndexOf('@');
    if (at < 0) {
      throw NodeFailure.SILENT;
    }
    return at;
  }
}
