package dev.harrier.server.suite;

import dev.harrier.detect.account.Account;
import dev.harrier.detect.account.AccountFeatures;
import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.text.HandleModel;
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
  private final TextFits texts;

  ProfileStack(List<Account> accounts, int[] truth, int[] fold) {
    this.accounts = accounts;
    this.truth = truth;
    this.fold = fold;
    this.texts = new TextFits(accounts.stream().map(ProfileStack::texts).toList());
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
    texts.folded(truth, 2, fold, TextTask.FOLDS).parallelStream()
        .forEach(nest -> scored(nest, truth, score));
    return score;
  }

  private void scored(TextFits.Nest nest, int[] known, double[] score) {
    HandleModel handles =
        HandleModel.fit(
            Arrays.stream(nest.train())
                .mapToObj(i -> Objects.requireNonNullElse(accounts.get(i).username(), ""))
                .toList());
    boolean[] counted = new boolean[truth.length];
    for (int row : nest.train()) {
      counted[row] = true;
    }
    List<float[]> rows =
        IntStream.range(0, truth.length)
            .mapToObj(i -> row(i, counted[i], nest.margins()[i], handles))
            .toList();
    new NumberTask("", rows, known).split(nest.train(), nest.test(), score);
  }

  private float[] row(int i, boolean counted, double[] margin, HandleModel handles) {
    Account account = accounts.get(i);
    float[] numbers =
        counted
            ? AccountFeatures.ofCounted(account, handles)
            : AccountFeatures.of(account, handles);
    float[] row = Arrays.copyOf(numbers, numbers.length + 1);
    row[numbers.length] = (float) margin[0];
    return row;
  }

  /** Truth dealt out anew must not be found: see {@link Shuffles}. */
  void shuffledControl(String name, Consumer<SuiteRow> out) {
    int[] train = IntStream.range(0, truth.length).filter(i -> fold[i] != 0).toArray();
    int[] test = IntStream.range(0, truth.length).filter(i -> fold[i] == 0).toArray();
    Shuffles.control(
        name,
        truth,
        train,
        test,
        dealt -> {
          double[] score = new double[truth.length];
          scored(texts.split(dealt, 2, train, test, fold, TextTask.FOLDS), dealt, score);
          return score;
        },
        out);
  }
}
