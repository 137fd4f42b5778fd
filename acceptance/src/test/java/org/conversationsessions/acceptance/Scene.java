package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happens to a bot in the past, told by how long after one start it happens; as a rule to user
 * {@code u-1} on channel {@code rtm}.
 *
 * @param bot whom it happens to
 */
record Scene(TestBot bot) {
  /** When it begins. */
  static final Instant START = Instant.parse("2024-03-05T10:00:00.000Z");

  /** A scene with a bot of its own. */
  static Scene create() {
    return new Scene(TestBot.create());
  }

  static Event event(String type, Duration after) {
    return Event.of(type, "u-1", "rtm", START.plus(after));
  }

  static Event user(Duration after) {
    return event("userMessage", after);
  }

  static Event bot(Duration after) {
    return event("botMessage", after);
  }

  /** What an event's field {@code tags} is to be to set one tag of the user. */
  static Map<String, ?> userTag(String name, String value) {
    return Map.of("user", List.of(Map.of("name", name, "value", value)));
  }

  /** The same for a tag of the session. */
  static Map<String, ?> sessionTag(String name, String value) {
    return Map.of("session", List.of(Map.of("name", name, "value", value)));
  }

  static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  /** Records events; the session that the last of them went to. */
  String session(Event... events) {
    return bot.record(events).getLast().path("sessionId").asText();
  }

  void record(Event... events) {
    bot.record(events);
  }

  /** Closes what is live of a user. */
  void close(String userId) {
    assertThat(bot.close(Map.of("userId", userId)).brief()).isEqualTo("200 {\"success\":true}");
  }

  void settings(Map<String, ?> settings) {
    assertThat(bot.settings(settings).status()).isEqualTo(200);
  }

  void sweep(Instant time) {
    bot.sweep(time);
  }

  /** All sessions around the start, the newest first. */
  JsonNode all() {
    return all("");
  }

  /**
   * Those of the sessions around the start that a query asks for.
   *
   * @param query with its question mark
   */
  JsonNode all(String query) {
    Answer answer = bot.history(query, Map.of("dateFrom", "2024-03-02", "dateTo", "2024-03-08"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("total").asInt())
        .isEqualTo(answer.json().path("sessions").size());
    return answer.json().path("sessions");
  }

  /** The only session there is. */
  JsonNode only() {
    JsonNode all = all();
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
