/**
 * A project's own tests: events, and what is expected of the decisions on them.
 *
 * <pre>
 * - name: the tenth post in an hour is limited
 *   given:
 *     - {type: create_post, time: 2026-01-01T00:00:00Z, repeat: 10, every: 1m, data: {actor: {id: u1}}}
 *   expect:
 *     features: {PostsHour: 10}
 *     verdicts: [limit]
 *     effects: [{add_label: {entity: User/u1, label: busy}}]
 * </pre>
 *
 * <p>{@code RuleTestFile} reads a file into {@code RuleTest}s, {@code RuleTestRun} runs them and
 * says what was not as expected; {@link dev.harrier.server.ruletest.RuleTests} is the entry. A test
 * starts with empty labels and counters.
 */
@NullMarked
package dev.harrier.server.ruletest;

import org.jspecify.annotations.NullMarked;
