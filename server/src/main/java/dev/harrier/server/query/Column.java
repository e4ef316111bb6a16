package dev.harrier.server.query;

/**
 * A feature as a column.
 *
 * @param feature name in the rules
 * @param name name in the table: the feature's, with a number after it where another column's name
 *     differs in case only
 */
record Column(String feature, String name, Kind kind) {
  /** What a column holds; any may be null. */
  enum Kind {
    BOOL("BOOLEAN", "bool"),
    INT("BIGINT", "int"),
    FLOAT("DOUBLE", "float"),
    STR("VARCHAR", "str"),
    BOOLS("BOOLEAN[]", "list[bool]"),
    INTS("BIGINT[]", "list[int]"),
    FLOATS("DOUBLE[]", "list[float]"),
    STRS("VARCHAR[]", "list[str]");

    private final String sql;
    private final String word;

    Kind(String sql, String word) {
      this.sql = sql;
      this.word = word;
    }

    String sql() {
      return sql;
    }

    /** As the language spells it. */
    String word() {
      return word;
    }

    boolean list() {
      return ordinal() >= BOOLS.ordinal();
    }

    /** Kind of the items of a list; itself for others. */
    Kind item() {
      return values()[ordinal() % BOOLS.ordinal()];
    }

    Kind listOf() {
      return values()[item().ordinal() + BOOLS.ordinal()];
    }

    boolean number() {
      return this == INT || this == FLOAT;
    }
  }

  /** The name as an identifier of SQL. */
  String sql() {
    return quoted(name);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
