package org.conversationsessions.cli.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineParserTest {
  private final LineParser parser = new LineParser(200);

  @Test
  void keepsAnEventUnchanged() {
    String json =
        """
        { "userId" : "mé","channel":"c", "timestamp":"2020-01-01T00:00:00.5+01:00","x":[1] }\
        """;

    assertThat(parse(json + "\r"))
        .isEqualTo(
            new RecordedLine.Event(7, "mé", "c", Instant.parse("2019-12-31T23:00:00.500Z"), json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"yesterday\"", "\"2020-01-01T00:00:00\"", "5", "null", "{}"})
  void acceptsAnUnreadableTimestamp(String timestamp) {
    String json = "{\"userId\":\"u\",\"channel\":\"c\",\"timestamp\":" + timestamp + "}";

    assertThat(parse(json)).isEqualTo(new RecordedLine.Event(7, "u", "c", null, json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"userId\":|is not JSON",
        "nonsense|is not JSON",
        "{\"userId\":\"u\",\"channel\":\"c\"} {}|is not JSON",
        "[1]|not a JSON object",
        "\"text\"|not a JSON object",
        "{\"channel\":\"c\"}|no userId and channel",
        "{\"userId\":5,\"channel\":\"c\"}|no userId and channel",
        "{\"userId\":\"u\",\"channel\":null}|no userId and channel"
      })
  void reportsWhyALineCannotBeSent(String line, String reason) {
    assertThat(parse(line))
        .isInstanceOfSatisfying(
            RecordedLine.Bad.class,
            bad -> {
              assertThat(bad.number()).isEqualTo(7);
              assertThat(bad.reason()).contains(reason);
            });
  }

  @Test
  void refusesInvalidUtf8AndLongLines() {
    assertThat(parser.parse(1, new byte[] {'{', (byte) 0xff, '}'}))
        .isEqualTo(new RecordedLine.Bad(1, "is not UTF-8"));
    assertThat(parser.parse(2, new byte[201]))
        .isEqualTo(new RecordedLine.Bad(2, "longer than 200 bytes"));
  }

  private RecordedLine parse(String line) {
    return parser.parse(7, line.getBytes(StandardCharsets.UTF_8));
  }
}
