package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How long sessions are kept (contract, section 11). */
class ExpiryAcceptanceIT {
  private static final Tables TABLES = Tables.of(RunningService.get());

  private final Scene scene = Scene.create();
  private String expired = "";
  private String kept = "";

  /**
   * Two closed sessions, of which the older has expired and is still stored, as it is until
   * DynamoDB removes it.
   */
  @BeforeEach
  void record() {
    Event older = Scene.user(Duration.ZERO).with("tags", Scene.userTag("plan", "gold"));
    expired = scene.session(older);
    kept = scene.session(older.with("timestamp", "2024-03-05T12:00:00Z").with("eventId", "e-2"));
    scene.close("u-1");
    List<Map<String, AttributeValue>> stored = TABLES.sessionsOf(scene.bot());
    assertThat(stored).hasSize(2);
    TABLES.expire(stored.getFirst(), Instant.now().minusSeconds(1).getEpochSecond());
  }

  @Test
  @Tag("difference:expiry")
  void whatHasExpiredButIsStillStoredIsNeitherReturnedNorCounted() {
    assertThat(TABLES.sessionsOf(scene.bot())).hasSize(2);
    assertOnlyTheKept("", Map.of());
    assertOnlyTheKept("?containmentType=dropOff", Map.of());
    assertOnlyTheKept("", Map.of("userId", "u-1"));
    assertOnlyTheKept("?containmentType=dropOff", Map.of("userId", "u-1"));
    assertOnlyTheKept("", Map.of("sessionType", "interactive"));
    assertOnlyTheKept("", Map.of("tags", List.of(Map.of("name", "plan", "value", "gold"))));
    assertOnlyTheKept(
        "", Map.of("userId", "u-1", "tags", List.of(Map.of("name", "plan", "value", "gold"))));
  }

  @Test
  void anExpiredSessionIsNotFoundByItsIdentifier() {
    JsonNode found = scene.bot().history(Map.of("sessionId", List.of(expired, kept))).json();
    assertThat(found.findValuesAsText("sessionId")).containsExactly(kept);
    assertThat(found.path("invalidSessions")).hasToString("[\"" + expired + "\"]");
    assertThat(found.path("total").asInt()).isEqualTo(1);
  }

  @Test
  void anExpiredSessionIsNotInTheAccountsHistory() {
    Answer answer =
        scene
            .bot()
            .client()
            .call(
                "POST",
                "/api/public/getSessions",
                scene.bot().admin().token(),
                Client.text(Map.of("dateFrom", "2024-03-05")));
    assertThat(answer.json().findValuesAsText("sessionId")).containsExactly(kept);
    assertThat(answer.json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void noLateEventReachesAnExpiredSession() {
    Answer answer = scene.bot().send(Scene.bot(Duration.ofMinutes(1)));
    assertThat(answer.json().at("/results/0/error/code").asInt()).isEqualTo(400);
    assertOnlyTheKept("", Map.of());
  }

  @ParameterizedTest
  @ValueSource(longs = {60, 86_400})
  void whatExpiresLaterIsStillThere(long seconds) {
    Map<String, AttributeValue> older = TABLES.sessionsOf(scene.bot()).getFirst();
    TABLES.expire(older, Instant.now().plusSeconds(seconds).getEpochSecond());
    assertThat(scene.all()).hasSize(2);
    assertThat(scene.all("?containmentType=dropOff")).hasSize(2);
  }

  @Test
  void aSessionIsKeptNinetyDaysFromWhenItsClosingWasRecordedWhateverTheEventsDates() {
    long ninetyDays = Instant.now().plus(Duration.ofDays(90)).getEpochSecond();
    Map<String, AttributeValue> item = TABLES.sessionsOf(scene.bot()).getLast();
    assertThat(Long.parseLong(expiry(item))).isBetween(ninetyDays - 120, ninetyDays);
  }

  @Test
  void aLateEventDoesNotChangeWhenAClosedSessionExpires() {
    String before = expiry(TABLES.sessionsOf(scene.bot()).getLast());
    assertThat(scene.session(Scene.bot(Duration.ofMinutes(119)))).isEqualTo(kept);
    assertThat(expiry(TABLES.sessionsOf(scene.bot()).getLast())).isEqualTo(before);
  }

  @Test
  void aLiveSessionDoesNotExpire() {
    Scene other = Scene.create();
    other.record(Scene.user(Duration.ZERO));
    assertThat(TABLES.sessionsOf(other.bot()).getFirst()).doesNotContainKey("expiresAt");
  }

  private static String expiry(Map<String, AttributeValue> session) {
    return Objects.requireNonNull(session.get("expiresAt"), "expiresAt").n();
  }

  private void assertOnlyTheKept(String query, Map<String, ?> filter) {
    Map<String, Object> body = new HashMap<>(filter);
    body.put("dateFrom", "2024-03-05");
    JsonNode page = scene.bot().history(query, body).json();
    assertThat(page.path("total").asInt()).isEqualTo(1);
    assertThat(page.path("moreAvailable").asBoolean()).isFalse();
    assertThat(page.findValuesAsText("sessionId")).containsExactly(kept);
  }
}
