/**
 * Past decisions asked in the language of the rules.
 *
 * <p>{@link dev.harrier.server.query.DecisionTable} holds decisions in DuckDB, a column a feature;
 * it is filled from {@link dev.harrier.server.query.StoredDecisions}, a file of decisions or an
 * engine's ledger, and writes Parquet. {@link dev.harrier.server.query.Query} is a checked question
 * such as {@code PostsHour > 20 and "spam.example" in Domains}: parsed by {@code lang.syntax},
 * checked against the columns with diagnostics, and translated to SQL in which every value that its
 * author wrote is a bound parameter. {@code Condition} is the language of what was understood, and
 * says what each form means.
 */
@NullMarked
package dev.harrier.server.query;

import org.jspecify.annotations.NullMarked;
