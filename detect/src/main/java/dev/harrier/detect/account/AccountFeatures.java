package dev.harrier.detect.account;

import dev.harrier.learn.text.HandleModel;
import dev.harrier.learn.text.NormalText;
import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.learn.text.TextNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The profile of an account as numbers; what is absent is NaN.
 *
 * <p>Counts as {@code ln(1 + n)} and per day of age, ratios with one added, the shapes of handle
 * and name, the likelihood of the handle (BotometerLite: Yang et al., AAAI 2020), the description's
 * length and signs. Neither {@code verified} nor the language: they mark who collected the rows.
 */
public final class AccountFeatures {
  private static final double MILLIS_A_DAY = 86_400_000.0;

  private static final Pattern WORD_BREAKS = Pattern.compile("[\\s_]+");
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]");

  private static final List<String> NAMES = names0();

  private AccountFeatures() {}

  /** The features, in the order of {@link #of}. */
  public static List<String> names() {
    return NAMES;
  }

  private static List<String> names0() {
    List<String> names = new ArrayList<>();
    for (String count : List.of("followers", "following", "posts", "likes", "listed")) {
      names.add(count);
      names.add(count + "_a_day");
    }
    names.addAll(
        List.of(
            "followers_to_following",
            "likes_to_posts",
            "listed_to_followers",
            "posts_to_followers",
            "likes_to_following",
            "age_days",
            "created_hour",
            "created_weekday",
            "default_profile",
            "default_profile_image",
            "has_location",
            "location_length",
            "has_url"));
    for (String name : List.of("username", "name")) {
      for (String shape :
          List.of(
              "length",
              "digits",
              "digit_share",
              "digit_tail",
              "upper_share",
              "entropy",
              "signs",
              "words",
              "foreign_share",
              "log2_mean",
              "log2_least")) {
        names.add(name + "_" + shape);
      }
    }
    names.add("username_to_name_distance");
    names.add("has_description");
    for (String number : TextNumbers.names()) {
      names.add("description_" + number);
    }
    return List.copyOf(names);
  }

  /** The numbers of one account. */
  public static float[] of(Account account, HandleModel handles) {
    return of(account, handles::features, handles);
  }

  /** The same of an account whose username is one of those that {@code handles} counted. */
  public static float[] ofCounted(Account account, HandleModel handles) {
    return of(account, handles::featuresWithoutOwn, handles);
  }

  private static float[] of(
      Account account, Function<String, double[]> usernames, HandleModel handles) {
    Row row = new Row(NAMES.size());
    double days = days(account);
    double[] counts = {
      account.followers(), account.following(), account.posts(), account.likes(), account.listed()
    };
    for (double count : counts) {
      row.add(Math.log1p(count));
      row.add(Math.log(count / Math.max(days, 1) + 1e-3));
    }
    row.add(ratio(account.followers(), account.following()));
    row.add(ratio(account.likes(), account.posts()));
    row.add(ratio(account.listed(), account.followers()));
    row.add(ratio(account.posts(), account.followers()));
    row.add(ratio(account.likes(), account.following()));
    row.add(Math.log1p(days));
    row.add(Math.floor(account.createdMillis() / 3_600_000.0) % 24);
    row.add((Math.floor(account.createdMillis() / MILLIS_A_DAY) + 4) % 7);
    row.add(account.defaultProfile());
    row.add(account.defaultImage());
    row.add(account.location() == null ? 0 : 1);
    row.add(account.location() == null ? 0 : account.location().length());
    row.add(account.url() == null ? 0 : 1);
    handle(account.username(), usernames, row);
    handle(account.name(), handles::features, row);
    row.add(distance(account.username(), account.name()));
    description(account.description(), row);
    return row.values;
  }

  /** Cells filled from the left. */
  private static final class Row {
    private final float[] values;
    private int at;

    Row(int size) {
      values = new float[size];
    }

    void add(double value) {
      values[at++] = (float) value;
    }
  }

  private static double days(Account account) {
    double millis = account.observedMillis() - account.createdMillis();
    return millis < 0 ? 0 : millis / MILLIS_A_DAY;
  }

  private static double ratio(double above, double below) {
    return Math.log((above + 1) / (below + 1));
  }

  private static void handle(@Nullable String handle, Function<String, double[]> likely, Row row) {
    if (handle == null) {
      for (int i = 0; i < 11; i++) {
        row.add(Double.NaN);
      }
      return;
    }
    int digits = 0;
    int upper = 0;
    int letters = 0;
    int foreign = 0;
    int signs = 0;
    for (int i = 0; i < handle.length(); i++) {
      char c = handle.charAt(i);
      digits += Character.isDigit(c) ? 1 : 0;
      upper += Character.isUpperCase(c) ? 1 : 0;
      letters += Character.isLetter(c) ? 1 : 0;
      foreign += Character.isLetter(c) && c > 0x24F ? 1 : 0;
      signs += Character.isLetterOrDigit(c) || c == ' ' ? 0 : 1;
    }
    double length = Math.max(1, handle.length());
    double[] likelihood = likely.apply(handle);
    row.add(handle.length());
    row.add(digits);
    row.add(digits / length);
    row.add(likelihood[2]);
    row.add(upper / Math.max(1.0, letters));
    row.add(TextNumbers.entropy(handle));
    row.add(signs);
    row.add(WORD_BREAKS.split(handle.strip()).length);
    row.add(foreign / Math.max(1.0, letters));
    row.add(likelihood[0]);
    row.add(likelihood[1]);
  }

  /** Levenshtein distance over the longer length, letters and digits only; NaN if one is absent. */
  private static double distance(@Nullable String username, @Nullable String name) {
    if (username == null || name == null) {
      return Double.NaN;
    }
    String a = plain(username);
    String b = plain(name);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()] / (double) Math.max(1, Math.max(a.length(), b.length()));
  }

  private static String plain(String name) {
    String lower = SIGNS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    return lower.substring(0, Math.min(60, lower.length()));
  }

  private static void description(@Nullable String description, Row row) {
    String text = description == null ? "" : description;
    row.add(text.isEmpty() ? 0 : 1);
    NormalText normal = TextNormalizer.normalize(text);
    for (float number : TextNumbers.of(text, normal)) {
      row.add(number);
    }
  }
}
