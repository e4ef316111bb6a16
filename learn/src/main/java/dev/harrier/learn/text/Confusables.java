package dev.harrier.learn.text;

/**
 * Characters that look like another, after UTS 39's skeletons.
 *
 * <p>Only what hides a Latin word is kept: Cyrillic, Greek and Armenian letters drawn like Latin
 * ones, and digits and signs that stand for a letter between letters. Full-width, mathematical and
 * enclosed letters are folded by NFKC before.
 */
final class Confusables {
  /** A letter, then the Latin one that it is drawn like. */
  private static final String PAIRS =
      "аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwкkмmнhтtвbгrпnАaВbЕeКkМmНh"
          + "ОoРpСcТtУyХxІiЈjЅsαaοoεeρpτtυuνvκkιiχxηnωwγyβbΑaΒbΕeΖzΗh"
          + "ΙiΚkΜmΝnΟoΡpΤtΥyΧxոnօoսuցgհhյj";

  /** Below this no letter is foreign: ASCII and Latin-1. */
  private static final int FIRST = 0xD8;

  private static final char[] TABLE = table();

  private Confusables() {}

  private static char[] table() {
    char[] table = new char[0x590];
    for (int i = 0; i < PAIRS.length(); i += 2) {
      table[PAIRS.charAt(i)] = PAIRS.charAt(i + 1);
    }
    return table;
  }

  /** The Latin letter that a letter is drawn like, or the letter itself. */
  static char latin(char letter) {
    if (letter < FIRST || letter >= TABLE.length || TABLE[letter] == 0) {
      return letter;
    }
    return TABLE[letter];
  }

  /** The letter that a digit or sign stands for between two letters, or 0. */
  static char letterOf(char sign) {
    return switch (sign) {
      case '0' -> 'o';
      case '1' -> 'i';
      case '3' -> 'e';
      case '4', '@' -> 'a';
      case '5', '$' -> 's';
      case '7' -> 't';
      default -> 0;
    };
  }
}
