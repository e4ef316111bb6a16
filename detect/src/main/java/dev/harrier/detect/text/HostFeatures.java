package dev.harrier.detect.text;

import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.learn.text.TextNumbers;

/** A host's name as an item: its labels as words, its shape as numbers. */
public final class HostFeatures {
  private HostFeatures() {}

  /**
   * Two fields: the labels with their order kept, and the words inside them. A host's digits are
   * kept: {@code paypa1} is what matters here.
   */
  public static TextItem item(String host) {
    String[] labels = host.split("\\.");
    String words = host.replaceAll("[.\\-_]+", " ");
    String[] fields = {host.replace('.', ' ') + " ⟨d:" + labels[labels.length - 1] + "⟩", words};
    float[] text = TextNumbers.of(host, TextNormalizer.normalize(words));
    return new TextItem(fields, text, new float[0]).with(shape(host, labels));
  }

  private static float[] shape(String host, String[] labels) {
    int hyphens = 0;
    int digits = 0;
    int switches = 0;
    int vowels = 0;
    int letters = 0;
    int consonants = 0;
    int longestConsonants = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      hyphens += c == '-' ? 1 : 0;
      boolean digit = Character.isDigit(c);
      digits += digit ? 1 : 0;
      switches += i > 0 && digit != Character.isDigit(host.charAt(i - 1)) ? 1 : 0;
      boolean vowel = "aeiouy".indexOf(c) >= 0;
      letters += Character.isLetter(c) ? 1 : 0;
      vowels += vowel ? 1 : 0;
      consonants = Character.isLetter(c) && !vowel ? consonants + 1 : 0;
      longestConsonants = Math.max(longestConsonants, consonants);
    }
    int longest = 0;
    for (String label : labels) {
      longest = Math.max(longest, label.length());
    }
    boolean address = digits > 0 && letters == 0;
    return new float[] {
      labels.length,
      hyphens,
      (float) Math.log1p(digits),
      switches,
      (float) vowels / Math.max(1, letters),
      longestConsonants,
      longest,
      address ? 1 : 0,
      labels[labels.length - 1].length()
    };
  }
}
