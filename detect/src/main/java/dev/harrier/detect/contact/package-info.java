/**
 * Words between two accounts: who meets whom for the first time, and what a receiver has shown that
 * they do not want.
 *
 * <p>{@link dev.harrier.detect.contact.ContactMachine} is keyed by account. It keeps whom the
 * account met, what it acted on last, how hostile it usually is and how often it was refused, and
 * says so of each of its contacts in a derived event, {@link dev.harrier.detect.contact.Contact}:
 * what is keyed by the receiver needs nothing else of the sender, and so runs wherever that key
 * lives. {@link dev.harrier.detect.contact.MemoryMachine} is keyed by the receiver and keeps the
 * receiver's own decaying memory of whom they muted, blocked, reported or hid.
 *
 * <p>Acts are read from events whose type is a {@link dev.harrier.detect.contact.Kind} in lower
 * case and whose data has {@code sender}, {@code receiver} and, where it applies, {@code object},
 * {@code text} and {@code text_score}.
 */
@NullMarked
package dev.harrier.detect.contact;

import org.jspecify.annotations.NullMarked;
