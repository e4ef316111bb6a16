package dev.harrier.server.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database can search for a pattern: asked of itself, so that no row meets a bad one.
 */
final class PatternCheck {
  private PatternCheck() {}

  /** What is wrong with the pattern, or null. */
  static @Nullable String fault(String pattern) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement statement =
            connection.prepareStatement("SELECT regexp_matches('', CAST(? AS VARCHAR))")) {
      statement.setString(1, pattern);
      statement.executeQuery().close();
      return null;
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      return message.lines().findFirst().orElse(message).replaceFirst("^[A-Za-z ]*Error: ", "");
    }
  }
}
