package org.conversationsessions.api.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

class ActivityReaderTest {
  private static final BotId BOT = new BotId("st-1");
  private static final Instant NOW = Instant.parse("2024-03-05T10:00:00Z");

  @Test
  void theIdentifierOfABadEventIsToldWholeIfItIsOne() {
    String longest = "😀".repeat(128);
    assertThat(idOf(Map.of("eventId", longest))).contains(longest);
    assertThat(idOf(Map.of("eventId", longest + "x"))).contains("😀".repeat(79) + "…");
    assertThat(idOf(Map.of())).isEmpty();
  }

  private static Optional<String> idOf(Map<String, String> fields) {
    Json event = JsonObject.ofTexts(fields);
    return ActivityReader.event(event, BOT, NOW) instanceof ActivityItem.Invalid invalid
        ? invalid.eventId()
        : Optional.of("valid");
  }
}
