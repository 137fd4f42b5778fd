package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bot's sessions history: its rows, filters and pages (contract, section 5). */
class HistoryAcceptanceIT {
  private static final String INVALID = "Validation errors/ Invalid arguments: ";
  private static final Map<String, String> DAY =
      Map.of("dateFrom", "2024-03-05", "dateTo", "2024-03-05");

  private final Scene scene = Scene.create();

  @Test
  void aSessionShowsEveryFieldAlways() {
    String id = scene.session(Scene.event("connect", Duration.ZERO));
    assertThat(id)
        .matches("[0-9a-f]{24}")
        .startsWith(Long.toHexString(Scene.START.getEpochSecond()));
    String row =
        ("{\"sessionId\":\"%s\",\"botId\":\"%s\",\"channel\":\"rtm\",\"userId\":\"u-1\","
                + "\"start_time\":\"2024-03-05T10:00:00.000Z\",\"end_time\":\"2024-03-05T10:00:00.000Z\","
                + "\"session_lang\":[\"en\"],\"sessionType\":\"non-interactive\","
                + "\"containmentType\":\"selfService\",\"isDeveloper\":false,\"sessionStatus\":\"active\","
                + "\"tags\":{\"userTags\":[],\"sessionTags\":[],\"altText\":[]},"
                + "\"noOfMessagesExchanged\":0,\"noOfTasksExecuted\":0,"
                + "\"closeReason\":null,\"closedAt\":null}")
            .formatted(id, scene.bot().id());
    assertThat(scene.bot().history(DAY).brief())
        .isEqualTo(
            "200 {\"total\":1,\"moreAvailable\":false,\"sessions\":[" + row + "],\"next\":null}");
    assertThat(scene.bot().history(Map.of("sessionId", List.of(id))).brief())
        .isEqualTo(
            "200 {\"total\":1,\"moreAvailable\":false,\"sessions\":["
                + row
                + "],\"next\":null,\"invalidSessions\":[]}");
  }

  @Test
  void aClosedSessionShowsAllThatHappened() {
    String id =
        scene.session(
            Scene.user(Duration.ofMillis(7)).with("lang", "de").with("isDeveloper", true),
            Scene.event("agentTransfer", Duration.ofSeconds(1)),
            Scene.event("agentMessage", Duration.ofSeconds(2))
                .with("tags", Scene.userTag("a", "b")),
            Scene.event("taskCompleted", Duration.ofSeconds(3))
                .with("tags", Scene.sessionTag("c", "d")));
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    scene.close("u-1");
    String closedAt = scene.only().path("closedAt").asText();
    assertThat(Instant.parse(closedAt)).isBetween(before, Instant.now());
    assertThat(scene.only())
        .hasToString(
            ("{\"sessionId\":\"%s\",\"botId\":\"%s\",\"channel\":\"rtm\",\"userId\":\"u-1\","
                    + "\"start_time\":\"2024-03-05T10:00:00.007Z\",\"end_time\":\"2024-03-05T10:00:03.000Z\","
                    + "\"session_lang\":[\"de\"],\"sessionType\":\"interactive\","
                    + "\"containmentType\":\"agent\",\"isDeveloper\":true,\"sessionStatus\":\"closed\","
                    + "\"tags\":{\"userTags\":[{\"value\":\"b\",\"name\":\"a\"}],"
                    + "\"sessionTags\":[{\"value\":\"d\",\"name\":\"c\"}],\"altText\":[]},"
                    + "\"noOfMessagesExchanged\":2,\"noOfTasksExecuted\":1,"
                    + "\"closeReason\":\"api\",\"closedAt\":\"%s\"}")
                .formatted(id, scene.bot().id(), closedAt));
  }

  @Test
  void aBotWithoutSessionsHasAnEmptyHistory() {
    assertThat(scene.bot().history(Map.of()).brief())
        .isEqualTo("200 {\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"next\":null}");
  }

  @Test
  void aLiveSessionIsShownWithItsFiguresOfThisMoment() {
    String id = scene.session(Scene.user(Duration.ZERO));
    for (int i = 1; i <= 5; i++) {
      scene.record(
          Scene.bot(Duration.ofSeconds(i)).with("lang", "l" + i),
          Scene.event("taskFailed", Duration.ofSeconds(i))
              .with("tags", Scene.sessionTag("n", "v" + i)));
      JsonNode session = scene.only();
      assertThat(session.path("noOfMessagesExchanged").asInt()).isEqualTo(1 + i);
      assertThat(session.path("noOfTasksExecuted").asInt()).isEqualTo(i);
      assertThat(session.path("session_lang")).hasSize(i);
      assertThat(session.at("/tags/sessionTags/0/value").asText()).isEqualTo("v" + i);
      assertThat(session.path("end_time").asText()).isEqualTo("2024-03-05T10:00:0" + i + ".000Z");
      assertThat(scene.bot().session(id)).isEqualTo(session);
      assertThat(scene.all("?containmentType=selfService").get(0)).isEqualTo(session);
    }
  }

  @Test
  void aFilterOnTagsSeesTheTagsOfALiveSessionsRecord() {
    scene.record(Scene.user(Duration.ZERO).with("tags", Scene.userTag("plan", "silver")));
    scene.record(
        Scene.event("tags", Duration.ofSeconds(1)).with("tags", Scene.userTag("plan", "gold")));
    assertThat(tagged("gold")).isZero();
    assertThat(tagged("silver")).isEqualTo(1);

    // Going to an agent writes the record.
    scene.record(Scene.event("agentTransfer", Duration.ofSeconds(2)));
    assertThat(tagged("gold")).isEqualTo(1);
    assertThat(tagged("silver")).isZero();
  }

  private int tagged(String plan) {
    return total(Map.of("tags", List.of(Map.of("name", "plan", "value", plan))));
  }

  @ParameterizedTest
  @CsvSource({
    "dropOff, dropOff",
    "dropoff, dropOff",
    "SELFSERVICE, selfService",
    "selfService, selfService",
    "Agent, agent"
  })
  void containmentTypeIsTakenInAnyCase(String asked, String meant) {
    oneOfEach();
    assertThat(scene.all("?containmentType=" + asked).findValuesAsText("containmentType"))
        .containsExactly(meant);
  }

  @Test
  void withoutAContainmentTypeAllAreShown() {
    oneOfEach();
    assertThat(scene.all()).hasSize(3);
    assertThat(scene.all("?containmentType=")).hasSize(3);
  }

  @Test
  void anUnknownContainmentTypeIsAnswered412() {
    assertThat(scene.bot().history("?containmentType=lost", Map.of()).brief())
        .isEqualTo(refused("containmentType: must be one of dropOff, selfService, agent"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "{\"userId\":null,\"skip\":null,\"tags\":null,\"sessionId\":null,\"cursor\":null}"
      })
  void anEmptyBodyMeansTheSevenDaysUpToNow(String body) {
    Instant now = Instant.now();
    scene.record(
        Event.userMessage("now", "rtm", now),
        Event.userMessage("inside", "rtm", now.minus(Duration.ofDays(7)).plusSeconds(60)),
        Event.userMessage("before", "rtm", now.minus(Duration.ofDays(7)).minusSeconds(60)),
        Event.userMessage("ahead", "rtm", now.plusSeconds(200)));
    Answer answer = post(body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().findValuesAsText("userId")).containsExactly("now", "inside");
    assertThat(answer.json().path("total").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"x\"", "null", "{", "{\"skip\":}", "{} {}", "{\"skip\":01}"})
  void aBodyThatIsNoJsonObjectIsAnswered412(String body) {
    Answer answer = post(body);
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.message()).startsWith(INVALID + "body: ");
  }

  @Test
  void userIdShowsThatUserOnlyOnAllChannels() {
    scene.record(
        Scene.user(Duration.ZERO),
        Scene.user(Duration.ofSeconds(1)).with("channel", "sms"),
        Scene.user(Duration.ofSeconds(2)).with("userId", "u-2"),
        Scene.user(Duration.ofSeconds(3)).with("userId", "u-1#"));
    JsonNode found = ask(Map.of("userId", "u-1"));
    assertThat(found.path("total").asInt()).isEqualTo(2);
    assertThat(found.findValuesAsText("channel")).containsExactly("sms", "rtm");
    assertThat(total(Map.of("userId", "nobody"))).isZero();
  }

  @Test
  void sessionTypeShowsThatTypeOnly() {
    oneOfEach();
    assertThat(ask(Map.of("sessionType", "interactive")).findValuesAsText("userId"))
        .containsExactly("u-agent", "u-drop");
    assertThat(ask(Map.of("sessionType", "non-interactive")).findValuesAsText("userId"))
        .containsExactly("u-self");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userId|\"\"",
        "userId|7",
        "userId|[]",
        "skip|-1",
        "skip|1.5",
        "skip|\"x\"",
        "skip|true",
        "offset|-1",
        "offset|{}",
        "limit|0",
        "limit|-5",
        "limit|\"0\"",
        "limit|\"many\"",
        "limit|[10]",
        "limit|\"\"",
        "dateFrom|20240305",
        "dateTo|true",
        "dateFrom|\"\"",
        "sessionType|\"Interactive\"",
        "sessionType|\"both\"",
        "sessionType|1",
        "tags|\"plan\"",
        "tags|1",
        "tags.and|{\"and\":{}}",
        "tags.and[0].name|{\"and\":[{\"values\":[\"a\"]}]}",
        "tags.and[0].values|{\"and\":[{\"name\":\"a\"}]}",
        "tags.and[0].values|{\"and\":[{\"name\":\"a\",\"values\":\"a\"}]}",
        "tags.and[0].values|{\"and\":[{\"name\":\"a\",\"values\":[]}]}",
        "tags.and[0].values[1]|{\"and\":[{\"name\":\"a\",\"values\":[\"b\",1]}]}",
        "tags.or[0].type|{\"or\":[{\"name\":\"a\",\"values\":[\"b\"],\"type\":\"messageTags\"}]}",
        "tags[0].name|[{\"value\":\"a\"}]",
        "tags[0]|[1]",
        "sessionId|\"65e6ed10\"",
        "sessionId|{}",
        "sessionId[0]|[1]",
        "cursor|7",
        "cursor|\"\"",
        "cursor|\"abc\"",
        "cursor|\"e30\"",
        "cursor|\"!\""
      })
  void aFieldOfTheWrongTypeOrOutsideItsValuesIsAnswered412NamingIt(String field, String value) {
    String top = field.replaceFirst("[.\\[].*", "");
    Answer answer = post("{\"" + top + "\":" + value + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(412);
    assertThat(answer.message()).startsWith(INVALID + field + ": ");
    assertThat(answer.json().at("/errors/0/code").asInt()).isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "offset"})
  void skipAndOffsetAreTwoNamesOfOneNumber(String name) {
    several(5);
    JsonNode page = ask(Map.of(name, 3));
    assertThat(page.findValuesAsText("userId")).containsExactly("u-1", "u-0");
    assertThat(page.path("total").asInt()).isEqualTo(5);
    assertThat(page.path("moreAvailable").asBoolean()).isFalse();
  }

  @Test
  void skipAndOffsetMayBothBeGivenIfTheyAreEqual() {
    several(3);
    assertThat(ask(Map.of("skip", 2, "offset", "2")).path("sessions")).hasSize(1);
    assertThat(post("{\"skip\":1,\"offset\":2}").brief())
        .isEqualTo(refused("offset: differs from skip; they are two names of one number"));
  }

  @Test
  void numbersSentAsStringsOfDigitsAreTaken() {
    several(5);
    JsonNode page = ask(Map.of("skip", "1", "limit", "2"));
    assertThat(page.findValuesAsText("userId")).containsExactly("u-3", "u-2");
    assertThat(page.path("moreAvailable").asBoolean()).isTrue();
  }

  @Test
  void aPageHasAHundredSessionsByDefaultAndAThousandAtMost() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1100; i++) {
      events.add(Scene.user(Duration.ofMillis(i)).with("userId", "u-" + i));
    }
    for (int i = 0; i < events.size(); i += 100) {
      scene.record(events.subList(i, i + 100).toArray(Event[]::new));
    }
    // Every page of this test is of the same window.
    System.out.printf(
        "1100 sessions were counted %d ms after the last was recorded%n",
        scene.bot().awaitTotal(1100, DAY).toMillis());
    assertPage(ask(Map.of()), 100, true);
    assertPage(ask(Map.of("limit", 1000)), 1000, true);
    for (Object clamped : List.of(1001, 10_000, "10000", 9_223_372_036_854_775_807L, 1e30)) {
      assertPage(ask(Map.of("limit", clamped)), 1000, true);
    }
    assertPage(ask(Map.of("limit", 1000, "skip", 1000)), 100, false);
    assertPage(ask(Map.of("limit", 100, "skip", 1000)), 100, false);
    assertPage(ask(Map.of("limit", 99, "skip", 1000)), 99, true);
    assertPage(ask(Map.of("limit", 1, "skip", 1099)), 1, false);
    assertPage(ask(Map.of("skip", 1100)), 0, false);
    assertPage(ask(Map.of("skip", 9_223_372_036_854_775_807L)), 0, false);
    assertPage(ask(Map.of("skip", "99999999999999999999999")), 0, false);
  }

  private static void assertPage(JsonNode page, int rows, boolean more) {
    assertThat(page.path("total").asInt()).isEqualTo(1100);
    assertThat(page.path("sessions")).hasSize(rows);
    assertThat(page.path("moreAvailable").asBoolean()).isEqualTo(more);
    assertThat(page.path("next").isNull()).isEqualTo(!more);
  }

  @Test
  void sessionsComeNewestFirstAndThoseOfOneInstantByIdentifierDescending(@Seeded Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      events.add(Scene.user(Duration.ofMillis(i / 3)).with("userId", "u-" + i));
    }
    Collections.shuffle(events, random);
    scene.record(events.toArray(Event[]::new));
    JsonNode page = ask(Map.of());
    List<String> keys =
        IntStream.range(0, 90)
            .mapToObj(i -> page.path("sessions").get(i))
            .map(s -> s.path("start_time").asText() + " " + s.path("sessionId").asText())
            .toList();
    assertThat(keys)
        .hasSize(90)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Collections.reverseOrder());
  }

  @Test
  void pagesDoNotOverlapAndTogetherAreTheWhole() {
    several(23);
    List<String> seen = new ArrayList<>();
    for (int skip = 0; skip < 23; skip += 5) {
      JsonNode page = ask(Map.of("skip", skip, "limit", 5));
      assertThat(page.path("total").asInt()).isEqualTo(23);
      assertThat(page.path("moreAvailable").asBoolean()).isEqualTo(skip + 5 < 23);
      seen.addAll(page.findValuesAsText("sessionId"));
    }
    assertThat(seen).isEqualTo(ask(Map.of()).findValuesAsText("sessionId"));
  }

  @Test
  void aCursorContinuesBehindTheLastRowWhateverArrivedMeanwhile() {
    several(10);
    List<String> expected = ask(Map.of()).findValuesAsText("userId");
    JsonNode page = ask(Map.of("limit", 4));
    List<String> seen = new ArrayList<>(page.findValuesAsText("userId"));
    int arrived = 0;
    while (!page.path("next").isNull()) {
      assertThat(page.path("moreAvailable").asBoolean()).isTrue();
      arrived++;
      scene.record(Scene.user(Duration.ofHours(arrived)).with("userId", "new-" + arrived));
      page = post(Client.text(Map.of("limit", 4, "cursor", page.path("next").asText()))).json();
      assertThat(page.path("total").asInt()).isEqualTo(10 + arrived);
      seen.addAll(page.findValuesAsText("userId"));
    }
    assertThat(page.path("moreAvailable").asBoolean()).isFalse();
    assertThat(seen).isEqualTo(expected);
    assertThat(arrived).isEqualTo(2);
  }

  @Test
  void aCursorContinuesBehindARowThatIsThereNoMoreInTheFilter() {
    several(6);
    JsonNode page =
        scene
            .bot()
            .history("?containmentType=selfService", Map.of("dateFrom", "2024-03-05", "limit", 3))
            .json();
    // The last row of the page goes to an agent, and so out of what is asked for.
    scene.record(Scene.event("agentTransfer", Duration.ofSeconds(9)).with("userId", "u-3"));
    JsonNode rest = post(Client.text(Map.of("cursor", page.path("next").asText()))).json();
    assertThat(rest.findValuesAsText("userId")).containsExactly("u-2", "u-1", "u-0");
    assertThat(rest.path("total").asInt()).isEqualTo(5);
  }

  @Test
  void aCursorCarriesItsQuestionAndMayRepeatItButNotChangeIt() {
    oneOfEach();
    several(3);
    Map<String, Object> question =
        Map.of(
            "dateFrom",
            "2024-03-05",
            "dateTo",
            "2024-03-06",
            "sessionType",
            "interactive",
            "limit",
            2);
    JsonNode page = scene.bot().history("?containmentType=selfService", question).json();
    String cursor = page.path("next").asText();
    JsonNode rest = post(Client.text(Map.of("cursor", cursor))).json();
    assertThat(rest.findValuesAsText("userId")).containsExactly("u-0");
    Answer repeated =
        scene
            .bot()
            .history(
                "?containmentType=selfService",
                Map.of(
                    "dateFrom",
                    "2024-03-05",
                    "dateTo",
                    "2024-03-06",
                    "sessionType",
                    "interactive",
                    "limit",
                    100,
                    "cursor",
                    cursor));
    assertThat(repeated.json().findValuesAsText("userId")).containsExactly("u-0");
    for (Map<String, String> changed :
        List.of(
            Map.of("cursor", cursor, "userId", "u-0"),
            Map.of("cursor", cursor, "sessionType", "non-interactive"),
            Map.of("cursor", cursor, "dateFrom", "2024-03-04"))) {
      assertThat(post(Client.text(changed)).status()).isEqualTo(412);
    }
    assertThat(scene.bot().history("?containmentType=agent", Map.of("cursor", cursor)).brief())
        .isEqualTo(refused("cursor: belongs to another query: the filters have changed"));
  }

  @Test
  void aCursorMadeByHandAsksForNothingThatOnlyACursorCould() {
    several(2);
    byte[] made = Base64.getUrlDecoder().decode(ask(Map.of("limit", 1)).path("next").asText());
    String ours = new String(made, StandardCharsets.UTF_8);
    assertThat(post(cursor(ours)).status()).isEqualTo(200);
    String from = "\"from\":" + Client.json(made).path("from").asLong();
    for (String changed :
        List.of(
            ours.replace(from, "\"from\":0"),
            ours.replaceAll("\"to\":[0-9]+", "\"to\":253402300799999"),
            ours.replace(from, from.replace(":", ":\"") + "\""),
            ours.replace("{\"after", "{\"userId\":\"" + "x".repeat(257) + "\",\"after"),
            ours.replace("\"tags\"", "\"containmentType\":\"lost\",\"tags\""),
            ours.replace("\"tags\"", "\"sessionType\":\"lost\",\"tags\""),
            ours + " ",
            "{}",
            "[]")) {
      assertThat(changed).isNotEqualTo(ours);
      assertThat(post(cursor(changed)).brief())
          .isEqualTo(refused("cursor: was not issued by this service"));
    }
  }

  private static String cursor(String json) {
    return Client.text(
        Map.of(
            "cursor",
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void aCursorOfAnotherBotShowsNoSessionOfIt() {
    several(3);
    String cursor = ask(Map.of("limit", 1)).path("next").asText();
    Answer other = TestBot.create().history(Map.of("cursor", cursor));
    assertThat(other.json().path("total").asInt()).isZero();
    assertThat(other.json().path("sessions")).isEmpty();
  }

  @Test
  void gzipIsHonouredForASingleSessionToo() {
    several(1);
    assertThat(getZipped("gzip").header("content-encoding")).contains("gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "gzip, deflate, br", "deflate, gzip;q=0.5", "*"})
  void gzipIsHonoured(String encoding) {
    several(20);
    Answer plain = scene.bot().history(DAY);
    assertThat(plain.header("content-encoding")).isEmpty();
    Answer zipped = getZipped(encoding);
    assertThat(zipped.header("content-encoding")).contains("gzip");
    assertThat(zipped.body().length).isLessThan(plain.body().length / 4);
    assertThat(zipped.json()).isEqualTo(plain.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "br", "deflate", ";;", "gzip;q=x"})
  void nothingIsCompressedForWhoDidNotAskForGzip(String encoding) {
    several(20);
    assertThat(getZipped(encoding).header("content-encoding")).isEmpty();
    assertThat(getZipped(encoding).json().path("total").asInt()).isEqualTo(20);
  }

  @Test
  void theAliasOfThePathAnswersTheSame() {
    several(2);
    Answer alias =
        scene
            .bot()
            .client()
            .call(
                "POST",
                "/api/public/stream/" + scene.bot().id() + "/getSessions",
                scene.bot().builder().token(),
                Client.text(DAY));
    assertThat(alias.brief()).isEqualTo(scene.bot().history(DAY).brief());
  }

  @Test
  void unknownParametersAndFieldsAreIgnored() {
    several(2);
    Answer answer =
        scene
            .bot()
            .history(
                "?limit=1&x=%00&callId=7&x=2",
                Map.of("dateFrom", "2024-03-05", "includeMeta", true, "Skip", 5, "x", List.of()));
    assertThat(answer.json().path("sessions")).hasSize(2);
  }

  /**
   * One session of each containment, all closed: {@code u-self} the oldest, {@code u-agent} the
   * newest.
   */
  private void oneOfEach() {
    scene.record(
        Scene.bot(Duration.ZERO).with("userId", "u-self"),
        Scene.user(Duration.ofMillis(1)).with("userId", "u-drop"),
        Scene.user(Duration.ofMillis(2)).with("userId", "u-agent"),
        Scene.event("agentTransfer", Duration.ofMillis(3)).with("userId", "u-agent"));
    List.of("u-self", "u-drop", "u-agent").forEach(scene::close);
  }

  /** Live sessions of users {@code u-0}, {@code u-1} and so on, a second apart. */
  private void several(int count) {
    scene.record(
        IntStream.range(0, count)
            .mapToObj(i -> Scene.user(Duration.ofSeconds(i)).with("userId", "u-" + i))
            .toArray(Event[]::new));
  }

  private int total(Map<String, ?> filter) {
    return ask(filter).path("total").asInt();
  }

  private JsonNode ask(Map<String, ?> fields) {
    Map<String, Object> body = new HashMap<>(DAY);
    body.putAll(fields);
    Answer answer = scene.bot().history(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Answer post(String body) {
    return scene
        .bot()
        .client()
        .call("POST", scene.bot().path("getSessions"), scene.bot().builder().token(), body);
  }

  private Answer getZipped(String encoding) {
    return scene
        .bot()
        .client()
        .send(
            "POST",
            scene.bot().path("getSessions"),
            Client.text(DAY),
            "auth",
            scene.bot().builder().token(),
            "Accept-Encoding",
            encoding);
  }

  private static String refused(String why) {
    return "412 {\"errors\":[{\"msg\":\"" + INVALID + why + "\",\"code\":412}]}";
  }
}
