package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recording activity over HTTP (contract, section 6). */
class ActivityAcceptanceIT {
  private static final Duration NOW = Duration.ZERO;
  private static final String INVALID = "Validation errors/ Invalid arguments: ";

  private final Scene scene = Scene.create();

  @Test
  void theAnswerIsTheSessionOfEachEventInTheOrderSent() {
    Event first = Scene.user(NOW).with("userId", "ann");
    Event second = Scene.user(NOW).with("userId", "bob");
    Event third = Scene.bot(NOW).with("userId", "ann");
    Answer answer = scene.bot().send(first, second, third);
    String ann = answer.json().at("/results/0/sessionId").asText();
    String bob = answer.json().at("/results/1/sessionId").asText();
    assertThat(ann).matches("[0-9a-f]{24}").isNotEqualTo(bob);
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.brief())
        .isEqualTo(
            "200 {\"results\":["
                + "{\"eventId\":\"%s\",\"sessionId\":\"%s\",\"sessionStatus\":\"active\"},"
                    .formatted(first.eventId(), ann)
                + "{\"eventId\":\"%s\",\"sessionId\":\"%s\",\"sessionStatus\":\"active\"},"
                    .formatted(second.eventId(), bob)
                + "{\"eventId\":\"%s\",\"sessionId\":\"%s\",\"sessionStatus\":\"active\"}]}"
                    .formatted(third.eventId(), ann));
  }

  @Test
  void theAliasOfThePathRecordsToo() {
    Answer answer =
        scene
            .bot()
            .client()
            .call(
                "POST",
                "/api/public/stream/" + scene.bot().id() + "/activity",
                scene.bot().builder().token(),
                Client.text(Map.of("events", List.of(Scene.user(NOW)))));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(scene.all()).hasSize(1);
  }

  @Test
  void aBadEventDoesNotStopTheGoodOnes() {
    Event good = Scene.user(NOW);
    Event bad = Scene.user(NOW).with("type", "shout");
    Event alsoGood = Scene.bot(NOW);
    JsonNode results = scene.bot().send(good, bad, alsoGood).json().path("results");
    assertThat(results.findValuesAsText("eventId"))
        .containsExactly(good.eventId(), bad.eventId(), alsoGood.eventId());
    assertThat(results.get(0).has("error")).isFalse();
    assertThat(results.get(1).has("sessionId")).isFalse();
    assertThat(results.at("/1/error/code").asInt()).isEqualTo(412);
    assertThat(results.at("/1/error/msg").asText()).startsWith(INVALID + "type: must be one of");
    assertThat(results.get(2).has("error")).isFalse();
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(2);
  }

  static Stream<Arguments> badEvents() {
    Event event = Scene.user(NOW);
    return Stream.of(
        Arguments.of("eventId", event.without("eventId")),
        Arguments.of("eventId", event.with("eventId", "")),
        Arguments.of("eventId", event.with("eventId", "x".repeat(129))),
        Arguments.of("eventId", event.with("eventId", 7)),
        Arguments.of("type", event.without("type")),
        Arguments.of("type", event.with("type", "USERMESSAGE")),
        Arguments.of("type", event.with("type", List.of("userMessage"))),
        Arguments.of("userId", event.without("userId")),
        Arguments.of("userId", event.with("userId", "")),
        Arguments.of("userId", event.with("userId", "x".repeat(257))),
        Arguments.of("channel", event.without("channel")),
        Arguments.of("channel", event.with("channel", "x".repeat(65))),
        Arguments.of("channel", event.with("channel", 1)),
        Arguments.of("timestamp", event.with("timestamp", 1709632800000L)),
        Arguments.of("lang", event.with("lang", 1)),
        Arguments.of("intent", event.with("intent", List.of())),
        Arguments.of("invalidInput", event.with("invalidInput", "true")),
        Arguments.of("refresh", event.with("refresh", 1)),
        Arguments.of("isDeveloper", event.with("isDeveloper", "yes")),
        Arguments.of("task", event.with("task", 1)),
        Arguments.of("tags", event.with("tags", List.of())),
        Arguments.of("tags.user", event.with("tags", Map.of("user", Map.of()))),
        Arguments.of(
            "tags.session[0].name", event.with("tags", tags("session", "x".repeat(129), "v"))),
        Arguments.of("tags.user[0].value", event.with("tags", tags("user", "n", "x".repeat(257)))),
        Arguments.of("tags.user[0].name", event.with("tags", tags("user", "", "v"))),
        Arguments.of(
            "tags.user[0].value",
            event.with("tags", Map.of("user", List.of(Map.of("name", "n", "value", 1))))),
        Arguments.of("text", event.with("text", "x".repeat(32 * 1024 + 1))),
        Arguments.of("text", event.with("text", Map.of())));
  }

  @ParameterizedTest(name = "{0} ({index})")
  @MethodSource("badEvents")
  void anEventWithAFieldThatIsMissingOrWrongIsAnswered412NamingTheField(String field, Event event) {
    JsonNode result = scene.bot().send(event).json().at("/results/0");
    assertThat(result.at("/error/code").asInt()).isEqualTo(412);
    assertThat(result.at("/error/msg").asText()).startsWith(INVALID + field + ": ");
    assertThat(scene.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"event\"", "null", "[]", "true"})
  void anEventThatIsNoObjectIsAnsweredWithoutAnIdentifier(String event) {
    Answer answer = post("{\"events\":[" + event + "]}");
    assertThat(answer.brief())
        .isEqualTo(
            "200 {\"results\":[{\"eventId\":null,\"error\":{\"msg\":\""
                + INVALID
                + "event: must be an object\",\"code\":412}}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-05",
        "2024-03-05T10:00:00",
        "2024-03-05T10:00:00.123",
        "yesterday",
        "2024-02-30T10:00:00Z",
        "2024-03-05T25:00:00Z",
        "1969-12-31T23:59:59Z"
      })
  void aTimestampThatIsNoTimeWithAZoneIsAnswered400(String timestamp) {
    JsonNode result =
        scene.bot().send(Scene.user(NOW).with("timestamp", timestamp)).json().at("/results/0");
    assertThat(result.at("/error/code").asInt()).isEqualTo(400);
    assertThat(result.at("/error/msg").asText()).startsWith("timestamp: \"" + timestamp + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-05T10:00:00Z",
        "2024-03-05T10:00:00.000Z",
        "2024-03-05T10:00:00.000000001Z",
        "2024-03-05T19:00:00+09:00",
        "2024-03-05T05:30:00.000-04:30",
        "2024-03-05T10:00Z",
        "2024-03-05T10:00:00+0000"
      })
  void aTimestampMayHaveAFractionAndAnyZone(String timestamp) {
    scene.record(Scene.user(NOW).with("timestamp", timestamp));
    assertThat(scene.only().path("start_time").asText()).isEqualTo("2024-03-05T10:00:00.000Z");
  }

  @Test
  void anEventMoreThanFiveMinutesInTheFutureIsAnswered400AndOneNotSoFarIsTaken() {
    Instant now = Instant.now();
    JsonNode results =
        scene
            .bot()
            .send(
                Event.userMessage("ann", "rtm", now.plusSeconds(290)),
                Event.userMessage("bob", "rtm", now.plusSeconds(360)))
            .json()
            .path("results");
    assertThat(results.get(0).has("sessionId")).isTrue();
    assertThat(results.at("/1/error/code").asInt()).isEqualTo(400);
    assertThat(results.at("/1/error/msg").asText())
        .contains(now.plusSeconds(360).toString())
        .contains("more than 5 minutes in the future");
  }

  @Test
  void withoutATimestampTheTimeOfArrivalCounts() {
    Instant before = Instant.now().minusMillis(1);
    scene.record(Scene.user(NOW).without("timestamp"));
    Instant start =
        Instant.parse(scene.bot().history(Map.of()).json().at("/sessions/0/start_time").asText());
    assertThat(start).isBetween(before, Instant.now());
  }

  @Test
  void longestValuesAreTakenAndComeBackWhole() {
    String name = "n".repeat(128);
    String value = "😀".repeat(256);
    String user = "ü".repeat(256);
    scene.record(
        Scene.user(NOW)
            .with("eventId", "e".repeat(128))
            .with("userId", user)
            .with("channel", "c".repeat(64))
            .with("text", "x".repeat(32 * 1024))
            .with("tags", tags("user", name, value)));
    JsonNode session = scene.only();
    assertThat(session.path("userId").asText()).isEqualTo(user);
    assertThat(session.path("channel").asText()).isEqualTo("c".repeat(64));
    assertThat(session.at("/tags/userTags/0/name").asText()).isEqualTo(name);
    assertThat(session.at("/tags/userTags/0/value").asText()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"e", "😀"})
  void theLongestIdentifierOfABadEventComesBackWholeToo(String character) {
    String id = character.repeat(128);
    JsonNode result =
        scene.bot().send(Scene.user(NOW).with("eventId", id).with("type", "shout")).json();
    assertThat(result.at("/results/0/eventId").asText()).isEqualTo(id);
    assertThat(result.at("/results/0/error/code").asInt()).isEqualTo(412);
  }

  @Test
  void userIdsAreAnyStrings() {
    List<String> users =
        List.of(
            "ann@example.com",
            "u-1 2",
            "#",
            "a#b#c",
            "' OR 1=1",
            "\u0000\n",
            "日本語",
            " ",
            "😀",
            "\"\\");
    for (String user : users) {
      scene.record(Scene.user(NOW).with("userId", user).with("channel", "#" + user));
      JsonNode found =
          scene
              .bot()
              .history(Map.of("userId", user, "dateFrom", "2024-03-05", "dateTo", "2024-03-05"))
              .json();
      assertThat(found.path("total").asInt()).isEqualTo(1);
      assertThat(found.at("/sessions/0/userId").asText()).isEqualTo(user);
      assertThat(found.at("/sessions/0/channel").asText()).isEqualTo("#" + user);
    }
    assertThat(scene.all()).hasSize(users.size());
  }

  @Test
  void aRepeatedEventChangesNothingAndIsAnsweredWithItsSession() {
    Event event = Scene.user(NOW).with("tags", Scene.userTag("plan", "gold"));
    String id = scene.session(event);
    JsonNode before = scene.only();
    assertThat(scene.session(event, event)).isEqualTo(id);
    assertThat(scene.session(event.with("type", "taskCompleted").with("lang", "ja"))).isEqualTo(id);
    assertThat(scene.only()).isEqualTo(before);
  }

  @Test
  void anEventRepeatedAfterItsSessionClosedIsAnsweredWithThatSessionClosed() {
    Event event = Scene.user(NOW);
    String id = scene.session(event);
    scene.close("u-1");
    JsonNode result = scene.bot().record(event).getFirst();
    assertThat(result.path("sessionId").asText()).isEqualTo(id);
    assertThat(result.path("sessionStatus").asText()).isEqualTo("closed");
    scene.session(Scene.user(Duration.ofMinutes(60)));
    assertThat(scene.bot().recordOne(event)).isEqualTo(id);
    assertThat(scene.all()).hasSize(2);
  }

  @Test
  void anIdentifierIsKnownAmongTheLastFiftyEventsOfItsConversation() {
    List<Event> events =
        IntStream.range(0, 50).mapToObj(i -> Scene.user(Duration.ofSeconds(i))).toList();
    scene.record(events.toArray(Event[]::new));
    scene.record(events.toArray(Event[]::new));
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(50);
  }

  @Test
  void aRepeatedRequestIsHeldAgainstWhatWasRememberedWhenItBegan() {
    Event[] fifty =
        IntStream.range(0, 50)
            .mapToObj(i -> Scene.user(Duration.ofSeconds(i)))
            .toArray(Event[]::new);
    scene.record(fifty);
    scene.record(Scene.user(Duration.ofSeconds(50)));
    scene.record(fifty);
    // Only the first of the fifty was not among the last fifty events any more.
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(52);
    scene.record(fifty);
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(52);
  }

  @Test
  void aRepeatedRequestWithNewEventsBeforeTheOldOnesCountsTheNewOnesAlone() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      events.add(Scene.user(Duration.ofSeconds(i)));
    }
    scene.record(events.toArray(Event[]::new));
    for (int i = 0; i < 50; i++) {
      events.add(i, Scene.bot(Duration.ofSeconds(50)));
    }
    scene.record(events.toArray(Event[]::new));
    scene.record(events.toArray(Event[]::new));
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(100);
  }

  @Test
  void theSameIdentifierInAnotherConversationIsAnotherEvent() {
    Event event = Scene.user(NOW);
    scene.record(event, event.with("channel", "sms"), event.with("userId", "u-2"));
    assertThat(scene.all()).hasSize(3);
  }

  @Test
  void aRequestTakesOneToAHundredEvents() {
    Event[] hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> Scene.user(Duration.ofSeconds(i)))
            .toArray(Event[]::new);
    assertThat(scene.bot().send(hundred).json().path("results")).hasSize(100);
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(100);

    List<Event> more = new ArrayList<>(List.of(hundred));
    more.add(Scene.user(NOW));
    Answer tooMany = scene.bot().send(more.toArray(Event[]::new));
    assertThat(tooMany.brief()).isEqualTo(refused("events: must be an array of 1 to 100 items"));
    assertThat(post("{\"events\":[]}").brief())
        .isEqualTo(refused("events: must be an array of 1 to 100 items"));
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"events\":null}",
        "{\"events\":{}}",
        "{\"events\":\"x\"}",
        "{"
      })
  void aBodyWithoutEventsIsAnswered412(String body) {
    Answer answer = post(body);
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.message()).startsWith(INVALID);
    assertThat(answer.json().at("/errors/0/code").asInt()).isEqualTo(412);
  }

  @Test
  void aSessionHasAtMostFiftyTagsOfEachKind() {
    scene.record(Scene.user(NOW).with("tags", Map.of("user", many(50), "session", many(50))));
    JsonNode result =
        scene
            .bot()
            .send(Scene.user(Duration.ofMinutes(1)).with("tags", tags("user", "one more", "x")))
            .json()
            .at("/results/0");
    assertThat(result.at("/error/code").asInt()).isEqualTo(400);
    assertThat(result.at("/error/msg").asText()).contains("50 tags");
    // All or nothing: the message does not count either.
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(1);
    assertThat(scene.only().at("/tags/userTags")).hasSize(50);
    assertThat(scene.only().at("/tags/sessionTags")).hasSize(50);
    scene.record(Scene.user(Duration.ofMinutes(1)).with("tags", tags("user", "n7", "new")));
    assertThat(scene.only().at("/tags/userTags/7/value").asText()).isEqualTo("new");
  }

  @Test
  void unknownFieldsAreIgnored() {
    scene.record(
        Scene.user(NOW).with("botId", "st-other").with("sessionId", "x").with("mood", Map.of()));
    assertThat(scene.only().path("botId").asText()).isEqualTo(scene.bot().id().value());
  }

  @Test
  void aConversationsEventsAreAppliedInTheOrderSent() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      // All at one instant: only the order sent tells which value of the tag is the latest.
      events.add(
          Scene.user(NOW).with("tags", tags("session", "n", "v" + i)).with("lang", "l" + i % 20));
    }
    scene.record(events.toArray(Event[]::new));
    assertThat(scene.only().at("/tags/sessionTags/0/value").asText()).isEqualTo("v59");
    assertThat(scene.only().path("session_lang")).hasSize(20);
    assertThat(scene.only().at("/session_lang/19").asText()).isEqualTo("l19");
  }

  @Test
  void manySessionsOfOneConversationInOneRequestAreAllThere() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(Scene.user(Duration.ofMinutes(16L * i)));
    }
    assertThat(
            scene.bot().record(events.toArray(Event[]::new)).stream()
                .map(result -> result.path("sessionId").asText()))
        .doesNotHaveDuplicates();
    assertThat(scene.all()).hasSize(100);
    assertThat(scene.all("?containmentType=dropOff")).hasSize(99);
  }

  private Answer post(String body) {
    return scene
        .bot()
        .client()
        .call("POST", scene.bot().path("activity"), scene.bot().builder().token(), body);
  }

  private static String refused(String why) {
    return "412 {\"errors\":[{\"msg\":\"" + INVALID + why + "\",\"code\":412}]}";
  }

  private static Map<String, ?> tags(String kind, String name, String value) {
    return Map.of(kind, List.of(Map.of("name", name, "value", value)));
  }

  private static List<Map<String, String>> many(int count) {
    return IntStream.range(0, count)
        .<Map<String, String>>mapToObj(
            i -> {
              Map<String, String> tag = new LinkedHashMap<>();
              tag.put("name", "n" + i);
              tag.put("value", "v");
              return tag;
            })
        .toList();
  }
}
