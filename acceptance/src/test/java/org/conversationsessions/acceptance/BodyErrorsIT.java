package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid and long bodies, and what is ignored (contract, section 3, rows 6 and 8). */
class BodyErrorsIT extends ErrorsAcceptance {
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
    cases.add(Arguments.of("GET getSessionMetrics?timezone=Mars", "", "timezone"));
    cases.add(Arguments.of("GET getSessionMetrics?groupBy=botId", "", "groupBy"));
    cases.add(Arguments.of("POST getSessionMetrics", "{\"interval\":\"week\"}", "interval"));
    cases.add(Arguments.of("POST getSessionMetrics", "{\"groupBy\":1}", "groupBy"));
    cases.add(Arguments.of("POST getSessionMetrics", "{\"compare\":true}", "compare"));
    cases.add(Arguments.of("POST getSessionMetrics", "{\"activeHours\":1}", "activeHours"));
    cases.add(Arguments.of("POST getBillingSessionsDetails", "", "fromDate"));
    cases.add(
        Arguments.of("POST getBillingSessionsDetails", "{\"fromDate\":\"2026-03-01\"}", "toDate"));
    cases.add(Arguments.of("POST getBillingSessionsDetails", "{\"limit\":0}", "limit"));
    cases.add(Arguments.of("POST getBillingSessionsDetails", "{\"channel\":[]}", "channel"));
    cases.add(Arguments.of("POST getBillingSessionsDetails", "{\"cursor\":\"x\"}", "cursor"));
    cases.add(Arguments.of("POST getSessionMetrics", "{\"measures\":1}", "measures"));
    String logs = "GET /api/1.1/%s/debuglogs";
    cases.add(Arguments.of(logs, "", "identity"));
    cases.add(Arguments.of(logs + "?identity=u&limit=0", "", "limit"));
    cases.add(Arguments.of(logs + "?identity=u&offset=-1", "", "offset"));
    cases.add(Arguments.of(logs + "?identity=u&minimumInfo=yes", "", "minimumInfo"));
    cases.add(Arguments.of(logs + "?identity=u&timezone=Mars", "", "timezone"));
    cases.add(Arguments.of("POST sessions/close", "", "all"));
    cases.add(Arguments.of("POST sessions/close", "{\"all\":1}", "all"));
    cases.add(Arguments.of("POST sessions/close", "{\"user\":\"u\"}", "user"));
    cases.add(Arguments.of("POST sessions/close", "{\"all\":true,\"dryRun\":1}", "dryRun"));
    cases.add(Arguments.of("PUT manageSessions", "{\"draft\":1}", "draft"));
    cases.add(Arguments.of("GET manageSessions?draft=yes", "", "draft"));
    cases.add(Arguments.of("DELETE manageSessions", "", "draft"));
    cases.add(Arguments.of("PUT sessionState", "{}", "userId"));
    cases.add(Arguments.of("PUT sessionState?userId=u", "{}", "channel"));
    cases.add(Arguments.of(STATE, "{\"variables\":{\"v\":7}}", "variables.v"));
    cases.add(Arguments.of(STATE, "{\"authProfiles\":{\"p\":7}}", "authProfiles.p"));
    cases.add(Arguments.of(STATE, "{\"currentTags\":7}", "currentTags"));
    return cases.stream();
  }

  /** The same of calls that need an admin app. */
  static Stream<Arguments> invalidBodiesOfAdminApps() {
    String roles = "/api/public/alluserroles";
    String newBot = "POST /api/public/bot/import";
    return Stream.of(
        Arguments.of("POST publish", "", "versionComment"),
        Arguments.of("POST publish", "[]", "body"),
        Arguments.of("POST publish", "{\"versionComment\":\"\"}", "versionComment"),
        Arguments.of(
            "POST publish", "{\"versionComment\":\"" + "x".repeat(1001) + "\"}", "versionComment"),
        Arguments.of(
            "POST publish",
            "{\"versionComment\":\"x\",\"initiateTraining\":1}",
            "initiateTraining"),
        Arguments.of(
            "POST publish", "{\"versionComment\":\"x\",\"restoreVersion\":0}", "restoreVersion"),
        Arguments.of("GET " + roles + "?limit=0", "", "limit"),
        Arguments.of("GET " + roles + "?skip=-1", "", "skip"),
        Arguments.of("GET " + roles + "?skip=1&offset=2", "", "offset"),
        Arguments.of("POST import", "{}", "botDefinition"),
        Arguments.of("POST import", "{\"botDefinition\":7}", "botDefinition"),
        Arguments.of("POST import", "{\"botDefinition\":\"x\"}", "configInfo"),
        Arguments.of("POST import", "{\"uploadMode\":\"ZIP\"}", "zipInfo"),
        Arguments.of("POST import", "{\"uploadMode\":\"CSV\"}", "uploadMode"),
        Arguments.of(newBot, "{\"botDefinition\":\"x\",\"configInfo\":\"x\"}", "icon"),
        Arguments.of("POST /api/public/uploadfile", "{}", "body"));
  }

  @ParameterizedTest
  @MethodSource("invalidBodies")
  void aBodyThatIsNotAsItHasToBeIs412AndNamesTheField(String call, String body, String field) {
    assertNamed(token(), call, body, field);
  }

  @ParameterizedTest
  @MethodSource("invalidBodiesOfAdminApps")
  void soIsOneOfAnAdminApp(String call, String body, String field) {
    assertNamed(bot.admin().token(), call, body, field);
  }

  private void assertNamed(String token, String call, String body, String field) {
    String[] parts = call.split(" ", 2);
    String path = parts[1].startsWith("/") ? parts[1].formatted(bot.id()) : bot.path(parts[1]);
    Answer answer = call(parts[0], path, token, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(412);
    assertForm(answer);
    assertThat(answer.json().path("errors").get(0).path("code").asInt()).isEqualTo(412);
    assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": " + field);
  }

  @ParameterizedTest
  @CsvSource({
    "{bad, 'it is not JSON: line 1, column 2: unexpected character'",
    "'{\n  \"userId\": \"u\",\n}', 'it is not JSON: line 3, column 1: unexpected character'",
    "'{\"a\":[1,2', 'it is not JSON: line 1, column 10: the text ends too early'",
    "{}{}, 'it is not JSON: line 1, column 3: something follows the value'"
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
              new StoredState(bot, "u", "rtm").put(Client.text(Map.of("currentTags", text))),
              new StoredState(bot, "u", "rtm")
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
