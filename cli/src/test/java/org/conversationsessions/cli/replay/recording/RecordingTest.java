package org.conversationsessions.cli.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.conversationsessions.cli.CliException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class RecordingTest {
  private static final String TEXT =
      RecordedEvents.json(1, "u") + "\n\n \t\r\n" + "bad\n" + RecordedEvents.json(5, "u");

  @Test
  void countsBlankLinesButSkipsThem() throws Exception {
    assertThat(numbers(TEXT.getBytes(StandardCharsets.UTF_8))).containsExactly(1L, 4L, 5L);
  }

  @Test
  void recognisesGzipByItsContent() throws Exception {
    assertThat(numbers(gzip(TEXT))).containsExactly(1L, 4L, 5L);
  }

  @Test
  void readsGzipOfSeveralMembers() throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip(TEXT + "\n"));
    both.write(gzip(TEXT));

    assertThat(numbers(both.toByteArray())).containsExactly(1L, 4L, 5L, 6L, 9L, 10L);
  }

  @Test
  void skipsByteOrderMarks() throws Exception {
    String marked =
        "\ufeff" + RecordedEvents.json(1, "u") + "\n\ufeff\n\ufeff" + RecordedEvents.json(3, "u");
    for (byte[] bytes : List.of(marked.getBytes(StandardCharsets.UTF_8), gzip(marked))) {
      try (Recording recording =
          new Recording(new ByteArrayInputStream(bytes), bytes.length, 1000)) {
        for (long line : List.of(1L, 3L)) {
          assertThat(recording.next().orElseThrow())
              .isInstanceOfSatisfying(
                  RecordedLine.Event.class,
                  event -> {
                    assertThat(event.number()).isEqualTo(line);
                    assertThat(event.json()).startsWith("{");
                  });
        }
        assertThat(recording.next()).isEmpty();
      }
    }
  }

  @Test
  void estimatesSettledBytesFromSettledLines() throws Exception {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    try (Recording recording = new Recording(new ByteArrayInputStream(bytes), bytes.length, 1000)) {
      assertThat(recording.estimateBytes(0)).isZero();
      while (recording.next().isPresent()) {
        assertThat(recording.estimateBytes(0)).isZero();
      }
      assertThat(recording.estimateBytes(1)).isEqualTo(Math.round(bytes.length / 3.0));
      assertThat(recording.estimateBytes(3)).isEqualTo(bytes.length);
    }
  }

  @Test
  void isEmptyForAnEmptyFileAndForOneLineFeed() throws Exception {
    assertThat(numbers(new byte[0])).isEmpty();
    assertThat(numbers(new byte[] {'\n'})).isEmpty();
  }

  @Test
  void reportsATruncatedArchive() {
    byte[] whole = gzip(TEXT);

    assertThatThrownBy(() -> numbers(Arrays.copyOf(whole, whole.length - 9)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void countsTheBytesRead(@TempDir Path folder) throws Exception {
    byte[] bytes = gzip(TEXT);
    Path file = Files.write(folder.resolve("r.jsonl.gz"), bytes);

    try (Recording recording = Recording.of(file, 1000)) {
      assertThat(recording.size()).isEqualTo(bytes.length);
      while (recording.next().isPresent()) {
        assertThat(recording.read()).isPositive();
      }
      assertThat(recording.read()).isEqualTo(bytes.length);
    }
  }

  @Test
  void reportsAMissingFile(@TempDir Path folder) {
    assertThatThrownBy(() -> Recording.of(folder.resolve("none"), 10))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> Recording.of(folder, 10))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot be read");
  }

  public static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static List<Long> numbers(byte[] bytes) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (Recording recording = new Recording(new ByteArrayInputStream(bytes), -1, 1000)) {
      for (Optional<RecordedLine> l = recording.next(); l.isPresent(); l = recording.next()) {
        numbers.add(l.get().number());
      }
    }
    return numbers;
  }
}
