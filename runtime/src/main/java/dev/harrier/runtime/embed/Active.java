package dev.harrier.runtime.embed;

import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.ingress.EventParser;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The bundle in force, with the parsers that read events as it says.
 *
 * @param number in the store
 * @param parsers that nobody uses at the moment
 */
record Active(long number, Bundle bundle, Deque<EventParser> parsers) {
  static Active of(long number, Bundle bundle) {
    return new Active(number, bundle, new ConcurrentLinkedDeque<>());
  }

  EventParser borrow(Options options) {
    EventParser parser = parsers.pollFirst();
    return parser == null ? new EventParser(options.shape(), bundle.input()) : parser;
  }

  void giveBack(EventParser parser) {
    parsers.addFirst(parser);
  }
}
