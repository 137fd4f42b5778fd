package org.conversationsessions.cli.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void cutsAtLineFeedsAndTakesALastLineWithoutOne() throws Exception {
    assertThat(lines("a\n\nbc", 10)).containsExactly("a", "", "bc");
    assertThat(lines("a\n", 10)).containsExactly("a");
    assertThat(lines("", 10)).isEmpty();
    assertThat(lines("\n", 10)).containsExactly("");
  }

  @Test
  void keepsOneByteMoreThanTheLimitOfALongLineAndContinuesAfterIt() throws Exception {
    assertThat(lines("abcde\nfghij12345\nk", 5)).containsExactly("abcde", "fghij1", "k");
  }

  private static List<String> lines(String text, int limit) throws Exception {
    LineReader reader =
        new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit);
    List<String> lines = new ArrayList<>();
    for (Optional<byte[]> l = reader.next(); l.isPresent(); l = reader.next()) {
      lines.add(new String(l.get(), StandardCharsets.UTF_8));
    }
    return lines;
  }
}
