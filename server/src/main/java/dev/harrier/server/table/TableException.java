package dev.harrier.server.table;

/** A table that cannot be read: says the file, the line, what was found and what is accepted. */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TableException(String message) {
    super(message);
  }
}
