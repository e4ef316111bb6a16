/**
 * What the sink and the source of Kafka share: how a {@link dev.harrier.server.kafka.Cluster} is
 * reached, which of its clients' settings Harrier's promises rest on, and how it is told that
 * nobody answers.
 */
@NullMarked
package dev.harrier.server.kafka;

import org.jspecify.annotations.NullMarked;
