package org.conversationsessions.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a history request, their defaults and limits (contract, sections 3 and 5). */
class HistoryRequestTest {
  @Test
  void identifiersMakeAllFiltersIgnoredEvenInvalidOnes() {
    assertThat(
            read("lost", "{\"sessionId\":[\"a\",\"b\",\"a\"],\"skip\":1,\"dateFrom\":\"never\"}"))
        .isEqualTo(
            new ParseResult.Value<>(
                new HistoryRequest.ById(Set.of("a", "b"), 1, Optional.empty(), 100)));
  }

  @Test
  void withoutIdentifiersAnInvalidContainmentTypeIsRejected() {
    assertThat(read("lost", "{}"))
        .isEqualTo(
            new ParseResult.Refused<>(
                ApiError.invalidArguments(
                    "containmentType", "must be one of dropOff, selfService, agent")));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"skip\":-1', skip",
    "'\"limit\":0', limit",
    "'\"skip\":1,\"offset\":2', offset",
    "'\"cursor\":\"x\"', cursor",
    "'\"cursor\":7', cursor",
    "'\"sessionId\":[5]', sessionId[0]: must be a string",
    "'\"sessionId\":[\"a\",\"\\ud800\"]', sessionId[1]: holds a lone surrogate or U+FFFD"
  })
  void pagingParametersOfIdentifiersAreValidated(String member, String reason) {
    ParseResult<HistoryRequest> read = read("", "{\"sessionId\":[],%s}".formatted(member));
    assertThat(read).isInstanceOf(ParseResult.Refused.class);
    assertThat(((ParseResult.Refused<HistoryRequest>) read).error().msg())
        .startsWith("Validation errors/ Invalid arguments: " + reason);
  }

  @Test
  void aCursorOfIdentifiersContinuesAloneOrWithTheSameIdentifiers() {
    SessionId first = new SessionId("a".repeat(24));
    SessionId second = new SessionId("b".repeat(24));
    String cursor = new SessionIdsCursor(Set.of(first, second), second).text();
    String alone = "{\"cursor\":\"" + cursor + "\",\"limit\":5,\"skip\":3";
    assertThat(read("", alone + "}"))
        .isEqualTo(
            new ParseResult.Value<>(
                new HistoryRequest.ById(
                    Set.of(first.value(), second.value()), 0, Optional.of(second), 5)));
    assertThat(read("", alone + ",\"sessionId\":[\"%s\",\"%S\",\"x\"]}".formatted(first, second)))
        .isInstanceOf(ParseResult.Value.class);
    assertThat(read("", alone + ",\"sessionId\":[\"%s\"]}".formatted(first)))
        .isInstanceOf(ParseResult.Refused.class);
    assertThat(SessionIdsCursor.read(cursor + "A")).isEmpty();
    assertThat(SessionIdsCursor.read("x")).isEmpty();
    assertThat(SessionIdsCursor.read("{}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-05, 2024-03-12, 2024-03-05T00:00:00Z, 2024-03-12T23:59:59.999Z",
    "2024-03-05T00:00:00Z, 2024-03-12, 2024-03-05T00:00:00Z, 2024-03-12T23:59:59.999Z",
    "2024-03-05T13:00:00Z, 2024-03-12, 2024-03-05T13:00:00Z, 2024-03-12T23:59:59.999Z",
    "2024-03-05, 2024-03-12T00:00:00Z, 2024-03-05T00:00:00Z, 2024-03-12T00:00:00Z",
    "2024-03-05T02:00:00+02:00, 2024-03-12, 2024-03-05T00:00:00Z, 2024-03-12T23:59:59.999Z",
    "2024-03-05T13:00, 2024-03-05, 2024-03-05T13:00:00Z, 2024-03-05T23:59:59.999Z"
  })
  void theDifferenceAsWrittenMayBeSevenDays(String from, String to, String first, String last) {
    assertThat(read("", "{\"dateFrom\":\"%s\",\"dateTo\":\"%s\"}".formatted(from, to)))
        .isInstanceOfSatisfying(
            ParseResult.Value.class,
            value ->
                assertThat(((HistoryRequest.Page) value.value()).filter().window())
                    .isEqualTo(new TimeWindow(Instant.parse(first), Instant.parse(last))));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-05, 2024-03-13",
    "2024-03-05T00:00:00+00:30, 2024-03-12",
    "2024-03-04T23:59:59.999Z, 2024-03-12",
    "2024-03-05, 2024-03-12T00:00:00.001Z",
    "2024-03-05, 2024-03-12T00:00:00-01:00",
    "2024-03-05T00:00:00Z, 2024-03-12T00:00:00.001Z"
  })
  void moreThanSevenDaysAsWrittenAreRejected(String from, String to) {
    assertThat(read("", "{\"dateFrom\":\"%s\",\"dateTo\":\"%s\"}".formatted(from, to)))
        .isInstanceOfSatisfying(
            ParseResult.Refused.class,
            refused -> assertThat(refused.error().status()).isEqualTo(400));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"AND\":[]}', 'tags.AND: is unknown here; known are and, or'",
    "'{\"not\":[]}', tags.not: is unknown here",
    "'{\"and\":[],\"nor\":null}', tags.nor: is unknown here",
    "'{\"\":[]}', 'tags.: is unknown here'",
    "'{\"and\":[{\"name\":\"a\",\"value\":\"b\",\"op\":\"ne\"}]}', tags.and[0].op: is unknown here",
    "'[{\"name\":\"a\",\"value\":\"b\",\"Type\":\"x\"}]', tags[0].Type: is unknown here",
    "'[{\"name\":\"a\uFFFD\",\"value\":\"b\"}]', tags[0].name: holds a lone surrogate"
  })
  void anUnknownMemberOfAFilterIsNamed(String tags, String reason) {
    assertThat(read("", "{\"tags\":" + tags + "}"))
        .isInstanceOfSatisfying(
            ParseResult.Refused.class,
            refused ->
                assertThat(refused.error().msg())
                    .startsWith("Validation errors/ Invalid arguments: " + reason));
  }

  @Test
  void aCursorsWindowIsLimitedLikeAQuerys() {
    // Seven days as written plus the rest of the last day.
    String week = cursor("1708941600001", "1709632800000");
    String longer = cursor("1708941600000", "1709632800000");
    assertThat(read("", week)).isInstanceOf(ParseResult.Value.class);
    assertThat(read("", longer)).isInstanceOf(ParseResult.Refused.class);
    assertThat(read("", longer, Duration.ofDays(8))).isInstanceOf(ParseResult.Value.class);
    assertThat(read("", week, Duration.ofDays(1)))
        .as("the default window may be longer than what can be asked for")
        .isInstanceOf(ParseResult.Value.class);
  }

  @Test
  void aCursorWithUnknownContentIsRejected() {
    assertThat(read("", cursor("1709632800000", "1709632800000,\"containmentType\":\"lost\"")))
        .isInstanceOf(ParseResult.Refused.class);
  }

  private static String cursor(String from, String to) {
    String json =
        "{\"after\":\"%s\",\"from\":%s,\"to\":%s,\"tags\":{\"and\":[],\"or\":[]}}"
            .formatted("0".repeat(24), from, to);
    return "{\"cursor\":\"%s\"}"
        .formatted(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static ParseResult<HistoryRequest> read(String containmentType, String body) {
    return read(containmentType, body, Duration.ofDays(7));
  }

  private static ParseResult<HistoryRequest> read(
      String containmentType, String body, Duration longest) {
    return HistoryRequest.read(
        new HttpRequest(
            "POST",
            "/api/public/bot/st-1/getSessions",
            Map.of("botId", "st-1"),
            Map.of("containmentType", containmentType),
            Map.of(),
            Bytes.copyOf(body.getBytes(StandardCharsets.UTF_8)),
            "id-1"),
        Instant.parse("2024-03-05T10:00:00Z"),
        longest);
  }
}
