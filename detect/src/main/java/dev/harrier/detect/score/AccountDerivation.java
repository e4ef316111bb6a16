package dev.harrier.detect.score;

import dev.harrier.detect.account.Account;
import dev.harrier.detect.account.AccountFeatures;
import dev.harrier.detect.account.PostFeatures;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Column.Absent;
import dev.harrier.learn.data.Column.Kind;
import dev.harrier.learn.data.Leakage;
import dev.harrier.learn.modelfile.ModelFeature;
import dev.harrier.learn.modelfile.ModelFeature.Quantiles;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.learn.modelfile.Weights;
import dev.harrier.learn.text.HandleModel;
import dev.harrier.learn.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Profiles: their numbers ({@link AccountFeatures}) and the words of description, handle and
 * location; or their numbers and those of posts ({@link PostFeatures}), without the words, since
 * few accounts with posts are ever labelled.
 */
final class AccountDerivation implements Derivation {
  static final String PROFILE = "account/1";
  static final String WITH_POSTS = "account-with-posts/1";

  private static final List<Column> COLUMNS =
      List.of(
          column("username", Kind.TEXT, Leakage.SNAPSHOT),
          column("name", Kind.TEXT, Leakage.SNAPSHOT),
          column("description", Kind.TEXT, Leakage.SNAPSHOT),
          column("location", Kind.TEXT, Leakage.SNAPSHOT),
          column("url", Kind.TEXT, Leakage.SNAPSHOT),
          column("created_at", Kind.TIME, Leakage.PAST),
          column("observed_at", Kind.TIME, Leakage.PAST),
          column("followers_count", Kind.NUMBER, Leakage.SNAPSHOT),
          column("following_count", Kind.NUMBER, Leakage.SNAPSHOT),
          column("posts_count", Kind.NUMBER, Leakage.SNAPSHOT),
          column("likes_count", Kind.NUMBER, Leakage.SNAPSHOT),
          column("listed_count", Kind.NUMBER, Leakage.SNAPSHOT),
          column("default_profile", Kind.FLAG, Leakage.SNAPSHOT),
          column("default_profile_image", Kind.FLAG, Leakage.SNAPSHOT));

  private final HandleModel handles;
  private final boolean posts;
  private final List<ModelFeature> features;

  private AccountDerivation(HandleModel handles, boolean posts) {
    this.handles = handles;
    this.posts = posts;
    this.features = features(posts);
  }

  private static Column column(String name, Kind kind, Leakage leakage) {
    return new Column(name, kind, "", leakage, Absent.KEPT, 0);
  }

  private static List<ModelFeature> features(boolean posts) {
    List<ModelFeature> features = new ArrayList<>();
    for (String name : AccountFeatures.names()) {
      features.add(feature(name, PROFILE, Leakage.SNAPSHOT));
    }
    if (posts) {
      for (String name : PostFeatures.names()) {
        features.add(feature("posts_" + name, WITH_POSTS, Leakage.PAST));
      }
    } else {
      for (String text : List.of("description", "username", "location")) {
        features.add(
            new ModelFeature(
                column(text, Kind.TEXT, Leakage.SNAPSHOT),
                PROFILE,
                "the words of the " + text,
                Quantiles.NONE));
      }
    }
    return List.copyOf(features);
  }

  private static ModelFeature feature(String name, String definition, Leakage leakage) {
    return new ModelFeature(
        Column.number(name).withLeakage(leakage),
        definition,
        name.replace('_', ' '),
        Quantiles.NONE);
  }

  static Fitting fitting(boolean posts) {
    List<String> seen = new ArrayList<>();
    return new Fitting() {
      @Override
      public void add(RawRow row) {
        String username = row.text(0);
        if (username != null) {
          seen.add(username);
        }
      }

      @Override
      public Derivation done() {
        return new AccountDerivation(HandleModel.fit(seen), posts);
      }
    };
  }

  static Derivation read(Weights fitted, boolean posts) throws ModelFileException {
    try {
      return new AccountDerivation(HandleModel.of(fitted.ints("handles")), posts);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException("`derived.bin` holds no handles: " + e.getMessage());
    }
  }

  @Override
  public String name() {
    return posts ? WITH_POSTS : PROFILE;
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public List<ModelFeature> features() {
    return features;
  }

  @Override
  public boolean readsPosts() {
    return posts;
  }

  @Override
  public void derive(RawRow row, float[] numbers, String[] texts) {
    put(AccountFeatures.of(account(row), handles), row, numbers);
    put(row, texts);
  }

  @Override
  public void deriveFitted(RawRow row, float[] numbers, String[] texts) {
    put(AccountFeatures.ofCounted(account(row), handles), row, numbers);
    put(row, texts);
  }

  private void put(float[] profile, RawRow row, float[] numbers) {
    System.arraycopy(profile, 0, numbers, 0, profile.length);
    if (posts) {
      float[] posted = PostFeatures.of(row.posts());
      System.arraycopy(posted, 0, numbers, profile.length, posted.length);
    }
  }

  private void put(RawRow row, String[] texts) {
    if (!posts) {
      texts[0] = folded(row.text(2));
      String username = row.text(0);
      texts[1] = folded(username == null ? null : username.replace('_', ' '));
      texts[2] = folded(row.text(3));
    }
  }

  private static String folded(@Nullable String text) {
    return text == null ? "" : TextNormalizer.normalize(text).text();
  }

  private static Account account(RawRow row) {
    return new Account(
        row.text(0),
        row.text(1),
        row.text(2),
        row.text(3),
        row.text(4),
        row.number(5),
        row.number(6),
        row.number(7),
        row.number(8),
        row.number(9),
        row.number(10),
        row.number(11),
        row.number(12),
        row.number(13));
  }

  @Override
  public Weights fitted() {
    return new Weights().put("handles", handles.counts());
  }
}
