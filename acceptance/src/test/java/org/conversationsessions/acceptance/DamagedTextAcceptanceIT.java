package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Text that was damaged before it came here: bytes that are not UTF-8, lone surrogates, U+FFFD
 * (contract, section 1). Two damaged identifiers look the same, so none is taken.
 */
class DamagedTextAcceptanceIT {
  private static final String NOT_UTF_8 =
      Expected.error(412, Expected.INVALID_ARGUMENTS + ": body: is not UTF-8", 412);
  private static final String DAMAGED =
      ": holds a lone surrogate or U+FFFD, the replacement character: its text was damaged before"
          + " it came here";
  private static final String REPLACED = "{\"events\":[%s]}";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final TestBot bot = TestBot.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json; charset=iso-8859-1",
        "text/plain",
        "application/octet-stream",
        ""
      })
  void aBodyThatIsNotUtf8Is412WhateverItsContentType(String type) {
    for (String user : List.of("ren\u00e9", "ren\u00e8", "ren\u00fc")) {
      byte[] body = activity(user, "e").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(send("POST", "activity", body, type).brief()).isEqualTo(NOT_UTF_8);
      assertThat(send("POST", "getSessions", body, type).brief()).isEqualTo(NOT_UTF_8);
      assertThat(send("PUT", "session", body, type).brief()).isEqualTo(NOT_UTF_8);
      assertThat(send("PUT", "manageSessions", body, type).brief()).isEqualTo(NOT_UTF_8);
      assertThat(send("PUT", "sessionState?userId=u&channel=rtm", body, type).brief())
          .isEqualTo(NOT_UTF_8);
    }
    assertThat(bot.history(Map.of()).json().path("total").asInt()).isZero();
  }

  @Test
  void aBodyThatIsNotUtf8Is412ByLambdaInvokeToo() {
    byte[] latin = activity("ren\u00e9", "e").getBytes(StandardCharsets.ISO_8859_1);
    JsonNode answer = invoke(Base64.getEncoder().encodeToString(latin), true);
    assertThat(answer.path("statusCode") + " " + answer.path("body").asText()).isEqualTo(NOT_UTF_8);
    // Bytes that are not UTF-8 in the payload itself never reach the function, as on the service.
    byte[] payload =
        new byte[] {'{', '"', 'b', 'o', 'd', 'y', '"', ':', '"', (byte) 0xe9, '"', '}'};
    Answer refused =
        bot.client()
            .send("POST", "/2015-03-31/functions/RecordActivityFunction/invocations", payload);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("x-amzn-errortype")).contains("InvalidRequestContentException");
  }

  @Test
  void bytesThatAGatewayReplacedAre412ForTheirFieldByLambdaInvoke() {
    for (String body : List.of(activity("ren\uFFFD", "e"), activity("mia\\ud83d", "e"))) {
      JsonNode answer = invoke(body, false);
      assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
      assertThat(answer.path("body").asText()).contains("userId" + DAMAGED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "userId, \"mia\\ud83d\"",
    "userId, \"mia\\ud83e\"",
    "userId, \"\uFFFD\"",
    "eventId, \"e\\ud83d\"",
    "eventId, \"e\\udc00x\"",
    "channel, \"rtm\\ud83d\"",
    "intent, \"\\ufffd\"",
    "task, \"\\ud83d\\ud83d\""
  })
  void aDamagedIdentifierOfAnEventIs412NamingTheField(String field, String value) {
    String good = activity("ann", "good");
    String event =
        good.replaceAll("\"" + field + "\":\"[^\"]*\",", "")
            .replace("\"eventId\":\"good\"", "\"eventId\":\"bad\"")
            .replace("[{", "[{\"" + field + "\":" + value + ",");
    String both = REPLACED.formatted(inner(event) + "," + inner(good));
    JsonNode results = send("POST", "activity", utf8(both), "application/json").json();
    assertThat(results.at("/results/0/error/msg").asText())
        .isEqualTo(Expected.INVALID_ARGUMENTS + ": " + field + DAMAGED);
    assertThat(results.at("/results/0/error/code").asInt()).isEqualTo(412);
    assertThat(results.at("/results/0/eventId").isNull()).isEqualTo(field.equals("eventId"));
    assertThat(results.at("/results/1/sessionId").asText()).hasSize(24);
  }

  @Test
  void damagedFreeTextBecomesReplacementCharactersAndIsTaken() {
    String event =
        inner(activity("ann", "e"))
            .replace(
                "{\"eventId\"",
                "{\"text\":\"a\\ud83d\",\"tags\":{\"user\":[{\"name\":\"n\",\"value\":\"v\\ud83d\"}]},"
                    + "\"eventId\"");
    JsonNode results =
        send("POST", "activity", utf8(REPLACED.formatted(event)), "application/json").json();
    String session = results.at("/results/0/sessionId").asText();
    assertThat(bot.session(session).at("/tags/userTags/0/value").asText()).isEqualTo("v\uFFFD");
  }

  @Test
  void everyOtherPlaceThatNamesSomethingRefusesADamagedName() {
    assertThat(put("session", "{\"userId\":\"u\\ud83d\"}")).isEqualTo(named("userId"));
    assertThat(put("session", "{\"userId\":\"u\",\"channel\":\"\uFFFD\"}"))
        .isEqualTo(named("channel"));
    assertThat(post("{\"userId\":\"u\\ud83d\"}")).isEqualTo(named("userId"));
    assertThat(post("{\"tags\":[{\"name\":\"\\ud83d\",\"value\":\"v\"}]}"))
        .isEqualTo(named("tags[0].name"));
    assertThat(post("{\"sessionId\":[\"x\",\"\\ud83d\"]}")).isEqualTo(named("sessionId[1]"));
    assertThat(put("manageSessions", "{\"excludedChannels\":[\"\\ud83d\"]}"))
        .isEqualTo(named("excludedChannels[0]"));
    String state = "sessionState?userId=%s&channel=%s";
    assertThat(put(state.formatted("ren%E9", "rtm"), "{}")).isEqualTo(named("userId"));
    assertThat(put(state.formatted("u", "%EF%BF%BD"), "{}")).isEqualTo(named("channel"));
    assertThat(put(state.formatted("u", "rtm"), "{\"variables\":{\"\uFFFD\":{\"value\":1}}}"))
        .isEqualTo(
            Expected.error(
                412,
                Expected.INVALID_ARGUMENTS + ": variables: a name " + DAMAGED.substring(2),
                412));
  }

  @Test
  void theUserThatATokenNamesIsCheckedWhereItCounts() {
    for (String claim : List.of("userIdentity", "sub")) {
      String token = bot.builder().token(Map.of(claim, "mia\uFFFD"));
      assertThat(bot.client().call("PUT", bot.path("session"), token, "").brief())
          .isEqualTo(
              Expected.error(
                  412,
                  Expected.INVALID_ARGUMENTS
                      + ": userId: is missing, and the token's user "
                      + DAMAGED.substring(2),
                  412));
      assertThat(bot.client().call("PUT", bot.path("session"), token, "{\"userId\":\"u\"}").brief())
          .isEqualTo(Expected.SUCCESS);
    }
  }

  @Test
  void whatWasStoredBeforeIsStillClosedByItsSessionId() {
    String user = "u-1";
    String session = bot.recordOne(Event.userMessage(user, "rtm", Instant.now().minusSeconds(60)));
    Tables tables = Tables.of(bot.client().service());
    rename(tables, Tables.SESSIONS, "sessionId", bot.id() + "#" + user, bot.id() + "#ren\uFFFD");
    rename(tables, Tables.CONVERSATIONS, "channel", bot.id() + "#" + user, bot.id() + "#ren\uFFFD");
    assertThat(bot.session(session).path("userId").asText()).isEqualTo("ren\uFFFD");
    assertThat(bot.isActive(session)).isTrue();
    assertThat(put("session", "{\"sessionId\":\"" + session + "\"}")).isEqualTo(Expected.SUCCESS);
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void aLeadingByteOrderMarkIsPassedOver() {
    for (String type : List.of("application/json", "application/octet-stream")) {
      assertThat(send("PUT", "session", marked("{\"userId\":\"u\"}"), type).brief())
          .isEqualTo(Expected.SUCCESS);
      assertThat(send("POST", "getSessions", marked(""), type).status()).isEqualTo(200);
      assertThat(send("POST", "activity", marked(activity("u", "e")), type).text())
          .contains("sessionId");
      assertThat(send("PUT", "manageSessions", marked("{}"), type).status()).isEqualTo(200);
    }
    assertThat(invoke("\uFEFF" + activity("u", "e"), false).path("body").asText())
        .contains("sessionId");
  }

  /** Gives the items of one owner to another. */
  private static void rename(Tables tables, String table, String sortKey, String from, String to) {
    tables
        .dynamo()
        .query(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("#o = :o")
                    .expressionAttributeNames(Map.of("#o", "owner"))
                    .expressionAttributeValues(Map.of(":o", AttributeValue.fromS(from))))
        .items()
        .forEach(
            item -> {
              Map<String, AttributeValue> renamed = new HashMap<>(item);
              renamed.put("owner", AttributeValue.fromS(to));
              tables.dynamo().putItem(put -> put.tableName(table).item(renamed));
              Map<String, AttributeValue> old = new HashMap<>(item);
              old.keySet().retainAll(List.of("owner", sortKey));
              tables.dynamo().deleteItem(delete -> delete.tableName(table).key(old));
            });
  }

  private String put(String rest, String body) {
    return send("PUT", rest, utf8(body), "application/json").brief();
  }

  private String post(String body) {
    return send("POST", "getSessions", utf8(body), "application/json").brief();
  }

  private static String named(String field) {
    return Expected.error(412, Expected.INVALID_ARGUMENTS + ": " + field + DAMAGED, 412);
  }

  private Answer send(String method, String rest, byte[] body, String type) {
    return type.isEmpty()
        ? bot.client().send(method, bot.path(rest), body, "auth", bot.builder().token())
        : bot.client()
            .send(
                method, bot.path(rest), body, "auth", bot.builder().token(), "content-type", type);
  }

  private JsonNode invoke(String body, boolean base64) {
    Map<String, Object> event =
        Map.of(
            "version", "2.0",
            "rawPath", bot.path("activity"),
            "headers", Map.of("auth", bot.builder().token()),
            "pathParameters", Map.of("botId", bot.id().value()),
            "requestContext", Map.of("requestId", "r", "http", Map.of("method", "POST")),
            "body", body,
            "isBase64Encoded", base64);
    return bot.client()
        .send(
            "POST", "/2015-03-31/functions/RecordActivityFunction/invocations", Client.bytes(event))
        .json();
  }

  private static byte[] marked(String text) {
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.writeBytes(BYTE_ORDER_MARK);
    marked.writeBytes(utf8(text));
    return marked.toByteArray();
  }

  private static String activity(String user, String eventId) {
    return REPLACED.formatted(
        "{\"eventId\":\"%s\",\"userId\":\"%s\",\"channel\":\"rtm\",\"type\":\"userMessage\"}"
            .formatted(eventId, user));
  }

  private static String inner(String activity) {
    return activity.substring(activity.indexOf('[') + 1, activity.lastIndexOf(']'));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
