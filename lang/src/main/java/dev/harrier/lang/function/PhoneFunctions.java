package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.STR;

import dev.harrier.lang.value.NodeFailure;
import java.util.List;

/** Phone numbers in international form. */
public final class PhoneFunctions {
  static final List<Function> ALL =
      List.of(
          function("PhoneCountry", STR, "Returns the country of a number, as two letters.")
              .takes("phone_number", STR, "the number with its country code")
              .costs(500)
              .code(PhoneFunctions.class),
          function("PhonePrefix", STR, "Returns the number without its last four digits.")
              .takes("phone_number", STR, "the number")
              .costs(20)
              .code(PhoneFunctions.class));

  private PhoneFunctions() {}

  public static String phoneCountry(String number) {
    throw NodeFailure.SILENT;
  }

  public static String phonePrefix(String number) {
    throw NodeFailure.SILENT;
  }
}
