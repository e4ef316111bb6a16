package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.STR;

import dev.harrier.lang.value.NodeFailure;
import java.util.List;

/** Parts of e-mail addresses. */
public final class EmailFunctions {
  static final List<Function> ALL =
      List.of(
          function("EmailLocalPart", STR, "Returns what stands before the last `@` of an address.")
              .takes("email", STR, "the address")
              .costs(20)
              .code(EmailFunctions.class),
          function("EmailDomain", STR, "Returns the registrable domain of an address.")
              .takes("email", STR, "the address")
              .costs(500)
              .code(EmailFunctions.class),
          function("EmailSubdomain", STR, "Returns everything after the last `@`, in lower case.")
              .takes("email", STR, "the address")
              .costs(30)
              .code(EmailFunctions.class));

  private EmailFunctions() {}

  public static String emailLocalPart(String email) {
    throw NodeFailure.SILENT;
  }

  public static String emailDomain(String email) {
    throw NodeFailure.SILENT;
  }

  public static String emailSubdomain(String email) {
    throw NodeFailure.SILENT;
  }
}
