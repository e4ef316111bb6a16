package dev.harrier.server.train;

import dev.harrier.learn.calibrate.Gate;
import dev.harrier.learn.metric.Judgement;
import dev.harrier.learn.modelfile.Calibrated;
import java.util.List;
import java.util.Locale;

/** The model card: what a person should know before using the model. */
final class Card {
  private Card() {}

  static String of(
      Dataset data, Calibrated calibrated, List<Judgement.Figure> figures, List<String> constant) {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(data.recipe.name()).append("\n\n").append(data.recipe.about());
    card.append("\n\nTrained on ").append(data.rows()).append(" rows. Held out, 5 folds:\n\n");
    card.append("| figure | value | 95 % |\n|---|---|---|\n");
    for (Judgement.Figure one : figures) {
      card.append(
          String.format(
              Locale.ROOT,
              "| %s | %.4f | %.4f to %.4f |%n",
              one.metric(),
              one.interval().value(),
              one.interval().low(),
              one.interval().high()));
    }
    Gate gate = calibrated.gate();
    card.append(
        calibrated.trusted()
            ? "\nProbabilities passed the gate.\n"
            : "\n**Probabilities are not to be trusted: no map passed the gate; bands are withheld.**\n");
    if (gate != null) {
      card.append(
          String.format(
              Locale.ROOT, "ECE %.4f, %.4f if they were true.%n", gate.ece(), gate.ecePerfect()));
    }
    data.recipe
        .monotone()
        .forEach(
            sign ->
                card.append("\n`")
                    .append(sign.feature())
                    .append("` is monotone: ")
                    .append(sign.reason())
                    .append('\n'));
    if (!constant.isEmpty()) {
      card.append("\nLeft out, the same in every row: ").append(String.join(", ", constant));
      card.append("\n");
    }
    if (data.recipe.kind().equals("text")) {
      card.append(
          "\nCannot see: reclaimed terms, profanity without a target, quoted counter-speech, novel"
              + " spellings.\n");
    }
    data.notes().forEach(note -> card.append("\nNote: ").append(note).append('\n'));
    return card.toString();
  }
}
