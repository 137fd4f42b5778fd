package org.conversationsessions.cli.replay.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Parses lines into events. Checks only what sending needs; the service validates the rest and
 * reports it for each event.
 */
final class LineParser {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final int limit;

  /** Creates a parser for lines of at most {@code limit} bytes. */
  LineParser(int limit) {
    this.limit = limit;
  }

  RecordedLine parse(long number, byte[] bytes) {
    if (bytes.length > limit) {
      return new RecordedLine.Bad(number, "longer than " + limit + " bytes");
    }
    String json;
    JsonNode event;
    try {
      json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      event = JSON.readTree(json);
    } catch (CharacterCodingException e) {
      return new RecordedLine.Bad(number, "is not UTF-8");
    } catch (JsonProcessingException e) {
      return new RecordedLine.Bad(number, "is not JSON: " + e.getOriginalMessage());
    }
    if (!event.isObject()) {
      return new RecordedLine.Bad(number, "is not a JSON object");
    }
    if (!event.path("userId").isTextual() || !event.path("channel").isTextual()) {
      return new RecordedLine.Bad(
          number, "has no userId and channel, so it belongs to no conversation");
    }
    return new RecordedLine.Event(
        number,
        event.path("userId").textValue(),
        event.path("channel").textValue(),
        instant(event.path("timestamp").asText()),
        json);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
