package dev.harrier.lang.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published values of MurmurHash3 x86 32 bit. */
final class Murmur3Test {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '', 00000000, 00000000
          '', 00000001, 514e28b7
          '', ffffffff, 81f16f39
          'test', 00000000, ba6bd213
          'test', 9747b28c, 704b81dc
          'Hello, world!', 00000000, c0363e43
          'Hello, world!', 9747b28c, 24884cba
          'The quick brown fox jumps over the lazy dog', 00000000, 2e4ff723
          'The quick brown fox jumps over the lazy dog', 9747b28c, 2fa826cd
          'aaaa', 9747b28c, 5a97808a
          'aaa', 9747b28c, 283e0130
          'aa', 9747b28c, 5d211726
          'a', 9747b28c, 7fa09ea6
          """)
  void aTextHasItsPublishedHash(String text, String seed, String hash) {
    int found =
        Murmur3.hash32(text.getBytes(StandardCharsets.UTF_8), Integer.parseUnsignedInt(seed, 16));
    assertThat(found).isEqualTo(Integer.parseUnsignedInt(hash, 16));
  }
}
