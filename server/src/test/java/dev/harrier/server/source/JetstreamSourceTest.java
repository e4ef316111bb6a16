package dev.harrier.server.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that cuts each connection after some frames. */
final class JetstreamSourceTest extends SourceContract {
  private FrameServer server;

  @BeforeEach
  void listen() throws IOException {
    server = new FrameServer(400);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  @Override
  void add(List<String> pieces) {
    server.add(pieces);
  }

  @Override
  Source open(Feed feed) {
    Position position = new Position(folder().resolve("data/here.position"));
    return new JetstreamSource(server.address(), position, feed, new Random(1));
  }

  @Override
  String place(int number) {
    return "a frame of 127.0.0.1 that begins `{\"did\":nonsense`";
  }

  @Test
  void aStreamThatBreaksOffIsResumedALittleBeforeItsCursor() throws Exception {
    activate();
    add(events(0, 900));

    run(feed(), () -> decided() >= 900);

    assertThat(server.requests().getFirst()).contains("wantedCollections=a ");
    assertThat(server.requests().get(1)).contains("&cursor=");
    assertThat(harrier().metrics().repeated()).as("rewound").isPositive();
  }
}
