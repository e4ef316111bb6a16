/**
 * Tables from files: rows of named texts, whatever the file's format and compression.
 *
 * <p>A {@link dev.harrier.server.table.TableReader} streams CSV (RFC 4180), TSV, JSON lines and
 * Parquet, plain or compressed, and says the line of what it cannot read. A {@link
 * dev.harrier.server.table.Table} keeps the columns that were asked for. An empty field is absent;
 * nothing is guessed about types here.
 */
@NullMarked
package dev.harrier.server.table;

import org.jspecify.annotations.NullMarked;
