package org.conversationsessions.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the contract's section 3, and the order of the rows. */
class ErrorsIT {
  private static final int MEBIBYTE = 1 << 20;
  private static final String STATE = "PUT sessionState?userId=u&channel=rtm";

  private static TestBot bot;

  @BeforeAll
  static void prepare() {
    bot = TestBot.create();
  }

  /** Known paths and their methods. */
  static Stream<Arguments> routes() {
    List<Arguments> routes = new ArrayList<>();
    for (String kind : List.of("bot", "stream")) {
      String prefix = "/api/public/" + kind + "/{}/";
      routes.add(Arguments.of(prefix + "session", List.of("PUT")));
      routes.add(Arguments.of(prefix + "sessions", List.of("PUT")));
      routes.add(Arguments.of(prefix + "getSessions", List.of("POST")));
      routes.add(Arguments.of(prefix + "getMessages", List.of("GET", "POST")));
      routes.add(Arguments.of(prefix + "getMessagesV2", List.of("GET", "POST")));
      routes.add(Arguments.of(prefix + "messages-lite", List.of("GET", "POST")));
      routes.add(Arguments.of(prefix + "activity", List.of("POST")));
      routes.add(Arguments.of(prefix + "manageSessions", List.of("GET", "PUT")));
      routes.add(Arguments.of(prefix + "sessionState", List.of("GET", "PUT", "DELETE")));
    }
    routes.add(Arguments.of("/api/public/{}/sessions", List.of("PUT")));
    routes.add(Arguments.of("/api/public/getSessions", List.of("POST")));
    routes.add(Arguments.of("/api/public/getMessages", List.of("POST")));
    routes.add(Arguments.of("/api/public/getMessagesV2", List.of("POST")));
    return routes.stream();
  }

  private static void assertForm(Answer answer) {
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.json().size()).isEqualTo(1);
    assertThat(answer.json().path("errors").size()).isEqualTo(1);
    assertThat(answer.json().path("errors").get(0).path("msg").isTextual()).isTrue();
    assertThat(answer.json().path("errors").get(0).path("code").isInt()).isTrue();
  }

  private static Answer call(String method, String path, String token, String body) {
    return bot.client().call(method, path, token, body);
  }

  private static String token() {
    return bot.builder().token();
  }

  // ------------------------------------------------------------------------------------------ row
  // 1

  @ParameterizedTest
  @MethodSource("routes")
  void aKnownPathWithAnotherMethodIs405WithAnyTokenOrNone(String path, List<String> allowed) {
    String known = path.replace("{}", bot.id().value());
    String unknown = path.replace("{}", "st-unknown");
    for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "BREW")) {
      if (allowed.contains(method)) {
        continue;
      }
      for (String token : List.of(token(), bot.admin().token(), "abc", token() + "A")) {
        assertThat(call(method, known, token, "").brief())
            .as("%s %s", method, known)
            .isEqualTo(Expected.METHOD_NOT_ALLOWED);
        assertThat(call(method, unknown, token, "no JSON").brief())
            .isEqualTo(Expected.METHOD_NOT_ALLOWED);
      }
      Answer none = bot.client().send(method, known, "");
      assertThat(none.brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
      assertThat(none.header("allow"))
          .as("%s %s", method, known)
          .contains(String.join(", ", new TreeSet<>(allowed)));
      assertForm(none);
    }
  }

  @Test
  void headIs405WithoutABody() {
    Answer answer = bot.client().send("HEAD", bot.path("session"), "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("allow")).contains("PUT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/public",
        "/api/public/",
        "/api/public/bot",
        "/api/public/bot/st-1",
        "/api/public/bot/st-1/",
        "/api/public/bot/st-1/file/upload",
        "/api/public/bot/st-1/upload",
        "/api/public/bot/st-1/getsessions",
        "/api/public/bot/st-1/session/",
        "/api/public/bot/st-1/session/more",
        "/api/public/bot//session",
        "/api/public//sessions",
        "/api/public/stream/st-1/getMessagesV3",
        "/api/public/sessions",
        "/api/public/bot/st-1/%F0%9F%99%82"
      })
  void anUnknownPathUnderApiPublicIs405WithAnyTokenOrNone(String path) {
    for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
      Answer none = bot.client().send(method, path, "");
      assertThat(none.brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
      assertThat(none.header("allow").orElse("missing")).isEmpty();
      assertThat(call(method, path, "dummy", "{}").brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
      assertThat(call(method, path, token(), "{}").brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
    }
  }

  // ------------------------------------------------------------------------------------------ row
  // 9

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/api", "/api/", "/api/publicity", "/api/private/x", "/x", "/API/public/x"})
  void aPathOutsideApiPublicIs404(String path) {
    for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
      Answer answer = bot.client().send(method, path, "");
      assertThat(answer.brief()).isEqualTo(Expected.NOT_FOUND);
      assertForm(answer);
      assertThat(call(method, path, token(), "{}").brief()).isEqualTo(Expected.NOT_FOUND);
    }
  }

  // ----------------------------------------------------------------------------------- rows 2 and
  // 3

  @ParameterizedTest
  @MethodSource("routes")
  void everyKnownPathAsksForATokenFirst(String path, List<String> allowed) {
    String unknown = path.replace("{}", "st-unknown");
    for (String method : allowed) {
      Answer none = bot.client().send(method, unknown, "no JSON");
      assertThat(none.brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
      assertForm(none);
      assertThat(call(method, unknown, token() + "A", "no JSON").brief())
          .isEqualTo(Expected.INVALID_CREDENTIALS);
      assertThat(call(method, unknown, "abc", "no JSON").brief()).isEqualTo(Expected.INVALID_TOKEN);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aBuilderAppReachesItsOwnBotsAndNoOthers(String path, List<String> allowed) {
    if (!path.contains("{}")) {
      return;
    }
    for (TestBot other : List.of(bot.sibling(), TestBot.create())) {
      for (String method : allowed) {
        for (String id :
            List.of(other.id().value(), "st-unknown", "x", "st-", "%20", bot.id() + "%23")) {
          assertThat(call(method, path.replace("{}", id), token(), "no JSON").brief())
              .as("%s %s", method, id)
              .isEqualTo(Expected.INVALID_CREDENTIALS);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anAdminAppReachesTheBotsOfItsAccountAndNoOthers(String path, List<String> allowed) {
    if (!path.contains("{}")) {
      return;
    }
    TestBot other = TestBot.create();
    for (String method : allowed) {
      for (String id : List.of(other.id().value(), "st-unknown", "x", "%F0%9F%99%82")) {
        assertThat(call(method, path.replace("{}", id), bot.admin().token(), "no JSON").brief())
            .isEqualTo(Expected.INVALID_STREAM);
      }
    }
  }

  @Test
  void anAppIsRefusedTheBotBeforeItIsRefusedTheScope() {
    TestApp none = bot.newApp();
    assertThat(call("POST", "/api/public/bot/st-unknown/getSessions", none.token(), "{}").brief())
        .isEqualTo(Expected.INVALID_CREDENTIALS);
    // An admin app may never close: the bot is looked at first all the same.
    assertThat(call("PUT", "/api/public/bot/st-unknown/session", bot.admin().token(), "").brief())
        .isEqualTo(Expected.INVALID_STREAM);
  }

  // ------------------------------------------------------------------------------------------ row
  // 4

  @Test
  void theScopeIsLookedAtBeforeTheBody() {
    TestApp none = bot.newApp();
    String large = "x".repeat(MEBIBYTE + 1);
    for (String body : List.of("", "no JSON", "[]", "{\"userId\":1}", large)) {
      assertThat(call("POST", bot.path("getSessions"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("PUT", bot.path("session"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("activity"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("PUT", bot.path("manageSessions"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("PUT", bot.path("sessionState"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("getMessagesV2"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
    }
    assertThat(
            call(
                    "POST",
                    bot.path("getSessions") + "?containmentType=x",
                    bot.newApp(Scope.WRITE).token(),
                    "")
                .brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
  }

  // ------------------------------------------------------------------------------------------ row
  // 6

  /** A call and a body, and what the message must name. */
  static Stream<Arguments> invalidBodies() {
    List<Arguments> cases = new ArrayList<>();
    for (String call :
        List.of("POST getSessions", "PUT session", "POST activity", "PUT manageSessions", STATE)) {
      for (String body :
          List.of(
              "no JSON", "{", "{\"a\":}", "[]", "null", "1", "\"x\"", "true", "{}{}", "\u0000")) {
        cases.add(Arguments.of(call, body, "body"));
      }
    }
    for (String call : List.of("POST activity", "PUT manageSessions", STATE)) {
      cases.add(Arguments.of(call, "", "body"));
    }
    cases.add(Arguments.of("POST activity", "{}", "events"));
    cases.add(Arguments.of("POST activity", "{\"events\":[]}", "events"));
    cases.add(Arguments.of("POST activity", "{\"events\":{}}", "events"));
    cases.add(Arguments.of("PUT session", "{\"userId\":1}", "userId"));
    cases.add(Arguments.of("PUT session", "{\"userId\":\"\"}", "userId"));
    cases.add(Arguments.of("PUT session", "{\"userId\":\"u\",\"status\":\"active\"}", "status"));
    cases.add(Arguments.of("PUT session", "{\"userId\":\"u\",\"channel\":[]}", "channel"));
    cases.add(Arguments.of("POST getSessions", "{\"userId\":{}}", "userId"));
    cases.add(Arguments.of("POST getSessions", "{\"skip\":-1}", "skip"));
    cases.add(Arguments.of("POST getSessions", "{\"skip\":1,\"offset\":2}", "offset"));
    cases.add(Arguments.of("POST getSessions", "{\"limit\":0}", "limit"));
    cases.add(Arguments.of("POST getSessions", "{\"limit\":1.5}", "limit"));
    cases.add(Arguments.of("POST getSessions", "{\"dateFrom\":20200211}", "dateFrom"));
    cases.add(Arguments.of("POST getSessions", "{\"dateTo\":[]}", "dateTo"));
    cases.add(Arguments.of("POST getSessions", "{\"tags\":1}", "tags"));
    cases.add(Arguments.of("POST getSessions", "{\"sessionType\":\"x\"}", "sessionType"));
    cases.add(Arguments.of("POST getSessions", "{\"sessionId\":\"x\"}", "sessionId"));
    cases.add(Arguments.of("POST getSessions?containmentType=x", "{}", "containmentType"));
    cases.add(Arguments.of("GET getMessages", "", "userId"));
    cases.add(Arguments.of("GET messages-lite?&userId=", "", "userId"));
    cases.add(Arguments.of("POST messages-lite", "{}", "userId"));
    cases.add(Arguments.of("POST getMessages", "{\"callId\":\"c\"}", "callId"));
    cases.add(Arguments.of("POST getMessages", "{\"limit\":0}", "limit"));
    cases.add(Arguments.of("POST getMessages", "{\"channelUId\":1}", "channelUId"));
    cases.add(Arguments.of("POST getMessagesV2", "{\"forward\":\"yes\"}", "forward"));
    cases.add(Arguments.of("POST getMessagesV2", "{\"sessionId\":1}", "sessionId"));
    cases.add(Arguments.of("POST getMessagesV2", "{\"tags\":1}", "tags"));
    cases.add(Arguments.of("POST messages-lite?userId=u", "{\"type\":[\"both\"]}", "type"));
    cases.add(Arguments.of("PUT sessionState", "{}", "userId"));
    cases.add(Arguments.of("PUT sessionState?userId=u", "{}", "channel"));
    cases.add(Arguments.of(STATE, "{\"variables\":{\"v\":7}}", "variables.v"));
    cases.add(Arguments.of(STATE, "{\"authProfiles\":{\"p\":7}}", "authProfiles.p"));
    cases.add(Arguments.of(STATE, "{\"currentTags\":7}", "currentTags"));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("invalidBodies")
  void aBodyThatIsNotAsItHasToBeIs412AndNamesTheField(String call, String body, String field) {
    String[] parts = call.split(" ", 2);
    Answer answer = call(parts[0], bot.path(parts[1]), token(), body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(412);
    assertForm(answer);
    assertThat(answer.json().path("errors").get(0).path("code").asInt()).isEqualTo(412);
    assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": " + field);
  }

  @ParameterizedTest
  @CsvSource({
    "{bad, 'it is no JSON: line 1, column 2: unexpected character'",
    "'{\n  \"userId\": \"u\",\n}', 'it is no JSON: line 3, column 1: unexpected character'",
    "'{\"a\":[1,2', 'it is no JSON: line 1, column 10: the text ends too early'",
    "{}{}, 'it is no JSON: line 1, column 3: something follows the value'"
  })
  void aSyntaxErrorIsToldWithLineAndColumn(String body, String reason) {
    assertThat(call("PUT", bot.path("session"), token(), body).message())
        .isEqualTo(Expected.INVALID_ARGUMENTS + ": body: must be a JSON object; " + reason);
  }

  @Test
  void jsonNestedTooDeeplyIsToldTheTrueLimit() {
    String start = "{\"userId\":\"u\",\"a\":";
    String fits = start + "[".repeat(99) + "]".repeat(99) + "}";
    assertThat(call("PUT", bot.path("session"), token(), fits).brief()).isEqualTo(Expected.SUCCESS);
    String over = start + "[".repeat(100) + "]".repeat(100) + "}";
    assertThat(call("PUT", bot.path("session"), token(), over).message())
        .isEqualTo(
            Expected.INVALID_ARGUMENTS
                + ": body: must be a JSON object; arrays and objects in it are nested more than 100"
                + " levels deep, line 1, column "
                + (start.length() + 100));
  }

  @Test
  void bodiesInOtherEncodingsThanUtf8Are412() {
    byte[] latin = {'{', '"', 'u', 's', 'e', 'r', 'I', 'd', '"', ':', '"', (byte) 0xe4, '"', '}'};
    Answer answer =
        bot.client()
            .send(
                "PUT",
                bot.path("session"),
                latin,
                "auth",
                token(),
                "content-type",
                "application/octet-stream");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(412);
  }

  @Test
  void aContentTypeIsNotAskedFor() {
    assertThat(
            bot.client()
                .send("PUT", bot.path("session"), "{\"userId\":\"u\"}", "auth", token())
                .brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(
            bot.client()
                .send(
                    "PUT",
                    bot.path("session"),
                    "{\"userId\":\"u\"}",
                    "auth",
                    token(),
                    "content-type",
                    "text/plain; charset=utf-8")
                .brief())
        .isEqualTo(Expected.SUCCESS);
  }

  // ------------------------------------------------------------------------------------------ row
  // 7

  @Test
  void datesWithoutSenseAre400WithTheValuesRead() {
    Answer turned = bot.history(Map.of("dateFrom", "2020-02-12", "dateTo", "2020-02-10T11:12:13Z"));
    assertThat(turned.status()).isEqualTo(400);
    assertForm(turned);
    assertThat(turned.message())
        .contains("dateFrom", "dateTo", "2020-02-12T00:00:00.000Z", "2020-02-10T11:12:13.000Z");
    Answer far = bot.history(Map.of("dateFrom", "2020-02-01", "dateTo", "2020-03-01"));
    assertThat(far.status()).isEqualTo(400);
    assertThat(far.message()).contains("7 days", "2020-02-01T00:00:00.000Z", "2020-03-01");
    Answer none = bot.history(Map.of("dateFrom", "yesterday"));
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.message()).contains("dateFrom", "yesterday");
    for (Answer answer : List.of(turned, far, none)) {
      assertThat(answer.json().path("errors").get(0).path("code").asInt()).isEqualTo(400);
    }
  }

  @Test
  void anEventMoreThanFiveMinutesInTheFutureIs400ForThatEvent() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Event late = Event.userMessage("ann", "future", now.plusSeconds(400));
    Answer answer =
        bot.send(
            late,
            Event.userMessage("ann", "future", now),
            Event.userMessage("bob", "future", now.plusSeconds(200)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("results").get(0).path("error").path("code").asInt())
        .isEqualTo(400);
    assertThat(answer.json().path("results").get(0).path("error").path("msg").asText())
        .contains("timestamp", "future", String.valueOf(late.fields().get("timestamp")));
    assertThat(answer.json().path("results").get(1).has("sessionId")).isTrue();
    assertThat(answer.json().path("results").get(2).has("sessionId")).isTrue();
  }

  @Test
  void whatIsInvalidIsToldBeforeWhatIsWithoutSense() {
    List<Map<String, Object>> invalid =
        List.of(
            Map.of("limit", 0),
            Map.of("skip", "x"),
            Map.of("userId", 1),
            Map.of("sessionType", "x"),
            Map.of("tags", 1),
            Map.of("tags", Map.of("and", List.of(Map.of("name", 1)))));
    List<Map<String, Object>> senseless =
        List.of(
            Map.of("dateFrom", "yesterday"),
            Map.of("dateFrom", "2020-02-12", "dateTo", "2020-02-10"),
            Map.of("dateFrom", "2020-02-01", "dateTo", "2020-03-01"));
    for (Map<String, Object> first : invalid) {
      for (Map<String, Object> second : senseless) {
        Map<String, Object> both = new java.util.HashMap<>(first);
        both.putAll(second);
        assertThat(bot.history(both).status()).as(both.toString()).isEqualTo(412);
      }
    }
    assertThat(bot.history(Map.of("dateFrom", "yesterday", "dateTo", 7)).status()).isEqualTo(412);
    assertThat(bot.history("?containmentType=x", Map.of("dateFrom", "yesterday")).status())
        .isEqualTo(412);
    Event future = Event.userMessage("ann", "rtm", Instant.now().plusSeconds(4000));
    for (Event both :
        List.of(
            future.with("lang", 1),
            future.with("tags", 1),
            future.with("isDeveloper", "x"),
            future.with("text", List.of()),
            future.with("timestamp", "x").with("refresh", 0))) {
      assertThat(bot.send(both).json().path("results").get(0).path("error").path("code").asInt())
          .as(both.toString())
          .isEqualTo(412);
    }
  }

  // ------------------------------------------------------------------------------------------ row
  // 8

  @Test
  void aBodyOfOneMebibyteIsTakenAndOneByteMoreIs413() {
    String start = "{\"userId\":\"u\",\"padding\":\"";
    String fits = start + "x".repeat(MEBIBYTE - start.length() - 2) + "\"}";
    assertThat(call("PUT", bot.path("session"), token(), fits).brief()).isEqualTo(Expected.SUCCESS);
    String over = start + "x".repeat(MEBIBYTE - start.length() - 1) + "\"}";
    for (String call :
        List.of("PUT session", "POST getSessions", "POST activity", "PUT manageSessions", STATE)) {
      String[] parts = call.split(" ", 2);
      Answer answer = call(parts[0], bot.path(parts[1]), token(), over);
      assertThat(answer.status()).as(call).isEqualTo(413);
      assertForm(answer);
      assertThat(answer.json().path("errors").get(0).path("code").asInt()).isEqualTo(413);
      assertThat(answer.message()).contains(Integer.toString(MEBIBYTE));
    }
  }

  @Test
  void aLongBodyIsRefusedToStrangersForTheirToken() {
    String over = "x".repeat(MEBIBYTE + 1);
    assertThat(call("PUT", bot.path("session"), "abc", over).brief())
        .isEqualTo(Expected.INVALID_TOKEN);
    assertThat(call("DELETE", bot.path("session"), token(), over).brief())
        .isEqualTo(Expected.METHOD_NOT_ALLOWED);
  }

  // ------------------------------------------------------------------------------------- the
  // method

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "put", "Put", "pUt"})
  void aPostWithXHttpMethodOverrideStandsForTheMethod(String method) {
    for (String header : List.of("x-http-method-override", "X-HTTP-Method-Override")) {
      for (String path : List.of("session", "sessions", "manageSessions")) {
        Answer answer =
            bot.client()
                .send(
                    "POST", bot.path(path), "{\"userId\":\"u\"}", "auth", token(), header, method);
        assertThat(answer.status()).as(path + answer).isEqualTo(200);
      }
      assertThat(
              bot.client()
                  .send(
                      "POST",
                      "/api/public/" + bot.id() + "/sessions",
                      "{\"userId\":\"u\"}",
                      "auth",
                      token(),
                      header,
                      method)
                  .brief())
          .isEqualTo(Expected.SUCCESS);
    }
  }

  @Test
  void aPostMayStandForAGet() {
    assertThat(
            bot.client()
                .send(
                    "POST",
                    bot.path("manageSessions"),
                    "",
                    "auth",
                    token(),
                    "x-http-method-override",
                    "get")
                .text())
        .isEqualTo(bot.settings().text());
  }

  @Test
  void aPostThatStandsForAMethodThatThePathHasNotIs405() {
    for (String method : List.of("GET", "DELETE", "patch", "put", "x")) {
      assertThat(
              bot.client()
                  .send(
                      "POST",
                      bot.path("getSessions"),
                      "",
                      "auth",
                      token(),
                      "x-http-method-override",
                      method)
                  .brief())
          .isEqualTo(Expected.METHOD_NOT_ALLOWED);
    }
  }

  @Test
  void theMessagesOfAnAccountAreNotReadByAPostThatStandsForAGet() {
    Answer answer =
        bot.client()
            .send(
                "POST",
                "/api/public/getMessages?userId=u",
                "",
                "auth",
                bot.admin().token(),
                "x-http-method-override",
                "GET");
    assertThat(answer.brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
    assertThat(answer.header("allow")).contains("POST");
  }

  @Test
  void methodsOtherThanPostStandForNothingElse() {
    assertThat(
            bot.client()
                .send(
                    "PUT",
                    bot.path("session"),
                    "{\"userId\":\"u\"}",
                    "auth",
                    token(),
                    "x-http-method-override",
                    "DELETE")
                .brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(
            bot.client()
                .send(
                    "GET",
                    bot.path("session"),
                    "",
                    "auth",
                    token(),
                    "x-http-method-override",
                    "PUT")
                .brief())
        .isEqualTo(Expected.METHOD_NOT_ALLOWED);
  }

  // ------------------------------------------------------------------------------------ the
  // unknown

  @Test
  void unknownParametersFieldsAndHeadersAreIgnored() {
    String plain = bot.history(Map.of()).text();
    Answer answer =
        bot.client()
            .send(
                "POST",
                bot.path("getSessions") + "?limit=1&foo=bar&foo&=&&%20=1&rnd=9j7x",
                "{\"foo\":[{}],\"includeMeta\":true,\"\":null,\"__proto__\":1}",
                "auth",
                token(),
                "bot-language",
                "de",
                "x-unknown",
                "\"",
                "cookie",
                "a=b",
                "accept",
                "text/html");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().path("total")).isEqualTo(bot.history(Map.of()).json().path("total"));
    assertThat(plain).isNotEmpty();
    assertThat(bot.close(Map.of("userId", "u", "reason", List.of(1, 2))).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(bot.settings(Map.of("inactivity", -1, "foo", Map.of())).status()).isEqualTo(200);
    Event event =
        Event.userMessage("zoe", "rtm", Instant.now()).with("foo", List.of()).with("x", 1);
    assertThat(bot.recordOne(event)).hasSize(24);
  }

  @Test
  void aMessageQuotesAtMostTwoHundredCharactersAndOnlyInsideAJsonString() {
    String long1 = "é".repeat(100_000);
    String quotes = "\"},{\"<script>\n\u0000\\".repeat(20);
    for (String text : List.of(long1, quotes)) {
      List<Answer> answers =
          List.of(
              bot.close(Map.of("userId", "u", "status", text)),
              bot.close(Map.of("userId", text)),
              bot.history(Map.of("dateFrom", text)),
              bot.history(Map.of("dateFrom", text, "dateTo", text)),
              bot.history(Map.of("sessionType", text)),
              bot.history(Map.of("tags", Map.of("and", List.of(Map.of("name", text))))),
              bot.history(Map.of("cursor", text)),
              bot.settings(Map.of("closureBehavior", text)),
              new KeptState(bot, "u", "rtm").put(Client.text(Map.of("currentTags", text))),
              new KeptState(bot, "u", "rtm")
                  .put(Client.text(Map.of("variables", Map.of(text.substring(0, 100), 1)))),
              bot.settings(Map.of("customScript", "x = '" + text.substring(0, 300))),
              call("PUT", bot.path("session"), token(), text),
              call("PUT", bot.path("session"), token(), "{" + text));
      for (Answer answer : answers) {
        assertThat(answer.status()).as(answer.toString()).isIn(400, 412);
        assertForm(answer);
        long quoted = answer.message().chars().filter(c -> c == 'é').count();
        assertThat(quoted).isLessThanOrEqualTo(200);
        assertThat(answer.message().length()).isLessThan(600);
      }
      Event event = Event.userMessage("u", "rtm", Instant.now()).with("timestamp", text);
      String msg = bot.send(event).json().path("results").get(0).path("error").path("msg").asText();
      assertThat(msg.length()).isBetween(10, 400);
    }
  }
}
