package dev.harrier.learn.text;

/**
 * A folded text and what folding it took.
 *
 * @param text what is left: lower case, NFKC, single spaces, tokens in {@code ⟨⟩}
 * @param zeroWidth invisible and bidirectional controls removed, a count
 * @param foldShare look-alike characters replaced, per letter of the text, 0..1
 * @param stretched characters dropped from runs of three or more of one letter
 * @param spaced letters joined that separators had kept apart ({@code f r e e})
 * @param urls addresses replaced
 * @param mentions {@code @names} replaced
 * @param hashtags signs split from their word
 * @param cut whether the text was longer than {@link TextNormalizer#LONGEST}
 */
public record NormalText(
    String text,
    int zeroWidth,
    double foldShare,
    int stretched,
    int spaced,
    int urls,
    int mentions,
    int hashtags,
    boolean cut) {}
