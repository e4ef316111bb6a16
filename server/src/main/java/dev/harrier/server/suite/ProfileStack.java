package dev.harrier.server.suite;

import dev.harrier.detect.account.Account;
import dev.harrier.detect.account.AccountFeatures;
import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.modelfile.StackScorer;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HandleModel;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.server.recipe.TableModel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trees over the numbers of a profile and the margin of its texts: description, handle and
 * location, by models that did not see the row (Wolpert 1992). Handles are counted among training
 * rows alone, and a training row is judged as if its own had not been.
 */
final class ProfileStack {
  private final List<Account> accounts;
  private final int[] truth;
  private final int[] fold;
  private final List<TextItem> texts;

  ProfileStack(List<Account> accounts, int[] truth, int[] fold) {
    this.accounts = accounts;
    this.truth = truth;
    this.fold = fold;
    this.texts = accounts.stream().map(ProfileStack::texts).toList();
  }

  private static TextItem texts(Account account) {
    return TextItem.of(
        Objects.requireNonNullElse(account.description(), ""),
        Objects.requireNonNullElse(account.username(), "").replace('_', ' '),
        Objects.requireNonNullElse(account.location(), ""));
  }

  /** The numbers alone, for controls. */
  static NumberTask task(String name, List<Account> accounts, int[] truth) {
    HandleModel none = HandleModel.fit(List.of());
    return new NumberTask(
        name, accounts.stream().map(account -> AccountFeatures.of(account, none)).toList(), truth);
  }

  double[] folded() {
    double[] score = new double[truth.length];
    IntStream.range(0, TextTask.FOLDS)
        .parallel()
        .forEach(k -> scored(where(k, false), where(k, true), truth, score));
    return score;
  }

  private int[] where(int tested, boolean test) {
    return IntStream.range(0, truth.length).filter(i -> (fold[i] == tested) == test).toArray();
  }

  /** Trains as {@code harrier train account} does, on some rows, and scores others. */
  private void scored(int[] train, int[] test, int[] known, double[] score) {
    HandleModel handles =
        HandleModel.fit(
            Arrays.stream(train)
                .mapToObj(i -> Objects.requireNonNullElse(accounts.get(i).username(), ""))
                .toList());
    StackScorer model =
        TableModel.fit(
            Boosting.STANDARD,
            new TableModel.Rows(
                AccountFeatures.names().stream().map(Column::number).toList(),
                Arrays.stream(train)
                    .mapToObj(i -> AccountFeatures.ofCounted(accounts.get(i), handles))
                    .toList(),
                Arrays.stream(train).mapToObj(texts::get).toList(),
                Arrays.stream(train).map(i -> known[i]).toArray(),
                null),
            Parallel.NONE);
    Grams grams = new Grams();
    for (int row : test) {
      score[row] =
          model.score(
              AccountFeatures.of(accounts.get(row), handles), texts.get(row).fields(), grams);
    }
  }

  /** Truth dealt out anew must not be found: see {@link Shuffles}. */
  void shuffledControl(String name, Consumer<SuiteRow> out) {
    int[] train = where(0, false);
    int[] test = where(0, true);
    Shuffles.control(
        name,
        truth,
        train,
        test,
        dealt -> {
          double[] score = new double[truth.length];
          scored(train, test, dealt, score);
          return score;
        },
        out);
  }
}
