package dev.harrier.server.source;

import java.io.IOException;

/** Somewhere that events come from. Run by one thread, closed by any. */
public interface Source extends AutoCloseable {
  /**
   * Feeds events until there are no more, or until it is closed. Whatever the engine had
   * acknowledged before is not asked for again, except for a little before the end.
   *
   * @throws IOException the source cannot be read, and trying again will not help
   */
  void run() throws IOException, InterruptedException;

  /** Has {@link #run} return soon; what was not acknowledged comes again at the next start. */
  @Override
  void close();
}
