/**
 * Stored events decided again, and what that shows.
 *
 * <p>{@link dev.harrier.runtime.replay.Replay} decides a stored stream with one set of rules or
 * with two side by side: it parses on several threads, decides early whatever asks nothing of the
 * past, and settles everything in the order of the stream, so that neither decisions nor reports
 * depend on the number of threads. {@link dev.harrier.runtime.replay.Backtest} listens and counts;
 * {@link dev.harrier.runtime.replay.BacktestReport} is what it came to: volume, entities, overlap,
 * new and lost hits, precision and recall, and how much would be acted upon.
 *
 * <pre>{@code
 * Backtest backtest = new Backtest(fresh, old, "UserId", truth, 5);
 * Replay.run(StoredEvents.lines(in), parsers, fresh, old, "UserId", 2, backtest);
 * BacktestReport report = backtest.report();
 * }</pre>
 *
 * <p>Memory is bounded whatever the stream holds: distinct entities are exact up to a bound and
 * estimated beyond, pairs of rules, days and hours have theirs, and what was left out is told. What
 * the rules themselves remember grows with the entities that they remember.
 */
@NullMarked
package dev.harrier.runtime.replay;

import org.jspecify.annotations.NullMarked;
