/**
 * Reports of a backtest in three forms.
 *
 * <p>{@link dev.harrier.server.report.ReportText} is a table that a policy person reads in a
 * terminal, {@link dev.harrier.server.report.ReportJson} the same for programs, {@link
 * dev.harrier.server.report.ReportPage} one HTML page with charts that needs nothing beside itself:
 * it can be sent by mail and opened without a network. {@code Words} holds how numbers, times and
 * shares are written in text and page alike.
 */
@NullMarked
package dev.harrier.server.report;

import org.jspecify.annotations.NullMarked;
