package org.conversationsessions.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 14: the parameters of a query for messages")
class MessageRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.000Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final SessionId SESSION = SessionId.of(NOW, 7);
  private static final MessageId MESSAGE = new MessageId(SESSION, 3);
  private static final String REFUSED = "Validation errors/ Invalid arguments: ";

  @Test
  void withoutFieldsAPostAsksForTheNewestOfTheLastWeek() {
    MessageRequest read = post(MessageApi.V1, "");

    assertThat(read.filter()).isEqualTo(filter(new TimeWindow(NOW.minus(WEEK), NOW)));
    assertThat(read.around()).isEmpty();
    assertThat(read.forward()).isFalse();
    assertThat(read.after()).isEmpty();
    assertThat(List.of(read.skip(), (long) read.limit())).containsExactly(0L, 100L);
    assertThat(read.withTraceId() || read.withAuthor()).isFalse();
    assertThat(read.query(List.of()).withTags()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "V1,'',100",
    "V1,'\"limit\":7',7",
    "V1,'\"limit\":\"101\"',100",
    "V2,'',100",
    "V2,'\"limit\":9999',9999",
    "V2,'\"limit\":10001',10000",
    "LITE,'\"userId\":\"u\"',5",
    "LITE,'\"userId\":\"u\",\"limit\":1000',1000",
    "LITE,'\"userId\":\"u\",\"limit\":1e9',1000"
  })
  void aLimitAboveTheCapIsClamped(MessageApi api, String fields, int limit) {
    assertThat(post(api, "{" + fields + "}").limit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({
    "V1, '\"limit\":0', limit",
    "V1, '\"limit\":\"x\"', limit",
    "V1, '\"skip\":-1', skip",
    "V1, '\"skip\":1,\"offset\":2', offset",
    "V1, '\"userId\":\"\"', userId",
    "V1, '\"userId\":\"\\ud800\"', userId",
    "V1, '\"channelUId\":[]', channelUId",
    "V1, '\"userId\":\"a\",\"channelUId\":\"b\"', channelUId: differs from userId",
    "V1, '\"channelType\":7', channelType",
    "V1, '\"sessionId\":{}', sessionId",
    "V1, '\"sessionId\":[7]', sessionId[0]",
    "V1, '\"forward\":\"TRUE\"', forward",
    "V1, '\"forward\":1', forward",
    "V1, '\"msgId\":7', msgId",
    "V1, '\"msgId\":\"x\",\"direction\":\"up\"', direction",
    "V1, '\"msgId\":\"x\",\"dateFrom\":\"2026-01-01\"', msgId: cannot be combined",
    "V1, '\"msgId\":\"x\",\"dateTo\":\"2026-01-01\"', msgId: cannot be combined",
    "V1, '\"tags\":{\"xor\":[]}', tags.xor",
    "V1, '\"tags\":{\"and\":[{\"name\":\"a\",\"values\":[\"b\"],\"type\":\"x\"}]}',"
        + " tags.and[0].type",
    "V1, '\"includeTraceId\":\"yes\"', includeTraceId",
    "V1, '\"getAgentsInfo\":0', getAgentsInfo",
    "V1, '\"includeLatency\":2', includeLatency",
    "V1, '\"includeSecureForm\":[]', includeSecureForm",
    "V1, '\"includeMeta\":\"\"', includeMeta",
    "V1, '\"callId\":\"c-1\"', callId: is not supported",
    "V1, '\"dateFrom\":20260101', dateFrom",
    "V1, '\"cursor\":\"x\"', cursor: is not a cursor of this service",
    "V2, '\"cursor\":7', cursor",
    "LITE, '\"limit\":1', userId: is missing",
    "LITE, '\"userId\":\"u\",\"type\":[\"both\"]', type: must name incoming or outgoing",
    "LITE, '\"userId\":\"u\",\"type\":[]', type",
    "LITE, '\"userId\":\"u\",\"isDeveloper\":\"no\"', isDeveloper"
  })
  @DisplayName("section 3, row 6")
  void anInvalidFieldIsNamed(MessageApi api, String fields, String reason) {
    assertThat(refused(api, "{" + fields + "}").msg()).startsWith(REFUSED + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "V2, '\"dateFrom\":\"2026-01-02\",\"dateTo\":\"2026-01-01\"', dateFrom is after dateTo",
    "V2, '\"dateFrom\":\"2026-01-01\",\"dateTo\":\"2026-01-09\"', dateFrom and dateTo are more than"
        + " 7 days",
    "V2, '\"dateFrom\":\"yesterday\"', dateFrom: ",
    "LITE, '\"userId\":\"u\",\"dateFrom\":\"2026-01-01\",\"dateTo\":\"2026-02-02\"', dateFrom and"
        + " dateTo are more than 31 days",
    "V1, '\"msgId\":\"ms-1\"', Invalid message id",
    "V1, '\"msgId\":\"ms-69a40fa0-1f40-4000-8000-000000000000\"', Invalid message id"
  })
  @DisplayName("section 3, row 7")
  void valuesThatMakeNoSenseAreAnswered400(MessageApi api, String fields, String reason) {
    assertThat(refused(api, "{" + fields + "}").status()).isEqualTo(400);
    assertThat(refused(api, "{" + fields + "}").msg()).startsWith(reason);
    // Types are checked first.
    assertThat(refused(api, "{" + fields + ",\"forward\":7}").status()).isEqualTo(412);
  }

  @Test
  void theExactRangesAreAllowed() {
    post(MessageApi.V2, "{\"dateFrom\":\"2026-01-01\",\"dateTo\":\"2026-01-08\"}");
    post(
        MessageApi.LITE,
        "{\"userId\":\"u\",\"dateFrom\":\"2026-01-01\",\"dateTo\":\"2026-02-01\"}");
    post(MessageApi.V1, "{\"sessionId\":[],\"dateFrom\":\"1999-01-01\",\"dateTo\":\"2026-02-01\"}");
  }

  @Test
  void liteAndSessionsHaveNoDefaultWindow() {
    assertThat(post(MessageApi.LITE, "{\"userId\":\"u\"}").filter().window())
        .isEqualTo(MessageFilter.ANY_TIME);
    assertThat(post(MessageApi.V2, "{\"sessionId\":[]}").filter().window())
        .isEqualTo(MessageFilter.ANY_TIME);
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(
            post(MessageApi.LITE, "{\"userId\":\"u\",\"dateFrom\":\"2026-01-01\"}")
                .filter()
                .window())
        .isEqualTo(new TimeWindow(from, from.plus(Duration.ofDays(31))));
    assertThat(
            post(MessageApi.V2, "{\"sessionId\":[],\"dateFrom\":\"2026-01-01\"}").filter().window())
        .isEqualTo(new TimeWindow(from, MessageFilter.ANY_TIME.to()));
    assertThat(
            post(MessageApi.V2, "{\"sessionId\":[],\"dateTo\":\"2026-01-01T00:00\"}")
                .filter()
                .window())
        .isEqualTo(new TimeWindow(MessageFilter.ANY_TIME.from(), from));
  }

  @Test
  void everyFilterIsRead() {
    MessageRequest read =
        post(
            MessageApi.LITE,
            """
            {"channelUId":"ann","channelType":"RTM","sessionId":["%S","x"],"forward":"true",
            "type":["incoming","outgoing"],"isDeveloper":"false","skip":"2","offset":2,
            "includeTraceId":true,"getAgentsInfo":"true","includeMeta":false,
            "tags":[{"name":"a","value":"b","type":"message"}]}\
            """
                .formatted(SESSION));

    assertThat(read.filter())
        .isEqualTo(
            new MessageFilter(
                MessageFilter.ANY_TIME,
                Optional.of("ann"),
                Optional.of("RTM"),
                Optional.of(Set.of(SESSION)),
                Set.of(MessageDirection.values()),
                Optional.of(false),
                new TagFilter(
                    List.of(
                        new TagFilter.Condition(
                            "a", Set.of("b"), Optional.of(TagFilter.Type.MESSAGE))),
                    List.of())));
    assertThat(read.named()).containsExactly(SESSION.value().toUpperCase(Locale.ROOT), "x");
    assertThat(read.forward() && read.withAuthor() && read.withTraceId()).isTrue();
    assertThat(read.skip()).isEqualTo(2);
    assertThat(read.query(List.of()).withTags()).isFalse();
  }

  @Test
  void atMostFiftySessionsAreNamed() {
    String fifty = "\"x\"" + ",\"x\"".repeat(49);

    assertThat(post(MessageApi.V2, "{\"sessionId\":[" + fifty + "]}").named()).hasSize(50);
    assertThat(refused(MessageApi.V2, "{\"sessionId\":[\"x\"," + fifty + "]}").msg())
        .startsWith(REFUSED + "sessionId: must be an array of 0 to 50 items");
  }

  @ParameterizedTest
  @EnumSource(names = {"V1", "V2"})
  void fieldsOfLiteAreUnknownElsewhere(MessageApi api) {
    MessageRequest read = post(api, "{\"type\":7,\"isDeveloper\":7}");
    assertThat(read.filter().directions()).isEmpty();
    assertThat(read.filter().developer()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "messageTags,MESSAGE",
    "message,MESSAGE",
    "userTags,USER",
    "user,USER",
    "sessionTags,SESSION",
    "session,SESSION"
  })
  void everyTypeOfTagHasTwoNames(String name, TagFilter.Type type) {
    MessageRequest read =
        post(
            MessageApi.V1,
            "{\"tags\":{\"or\":[{\"name\":\"a\",\"values\":[\"b\"],\"type\":\"%s\"}]}}"
                .formatted(name));
    assertThat(read.filter().tags().any().getFirst().type()).contains(type);
  }

  @Nested
  class StartingFromAMessage {
    @ParameterizedTest
    @CsvSource({"'',LATER", "5,LATER", "-1,EARLIER", "0,BOTH", "\"-9\",EARLIER"})
    void theDirectionSaysWhichSideIsWanted(String direction, Side side) {
      String field = direction.isEmpty() ? "" : ",\"direction\":" + direction;
      MessageRequest read =
          post(MessageApi.V1, "{\"msgId\":\"%s\"%s}".formatted(MESSAGE.wire(), field));
      assertThat(read.around()).contains(new Around(MESSAGE, side));
      assertThat(read.filter().window()).isEqualTo(MessageFilter.ANY_TIME);
      assertThat(read.query(List.of()).forward()).isEqualTo(side != Side.EARLIER);
    }

    @Test
    void withoutAMessageTheDirectionIsIgnored() {
      assertThat(post(MessageApi.V1, "{\"direction\":\"up\"}").around()).isEmpty();
    }

    @Test
    void bothSidesAreOnePage() {
      assertThat(
              refused(
                      MessageApi.V1,
                      "{\"msgId\":\"%s\",\"direction\":0,\"skip\":1}".formatted(MESSAGE.wire()))
                  .msg())
          .startsWith(REFUSED + "skip: cannot be combined with direction 0");
    }
  }

  @Nested
  class ByGet {
    @Test
    void anEndUserOrASessionIsNeeded() {
      assertThat(refusedGet(MessageApi.V1, Map.of("limit", "1")).msg())
          .isEqualTo(REFUSED + "userId: is missing");
      assertThat(refusedGet(MessageApi.V2, Map.of("msgId", MESSAGE.wire())).msg())
          .isEqualTo(REFUSED + "userId: is missing");
      for (MessageApi api : MessageApi.values()) {
        get(api, Map.of("userId", "u"));
        get(api, Map.of("channelUId", "u"));
        get(api, Map.of("sessionId", "x"));
      }
    }

    @Test
    void theChannelIsRtmIfNoneIsNamed() {
      assertThat(get(MessageApi.V1, Map.of("userId", "u")).filter().channel()).contains("rtm");
      assertThat(get(MessageApi.V2, Map.of("userId", "u")).filter().channel()).contains("rtm");
      assertThat(get(MessageApi.V1, Map.of("userId", "u", "channelType", "ivr")).filter().channel())
          .contains("ivr");
      assertThat(get(MessageApi.LITE, Map.of("userId", "u")).filter().channel()).isEmpty();
      assertThat(get(MessageApi.V1, Map.of("sessionId", "x")).filter().channel()).isEmpty();
      assertThat(
              get(MessageApi.V1, Map.of("userId", "u", "msgId", MESSAGE.wire())).filter().channel())
          .isEmpty();
      assertThat(post(MessageApi.V1, "{\"userId\":\"u\"}").filter().channel()).isEmpty();
    }

    @Test
    void emptyParametersCountAsMissing() {
      MessageRequest read =
          get(MessageApi.V1, Map.of("", "", "userId", "u", "limit", "", "dateFrom", ""));
      assertThat(read.limit()).isEqualTo(100);
    }

    @Test
    void sessionsAreSeparatedByCommas() {
      MessageRequest read = get(MessageApi.V2, Map.of("sessionId", SESSION + ", x,," + SESSION));
      assertThat(read.named()).containsExactly(SESSION.value(), "x", SESSION.value());
      assertThat(read.filter().sessions()).contains(Set.of(SESSION));
      String many = "x,".repeat(51);
      assertThat(refusedGet(MessageApi.V2, Map.of("sessionId", many)).msg())
          .isEqualTo(REFUSED + "sessionId: must name at most 50 sessions");
      get(MessageApi.V2, Map.of("sessionId", "x,".repeat(50)));
    }

    @Test
    void theTypeOfLiteIsOneNameOrSeveral() {
      assertThat(
              get(MessageApi.LITE, Map.of("userId", "u", "type", "incoming,outgoing"))
                  .filter()
                  .directions())
          .hasSize(2);
    }

    @Test
    void tagsAreNoParameter() {
      assertThat(refusedGet(MessageApi.V1, Map.of("userId", "u", "tags", "[]")).msg())
          .startsWith(REFUSED + "tags: must be an object");
    }

    @Test
    void aBodyIsIgnored() {
      assertThat(
              MessageRequest.read(
                  request("GET", Map.of("userId", "u"), "{\"limit\":0}"), MessageApi.V1, NOW, WEEK))
          .isInstanceOf(ParseResult.Value.class);
    }
  }

  @Test
  void aPostTakesFromTheQueryWhatItsBodyDoesNotName() {
    MessageRequest read =
        value(
            MessageRequest.read(
                request(
                    "POST",
                    Map.of("userId", "query", "channelType", "korevg", "limit", "3", "skip", ""),
                    "{\"userId\":\"body\",\"channelType\":null}"),
                MessageApi.V2,
                NOW,
                WEEK));
    assertThat(read.filter().userId()).contains("body");
    assertThat(read.filter().channel()).contains("korevg");
    assertThat(read.limit()).isEqualTo(3);
  }

  @Test
  @DisplayName("contract, section 13.2")
  void aHeaderNamedLikeAFieldIsIgnored() {
    HttpRequest request =
        new HttpRequest(
            "GET",
            "/api/public/bot/st-1/getMessages",
            Map.of("botId", "st-1"),
            Map.of("limit", "1"),
            Map.of("userid", "u", "skip", "1"),
            Bytes.EMPTY,
            "id-1");

    assertThat(error(MessageRequest.read(request, MessageApi.V1, NOW, WEEK)).msg())
        .isEqualTo(REFUSED + "userId: is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{\"userId\":\"u\",}", "{"})
  void aBodyThatIsNoObjectIsAnswered412(String body) {
    assertThat(refused(MessageApi.LITE, body).msg()).startsWith(REFUSED + "body: ");
  }

  @Nested
  class Cursors {
    private final MessageFilter filter =
        new MessageFilter(
            new TimeWindow(NOW.minus(WEEK), NOW.minusMillis(1)),
            Optional.of("ä"),
            Optional.of("rtm"),
            Optional.of(Set.of(SESSION)),
            Set.of(MessageDirection.INCOMING),
            Optional.of(true),
            new TagFilter(
                List.of(),
                List.of(
                    new TagFilter.Condition(
                        "n", Set.of("v", "w"), Optional.of(TagFilter.Type.MESSAGE)))));
    private final MessagePosition after = new MessagePosition(NOW.minusMillis(5), MESSAGE);
    private final MessageCursor cursor =
        new MessageCursor(filter, Optional.of(new Around(MESSAGE, Side.EARLIER)), false, after);

    @Test
    void aCursorHoldsTheWholeQuery() {
      assertThat(MessageCursor.read(cursor.text(), WEEK)).contains(cursor);
      MessageRequest read =
          post(MessageApi.V1, "{\"cursor\":\"%s\",\"skip\":4}".formatted(cursor.text()));
      assertThat(read.filter()).isEqualTo(filter);
      assertThat(read.around()).isEqualTo(cursor.around());
      assertThat(read.after()).contains(after);
      assertThat(read.skip()).isZero();
      assertThat(read.named()).containsExactly(SESSION.value());
      assertThat(get(MessageApi.V1, Map.of("cursor", cursor.text())).filter()).isEqualTo(filter);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"userId\":\"b\"",
          "\"channelType\":\"web\"",
          "\"sessionId\":[]",
          "\"type\":\"outgoing\"",
          "\"isDeveloper\":false",
          "\"tags\":[]",
          "\"msgId\":\"ms-69a40fa0-1f40-8000-8000-000000000000\",\"direction\":-1"
        })
    void otherFiltersAreRefused(String field) {
      assertThat(
              refused(MessageApi.LITE, "{\"cursor\":\"%s\",%s}".formatted(cursor.text(), field))
                  .msg())
          .isEqualTo(REFUSED + "cursor: belongs to another question: the filters have changed");
    }

    @Test
    void theSameFiltersAreAllowed() {
      String fields =
          "\"userId\":\"ä\",\"sessionId\":[\"%s\",\"x\"],\"msgId\":\"%s\",\"direction\":-3,\"forward\":true"
              .formatted(SESSION, MESSAGE.wire());
      assertThat(
              post(MessageApi.LITE, "{\"cursor\":\"%s\",%s}".formatted(cursor.text(), fields))
                  .named())
          .containsExactly(SESSION.value(), "x");
    }

    @Test
    void aForgedCursorCannotAskForMoreThanAQuery() {
      TimeWindow wide = new TimeWindow(NOW.minus(Duration.ofDays(8)), NOW);
      MessageCursor all =
          new MessageCursor(MessageRequestTest.filter(wide), Optional.empty(), true, after);
      assertThat(MessageCursor.read(all.text(), WEEK)).isEmpty();
      assertThat(MessageCursor.read(all.text(), Duration.ofDays(8))).contains(all);
      assertThat(MessageCursor.read(cursor.text() + "A", WEEK)).isEmpty();
      assertThat(MessageCursor.read("e30", WEEK)).isEmpty();
    }
  }

  private static MessageFilter filter(TimeWindow window) {
    return new MessageFilter(
        window,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        TagFilter.NONE);
  }

  private static MessageRequest post(MessageApi api, String body) {
    return value(MessageRequest.read(request("POST", Map.of(), body), api, NOW, WEEK));
  }

  private static MessageRequest get(MessageApi api, Map<String, String> query) {
    return value(MessageRequest.read(request("GET", query, ""), api, NOW, WEEK));
  }

  private static ApiError refused(MessageApi api, String body) {
    return error(MessageRequest.read(request("POST", Map.of(), body), api, NOW, WEEK));
  }

  private static ApiError refusedGet(MessageApi api, Map<String, String> query) {
    return error(MessageRequest.read(request("GET", query, ""), api, NOW, WEEK));
  }

  private static MessageRequest value(ParseResult<MessageRequest> read) {
    assertThat(read).isInstanceOf(ParseResult.Value.class);
    return ((ParseResult.Value<MessageRequest>) read).value();
  }

  private static ApiError error(ParseResult<MessageRequest> read) {
    assertThat(read).isInstanceOf(ParseResult.Refused.class);
    return ((ParseResult.Refused<MessageRequest>) read).error();
  }

  private static HttpRequest request(String method, Map<String, String> query, String body) {
    return new HttpRequest(
        method,
        "/api/public/bot/st-1/getMessages",
        Map.of("botId", "st-1"),
        new HashMap<>(query),
        Map.of(),
        Bytes.utf8(body),
        "id-1");
  }
}
