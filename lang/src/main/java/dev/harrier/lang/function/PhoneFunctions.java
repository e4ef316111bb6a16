package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.STR;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.harrier.lang.value.NodeFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Phone numbers in international form. */
public final class PhoneFunctions {
  static final List<Function> ALL =
      List.of(
          function("PhoneCountry", STR, "Returns the country of a number, as two letters.")
              .takes("phone_number", STR, "the number with its country code")
              .costs(500)
              .example("PhoneCountry(phone_number='+44 20 7183 8750')", "'GB'")
              .example("PhoneCountry(phone_number='none')", "fails")
              .code(PhoneFunctions.class),
          function("PhonePrefix", STR, "Returns the number without its last four digits.")
              .takes("phone_number", STR, "the number")
              .costs(20)
              .example("PhonePrefix(phone_number='+442071838750')", "'+44207183'")
              .code(PhoneFunctions.class));

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /** Country code of no country, such as that of satellite phones. */
  private static final String NO_COUNTRY = PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY;

  /** Digits that make a whole number of one that is cut short, tried one after the other. */
  private static final List<String> FILLERS = List.of("2345678901", "5551234567", "0000000000");

  private static final int DIGITS_MAX = 15;

  /**
   * The code of the United States, Canada and the Caribbean, whose areas name the country; unknown
   * ones belong to nobody.
   */
  private static final int NORTH_AMERICA = 1;

  /** Longest start of a national number that tells countries apart. */
  private static final int AREA_MAX = 5;

  private PhoneFunctions() {}

  public static String phoneCountry(String number) {
    String digits = digits(number);
    for (int length = 1; length <= Math.min(3, digits.length()); length++) {
      int code = Integer.parseInt(digits.substring(0, length));
      List<String> regions = NUMBERS.getRegionCodesForCountryCode(code);
      if (digits.charAt(0) != '0' && !regions.isEmpty()) {
        return country(code, digits.substring(length), regions);
      }
    }
    throw NodeFailure.SILENT;
  }

  /**
   * Countries that share a code are told apart by the digits that follow it, as far as they are
   * there.
   */
  private static String country(int code, String rest, List<String> regions) {
    String region = regions.get(0);
    if (regions.size() > 1) {
      region = shared(code, rest, region);
    }
    if (region == null || region.equals(NO_COUNTRY)) {
      throw NodeFailure.SILENT;
    }
    return region;
  }

  private static @Nullable String shared(int code, String rest, String main) {
    int areaMin = code == NORTH_AMERICA ? 3 : 1;
    if (rest.length() < areaMin) {
      return null;
    }
    String region = region(code, rest);
    for (int kept = Math.min(AREA_MAX, rest.length()); region == null && kept >= areaMin; kept--) {
      region = completed(code, rest.substring(0, kept));
    }
    return region == null && code != NORTH_AMERICA ? main : region;
  }

  /** The country of whole numbers that begin so. */
  private static @Nullable String completed(int code, String start) {
    for (int length = Math.max(6, start.length() + 1); length <= 10; length++) {
      for (String filler : FILLERS) {
        String region = region(code, start + filler.substring(0, length - start.length()));
        if (region != null) {
          return region;
        }
      }
    }
    return null;
  }

  private static @Nullable String region(int code, String rest) {
    if (rest.length() > DIGITS_MAX) {
      return null;
    }
    PhoneNumber number = new PhoneNumber().setCountryCode(code);
    if (rest.startsWith("0")) {
      number.setItalianLeadingZero(true);
      number.setNumberOfLeadingZeros(rest.length() - rest.replaceFirst("^0+", "").length());
    }
    number.setNationalNumber(rest.isEmpty() ? 0 : Long.parseLong(rest));
    return NUMBERS.getRegionCodeForNumber(number);
  }

  /** Decimal digits of any script, in ASCII. */
  private static String digits(String number) {
    StringBuilder digits = new StringBuilder();
    number
        .codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append((char) ('0' + Character.digit(c, 10))));
    return digits.toString();
  }

  public static String phonePrefix(String number) {
    int length = CodePoints.length(number) - 4;
    if (length < 1) {
      throw NodeFailure.SILENT;
    }
    return number.substring(0, CodePoints.offset(number, length));
  }
}
