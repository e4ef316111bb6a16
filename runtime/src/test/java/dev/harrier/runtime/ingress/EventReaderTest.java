package dev.harrier.runtime.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.event.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class EventReaderTest {
  private static final String ACTION =
      "{\"action_id\":7,\"action_name\":\"post\",\"timestamp\":\"2026-09-01T10:40:00.000001\",\"data\":{\"a\":1}}";

  @Test
  void anSmlActionIsAnEvent() throws Exception {
    assertThat(read(ACTION)).containsExactly("7 post 1788259200000001 {\"a\":1}");
  }

  @Test
  void theKafkaEnvelopeIsOpened() throws Exception {
    assertThat(read("{\"send_time\":\"2026-09-01T10:40:01Z\",\"data\":" + ACTION + "}"))
        .containsExactly("7 post 1788259200000001 {\"a\":1}");
  }

  @Test
  void aCloudEventKeepsItsSource() throws Exception {
    assertThat(
            read(
                "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-09-01T12:40:00+02:00\",\"data\":{}}"))
        .containsExactly("/s x t 1788259200000000 {}");
  }

  @Test
  void aJetstreamCommitIsTypedByCollectionAndOperation() throws Exception {
    String frame =
        "{\"did\":\"did:plc:a\",\"time_us\":1788259200000000,\"kind\":\"commit\",\"commit\":{\"rev\":\"r\",\"operation\":\"create\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\"k\"}}";
    assertThat(read(frame))
        .containsExactly(
            "did:plc:a/app.bsky.feed.post/k@r app.bsky.feed.post.create 1788259200000000 " + frame);
    assertThat(read("{\"did\":\"did:plc:a\",\"time_us\":1,\"kind\":\"identity\"}"))
        .containsExactly(
            "did:plc:a/identity/1 identity 1 {\"did\":\"did:plc:a\",\"time_us\":1,\"kind\":\"identity\"}");
  }

  @Test
  void anyObjectIsAnEventByMapping() throws Exception {
    InputMapping mapping =
        new InputMapping(
            List.of("id_str"), List.of("created_at"), TimeFormat.TWITTER, "tweet", List.of());
    String tweet = "{\"id_str\":\"5\",\"created_at\":\"Wed Jan 07 11:06:08 +0000 2015\"}";
    assertThat(read(stream(tweet), Shape.AUTO, mapping))
        .containsExactly("5 tweet 1420628768000000 " + tweet);
  }

  @Test
  void badLinesAreSaidAndTheOthersStillRead() throws Exception {
    String text =
        String.join(
            "\n",
            ACTION,
            "{\"action_id\":",
            "",
            "[1]",
            "{\"a\":1}",
            "{\"action_id\":1,\"action_name\":\"x\",\"timestamp\":\"soon\",\"data\":{}}",
            "{\"action_id\":1,\"action_name\":\"x\",\"timestamp\":\"2026-09-01T10:40:00Z\",\"data\":5}",
            "{\"action_id\":1,\"timestamp\":\"2026-09-01T10:40:00Z\",\"action_name\":NaN}",
            "[".repeat(100_000),
            ACTION + "\r");
    assertThat(read(text))
        .containsExactly(
            "7 post 1788259200000001 {\"a\":1}",
            "line 2, byte 14: the text ends where a value is expected",
            "line 4: found an array, expected an object that describes an event",
            "line 5: found an object with `a`, expected an SML action (`action_id`, `action_name`,"
                + " `timestamp`, `data`), a CloudEvent (`specversion`, `id`, `source`, `type`), a"
                + " Jetstream frame (`did`, `time_us`, `kind`), or an `input` mapping in the"
                + " project's configuration",
            "line 6, byte 47: `timestamp` is the string `soon`, expected a time such as"
                + " `2026-01-31T12:00:00Z`",
            "line 7, byte 76: `data` is the int 5, expected an object",
            "line 8, byte 65: found `N`, expected a JSON value",
            "line 9, byte 1002: nested deeper than 1000 levels",
            "7 post 1788259200000001 {\"a\":1}");
  }

  @Test
  void aLineThatIsTooLargeIsPassedOverWithoutBeingHeld() throws Exception {
    long large = 100L << 20;
    InputStream stream =
        new java.io.SequenceInputStream(
            new java.io.SequenceInputStream(stream(ACTION + "\n"), zeros(large)),
            stream("\n" + ACTION));
    assertThat(read(stream, Shape.AUTO, null))
        .containsExactly(
            "7 post 1788259200000001 {\"a\":1}",
            "line 2: the event has 104857600 bytes, at most 1048576 are read",
            "7 post 1788259200000001 {\"a\":1}");
  }

  @Test
  void anEmptyFileHasNoEvents() throws Exception {
    assertThat(read("")).isEmpty();
    assertThat(read("\n \n\r\n")).isEmpty();
  }

  @Test
  void compressionIsSeenByTheFirstBytes() throws Exception {
    byte[] plain = (ACTION + "\n" + ACTION).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gz = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gz)) {
      out.write(plain);
    }
    ByteArrayOutputStream xz = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(xz, new LZMA2Options())) {
      out.write(plain);
    }
    byte[] zst = com.github.luben.zstd.Zstd.compress(plain);
    for (byte[] bytes : new byte[][] {plain, gz.toByteArray(), xz.toByteArray(), zst}) {
      assertThat(read(new ByteArrayInputStream(bytes), Shape.AUTO, null)).hasSize(2);
    }
  }

  /** Lines of every length around the buffer's size come out whole. */
  @Test
  void linesAreCutRightWhereverTheBufferEnds() throws Exception {
    StringBuilder text = new StringBuilder();
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int padding = (i * 7919) % 3000 + (i % 50 == 0 ? 65_000 + i % 7 : 0);
      String line = ACTION.replace("\"a\":1", "\"a\":\"" + "x".repeat(padding) + "\"");
      lengths.add(padding);
      text.append(line).append(i % 3 == 0 ? "\r\n" : "\n");
    }
    List<Integer> read = new ArrayList<>();
    try (EventReader reader = EventReader.of(stream(text.toString()), Shape.SML, null)) {
      while (reader.next()) {
        Event event = reader.event();
        assertThat(event).isNotNull();
        read.add(event.document().stringValue(event.document().member(event.data(), "a")).length());
      }
    }
    assertThat(read).isEqualTo(lengths);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream zeros(long count) {
    return new InputStream() {
      private long left = count;

      @Override
      public int read() {
        return left-- > 0 ? '0' : -1;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        int some = (int) Math.min(left, length);
        java.util.Arrays.fill(buffer, offset, offset + some, (byte) '0');
        left -= some;
        return some;
      }
    };
  }

  private static List<String> read(String text) throws IOException {
    return read(stream(text), Shape.AUTO, null);
  }

  private static List<String> read(InputStream in, Shape shape, @Nullable InputMapping mapping)
      throws IOException {
    List<String> read = new ArrayList<>();
    try (EventReader reader = EventReader.of(in, shape, mapping)) {
      while (reader.next()) {
        Event event = reader.event();
        if (event == null) {
          read.add(String.valueOf(reader.badLine()));
        } else {
          int data = event.data();
          byte[] bytes = event.document().bytes();
          int from = event.document().start(data);
          read.add(
              "%s %s %d %s"
                  .formatted(
                      (event.source() + " " + event.id()).strip(),
                      event.type(),
                      event.timeMicros(),
                      new String(
                          bytes, from, event.document().end(data) - from, StandardCharsets.UTF_8)));
        }
      }
    }
    return read;
  }
}
