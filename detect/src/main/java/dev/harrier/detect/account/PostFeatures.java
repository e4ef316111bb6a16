package dev.harrier.detect.account;

import dev.harrier.learn.text.NormalText;
import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.learn.text.TextNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The posts of one account as numbers: rhythm, sameness, and the mean and spread of their texts'
 * numbers. Neither how many posts there are nor when the window lies: collectors choose those.
 */
public final class PostFeatures {
  private static final int GAP_BINS = 16;

  private PostFeatures() {}

  /** The features, in the order of {@link #of}. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < GAP_BINS; i++) {
      names.add("gap_log2_" + i);
    }
    names.addAll(
        List.of(
            "gap_entropy",
            "hour_entropy",
            "second_entropy",
            "minute_concentration",
            "longest_night",
            "gap_mean",
            "gap_deviation",
            "gap_lag_correlation",
            "gap_p10",
            "gap_p50",
            "gap_p90",
            "distinct_texts",
            "distinct_openings",
            "vocabulary",
            "reposts",
            "consecutive_similarity"));
    for (String number : TextNumbers.names()) {
      names.add(number + "_mean");
      names.add(number + "_deviation");
    }
    return List.copyOf(names);
  }

  /** A post: event time and text. */
  public record Post(long millis, String text) {}

  /** The numbers of an account's posts, in any order; NaN where too few posts say nothing. */
  public static float[] of(List<Post> posts) {
    List<Post> ordered = new ArrayList<>(posts);
    ordered.sort(java.util.Comparator.comparingLong(Post::millis));
    List<Float> row = new ArrayList<>();
    rhythm(ordered, row);
    texts(ordered, row);
    float[] values = new float[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  private static void rhythm(List<Post> posts, List<Float> row) {
    int n = posts.size() - 1;
    double[] logGap = new double[Math.max(0, n)];
    double[] histogram = new double[GAP_BINS];
    double[] hours = new double[24];
    double[] minutes = new double[60];
    double[] seconds = new double[60];
    for (int i = 0; i <= n; i++) {
      long time = posts.get(i).millis() / 1000;
      hours[(int) Math.floorMod(time / 3600, 24L)]++;
      minutes[(int) Math.floorMod(time / 60, 60L)]++;
      seconds[(int) Math.floorMod(time, 60L)]++;
      if (i < n) {
        long gap = Math.max(1, (posts.get(i + 1).millis() - posts.get(i).millis()) / 1000);
        logGap[i] = Math.log(gap) / Math.log(2);
        histogram[(int) Math.min(GAP_BINS - 1, logGap[i])]++;
      }
    }
    for (double count : histogram) {
      row.add((float) ((count + 0.5) / (n + 0.5 * GAP_BINS)));
    }
    row.add((float) bits(histogram));
    row.add((float) bits(hours));
    row.add((float) bits(seconds));
    row.add((float) (Arrays.stream(minutes).max().orElse(0) / Math.max(1, n + 1)));
    row.add((float) nightRun(hours));
    row.add((float) mean(logGap));
    row.add((float) deviation(logGap));
    row.add((float) lagCorrelation(logGap));
    for (double q : new double[] {0.1, 0.5, 0.9}) {
      row.add(n < 1 ? Float.NaN : (float) quantile(logGap, q));
    }
  }

  private static double bits(double[] counts) {
    double total = Arrays.stream(counts).sum();
    double bits = 0;
    for (double count : counts) {
      bits -= count == 0 ? 0 : count / total * Math.log(count / total) / Math.log(2);
    }
    return total == 0 ? Double.NaN : bits;
  }

  /** The longest run of hours without a post, around the clock. */
  private static int nightRun(double[] hours) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < 48; i++) {
      run = hours[i % 24] == 0 ? run + 1 : 0;
      longest = Math.max(longest, Math.min(24, run));
    }
    return longest;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN));
  }

  private static double lagCorrelation(double[] values) {
    double mean = mean(values);
    double above = 0;
    double below = 1e-9;
    for (int i = 0; i < values.length; i++) {
      below += (values[i] - mean) * (values[i] - mean);
      above += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
    }
    return values.length < 3 ? Double.NaN : above / below;
  }

  private static double quantile(double[] values, double q) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(q * (sorted.length - 1))];
  }

  private static void texts(List<Post> posts, List<Float> row) {
    int each = TextNumbers.names().size();
    double[][] numbers = new double[each][posts.size()];
    List<Set<String>> words = new ArrayList<>();
    Set<String> distinct = new HashSet<>();
    Set<String> openings = new HashSet<>();
    Set<String> vocabulary = new HashSet<>();
    int tokens = 0;
    int reposts = 0;
    for (int i = 0; i < posts.size(); i++) {
      String raw = posts.get(i).text();
      NormalText normal = TextNormalizer.normalize(raw);
      float[] found = TextNumbers.of(raw, normal);
      for (int j = 0; j < each; j++) {
        numbers[j][i] = found[j];
      }
      String[] split = normal.text().split(" ");
      words.add(new HashSet<>(Arrays.asList(split)));
      vocabulary.addAll(words.getLast());
      tokens += split.length;
      distinct.add(normal.text());
      openings.add(split[0] + " " + (split.length > 1 ? split[1] : ""));
      reposts += raw.startsWith("RT @") ? 1 : 0;
    }
    double n = Math.max(1, posts.size());
    row.add((float) (distinct.size() / n));
    row.add((float) (openings.size() / n));
    row.add((float) (Math.log1p(vocabulary.size()) / Math.log1p(tokens)));
    row.add((float) (reposts / n));
    row.add((float) similarity(words));
    for (double[] column : numbers) {
      row.add((float) mean(column));
      row.add((float) deviation(column));
    }
  }

  /** The mean Jaccard index of the words of consecutive posts. */
  private static double similarity(List<Set<String>> words) {
    double sum = 0;
    for (int i = 1; i < words.size(); i++) {
      Set<String> both = new HashSet<>(words.get(i));
      both.retainAll(words.get(i - 1));
      int either = words.get(i).size() + words.get(i - 1).size() - both.size();
      sum += both.size() / (double) Math.max(1, either);
    }
    return words.size() < 2 ? Double.NaN : sum / (words.size() - 1);
  }
}
