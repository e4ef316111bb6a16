package dev.harrier.server.settings;

import dev.harrier.runtime.bundle.ProjectException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One named entry of a section.
 *
 * @param place where it stands, {@code file:line:column}
 */
public record Entry(String name, String place, Map<String, Field> fields) {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /** A value as written, and where; several where a list is written. */
  record Field(List<String> values, boolean list, String place) {
    Field {
      values = List.copyOf(values);
    }
  }

  public Entry {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Refuses fields that nobody reads: most are misspelt. */
  public void only(Set<String> known) throws ProjectException {
    for (Map.Entry<String, Field> field : fields.entrySet()) {
      if (!known.contains(field.getKey())) {
        throw wrong(
            field.getValue().place(),
            "`"
                + name
                + "` has an unknown field `"
                + field.getKey()
                + "`, known are "
                + new TreeSet<>(known));
      }
    }
  }

  public Optional<String> text(String field) throws ProjectException {
    Field found = fields.get(field);
    if (found == null) {
      return Optional.empty();
    }
    if (found.list() || found.values().getFirst().isEmpty()) {
      throw wrong(field, "must be a text");
    }
    return Optional.of(found.values().getFirst());
  }

  public String needed(String field) throws ProjectException {
    return text(field)
        .orElseThrow(() -> wrong(place, "`" + name + "` needs a field `" + field + "`"));
  }

  /** The texts of a list, or the one text; empty if there are none. */
  public List<String> texts(String field) {
    Field found = fields.get(field);
    return found == null ? List.of() : found.values();
  }

  public boolean flag(String field) throws ProjectException {
    String word = text(field).orElse("false");
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(field, "is `" + word + "`, expected `true` or `false`");
    };
  }

  public Duration duration(String field, Duration otherwise) throws ProjectException {
    Optional<String> text = text(field);
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher length = LENGTH.matcher(text.get());
    if (!length.matches()) {
      throw wrong(
          field, "is `" + text.get() + "`, expected a length of time such as `500ms`, `10s`, `2m`");
    }
    long number = Long.parseLong(length.group(1));
    return switch (length.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /**
   * An absolute address.
   *
   * @param schemes allowed ones
   */
  public URI address(String field, List<String> schemes) throws ProjectException {
    String text = needed(field);
    try {
      URI address = new URI(text);
      if (address.getScheme() != null
          && schemes.contains(address.getScheme())
          && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw wrong(field, "is `" + text + "`, which is no address: " + e.getReason());
    }
    throw wrong(field, "is `" + text + "`, expected an address that begins with " + schemes);
  }

  /**
   * A secret that the environment, or a file, holds: the fields {@code …_env} and {@code …_file}.
   *
   * @param environment usually that of the process
   */
  public Optional<String> secret(String field, Map<String, String> environment)
      throws ProjectException {
    if (fields.containsKey(field)) {
      throw wrong(
          field,
          "must not stand here: name the variable of the environment that holds it as `"
              + field
              + "_env`, or its file as `"
              + field
              + "_file`");
    }
    Optional<String> variable = text(field + "_env");
    if (variable.isPresent()) {
      return Optional.of(fromEnvironment(field + "_env", environment.get(variable.get())));
    }
    Optional<String> file = text(field + "_file");
    return file.isEmpty() ? Optional.empty() : Optional.of(fromFile(field + "_file", file.get()));
  }

  private String fromEnvironment(String field, @Nullable String value) throws ProjectException {
    if (value == null || value.isEmpty()) {
      throw wrong(field, "names a variable that is not set in the environment");
    }
    return value;
  }

  private String fromFile(String field, String file) throws ProjectException {
    String value;
    try {
      value = Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw wrong(field, "names `" + file + "`, which cannot be read: " + e.getMessage());
    }
    if (value.isEmpty()) {
      throw wrong(field, "names `" + file + "`, which is empty");
    }
    return value;
  }

  /** An error about a field, or about a place. */
  public ProjectException wrong(String fieldOrPlace, String problem) {
    Field field = fields.get(fieldOrPlace);
    return field == null
        ? new ProjectException(fieldOrPlace + ": " + problem)
        : new ProjectException(
            field.place() + ": `" + fieldOrPlace + "` of `" + name + "` " + problem);
  }
}
