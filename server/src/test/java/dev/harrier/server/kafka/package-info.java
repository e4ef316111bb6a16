/**
 * A real broker on the loopback interface, for the tests of whatever speaks to one: {@link
 * dev.harrier.server.kafka.Broker}.
 */
@NullMarked
package dev.harrier.server.kafka;

import org.jspecify.annotations.NullMarked;
