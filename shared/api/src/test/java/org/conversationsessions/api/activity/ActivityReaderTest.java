package org.conversationsessions.api.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;
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

  @Test
  void theFutureBeginsNowHoweverLongAgoAnEventCame() {
    Instant hourAgo = NOW.minusSeconds(3600);
    assertThat(timeOf("2024-03-05T10:05:00Z", hourAgo)).contains(NOW.plusSeconds(300));
    assertThat(timeOf("2024-03-05T10:05:00.001Z", hourAgo)).isEmpty();
    assertThat(timeOf(null, hourAgo)).contains(hourAgo);
  }

  private static Optional<Instant> timeOf(@Nullable String timestamp, Instant arrival) {
    Map<String, String> fields = new HashMap<>();
    fields.put("eventId", "e");
    fields.put("type", "userMessage");
    fields.put("userId", "ann");
    fields.put("channel", "rtm");
    if (timestamp != null) {
      fields.put("timestamp", timestamp);
    }
    return ActivityReader.event(JsonObject.ofTexts(fields), BOT, arrival, NOW)
            instanceof ActivityItem.Valid(ActivityEvent event)
        ? Optional.of(event.timestamp())
        : Optional.empty();
  }

  private static Optional<String> idOf(Map<String, String> fields) {
    Json event = JsonObject.ofTexts(fields);
    return ActivityReader.event(event, BOT, NOW, NOW) instanceof ActivityItem.Invalid invalid
        ? invalid.eventId()
        : Optional.of("valid");
  }
}
