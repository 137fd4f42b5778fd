package org.conversationsessions.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.conversationsessions.api.http.Events;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.http.PageLimit;
import org.conversationsessions.domain.NamedUuid;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("contract, section 14: the answer to a query for messages")
class MessageResponseTest {
  private static final Instant SENT = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final SessionId SESSION = new SessionId("6b05097926724577ef9c690f");
  private static final ConversationKey CONVERSATION =
      new ConversationKey(new BotId("st-1"), "ann@example.com", "rtm");
  private static final Tags TAGS =
      new Tags(List.of(new Tag("plan", "gold")), List.of(new Tag("topic", "parcel")));

  private final MessageResponse response =
      new MessageResponse(bot -> "acme", SENT.plusSeconds(60), PageLimit.PLAIN);

  @Test
  void anIncomingMessageHasEveryField() {
    assertThat(text(asked(MessageApi.V1, true, true), incoming()))
        .isEqualTo(
            page(
                """
                {"_id":"ms-6b050979-2672-8457-9fbe-71a43c000003","type":"incoming",
                "status":"received","channels":[{"type":"rtm","channelUId":"ann@example.com"}],
                "chnl":"rtm","lang":"en","createdBy":"ann@example.com",
                "lmodifiedBy":"ann@example.com","createdOn":"2026-11-20T10:00:00.123Z",
                "lmodifiedOn":"2026-11-20T10:00:00.123Z","timestampValue":1795168800123,
                "botId":"st-1","accountId":"acme",
                "orgId":"o-ORG","sessionId":"6b05097926724577ef9c690f",
                "components":[{"_id":"cp-6b050979-2672-8457-9fbe-71a43c000003","cT":"text",
                "data":{"text":"Where is \\"it\\"?"},"thumbnails":[]}],"isBB":0,"isD":0,"ms":1,"sT":1,
                "tags":{"messageTags":[{"value":"low","name":"mood"}],
                "userTags":[{"value":"gold","name":"plan"}],
                "sessionTags":[{"value":"parcel","name":"topic"}],"altText":[]},
                "traceId":"request-1","resourceid":"messagestore","__v":0}\
                """));
  }

  @Test
  void anAgentsMessageHasATaskAndAnAuthorIfAskedFor() {
    String shown = text(asked(MessageApi.V2, true, true), outgoing());
    assertThat(shown)
        .contains("\"type\":\"outgoing\",\"status\":\"pending\",\"channels\":[{\"type\":\"rtm\"}]")
        .contains("\"isD\":1,\"ms\":1,\"sT\":0,\"tN\":\"Track parcel\"")
        .contains(
            "\"author\":{\"id\":\"agent-7\",\"firstName\":\"Ann\",\"lastName\":\"\",\"type\":\"AGENT\"}")
        .doesNotContain("traceId");
    assertThat(text(asked(MessageApi.V2, false, false), outgoing())).doesNotContain("author");
    assertThat(text(asked(MessageApi.V2, false, false), incoming())).doesNotContain("traceId");
  }

  @ParameterizedTest
  @CsvSource({"29,true", "30,false"})
  void theTraceIsShownForThirtyDays(int days, boolean shown) {
    MessageResponse later =
        new MessageResponse(bot -> "acme", SENT.plus(Duration.ofDays(days)), PageLimit.PLAIN);
    MessagePage page = new MessagePage(1, List.of(incoming()), false, Set.of());
    assertThat(body(later.of(asked(MessageApi.V1, true, true), page)).contains("traceId"))
        .isEqualTo(shown);
  }

  @Test
  void liteHasFewerFields() {
    assertThat(text(asked(MessageApi.LITE, true, true), incoming()))
        .isEqualTo(
            page(
                """
                {"_id":"ms-6b050979-2672-8457-9fbe-71a43c000003","botId":"st-1","accountId":"acme",
                "orgId":"o-ORG","type":"incoming","status":"received",
                "createdBy":"ann@example.com","createdOn":"2026-11-20T10:00:00.123Z",
                "timestampValue":1795168800123,"sessionId":"6b05097926724577ef9c690f","lang":"en",
                "chnl":"rtm","components":[{"_id":"cp-6b050979-2672-8457-9fbe-71a43c000003",
                "cT":"text","data":{"text":"Where is \\"it\\"?"},"thumbnails":[]}],
                "channels":[{"from":"ann@example.com","to":"st-1",
                "channelUId":"ann@example.com"}]}\
                """));
    assertThat(text(asked(MessageApi.LITE, false, false), outgoing()))
        .contains("\"channels\":[{\"from\":\"ann@example.com\",\"to\":\"st-1\"}]");
  }

  @Test
  void sessionsThatWereNotFoundAreListedAsNamed() {
    MessageRequest asked =
        new MessageRequest(
            MessageApi.V2,
            filter(Optional.of(Set.of(SESSION))),
            Optional.empty(),
            false,
            0,
            Optional.empty(),
            10,
            List.of("x", "6B05097926724577EF9C690F", "x", "0".repeat(24)),
            false,
            false);
    assertThat(body(response.of(asked, new MessagePage(0, List.of(), false, Set.of(SESSION)))))
        .isEqualTo(
            "{\"total\":0,\"moreAvailable\":false,\"messages\":[],\"next\":null,"
                + "\"invalidSessions\":[\"x\",\"%s\"]}".formatted("0".repeat(24)));
  }

  @Test
  void aCursorFollowsIfMoreMessagesDoAndTheyHaveAnOrder() {
    MessagePage page = new MessagePage(9, List.of(incoming()), true, Set.of());
    String next =
        Pattern.compile("\"next\":\"([^\"]+)\"")
            .matcher(body(response.of(asked(MessageApi.V1, false, false), page)))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();
    assertThat(
            MessageCursor.read(next, Duration.ofDays(99_999)).orElseThrow().after().id().number())
        .isEqualTo(3);
    MessageRequest both =
        new MessageRequest(
            MessageApi.V1,
            filter(Optional.empty()),
            Optional.of(new Around(incoming().message().id(), Side.BOTH)),
            true,
            0,
            Optional.empty(),
            10,
            List.of(),
            false,
            false);
    assertThat(body(response.of(both, page)))
        .contains("\"moreAvailable\":true")
        .endsWith("\"next\":null}");
  }

  @Test
  void aPlainPageEndsAtFiveMegabytes() {
    List<FoundMessage> messages = many(400, 20_000, Randoms.fixed(1), false);
    HttpResponse page =
        response.of(
            asked(MessageApi.V2, false, false), new MessagePage(400, messages, false, Set.of()));
    assertThat(page.body().size()).isBetween(4_900_000, 5_000_000);
    assertThat(body(page))
        .startsWith("{\"total\":400,\"moreAvailable\":true,")
        .doesNotContain("\"next\":null");
  }

  /** A client that takes gzip gets as much as fits compressed. */
  @ParameterizedTest
  @EnumSource
  void theWholeAnswerStaysBelowSixMillionBytes(PageLimit limit, @Seeded Random random)
      throws IOException {
    for (boolean noise : List.of(true, false)) {
      List<FoundMessage> messages = many(400, 30_000, random, noise);
      HttpResponse page =
          new MessageResponse(bot -> "acme", SENT, limit)
              .of(
                  asked(MessageApi.V2, false, false),
                  new MessagePage(400, messages, false, Set.of()));
      Map<String, String> headers =
          limit == PageLimit.COMPRESSED ? Map.of("accept-encoding", "gzip, deflate") : Map.of();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      new HttpFunction(request -> page) {}.handleRequest(
          new ByteArrayInputStream(Events.event("GET", "/api/public/x", headers).toArray()),
          answer,
          null);

      assertThat(answer.size()).isLessThan(6_000_000);
      boolean whole = body(page).startsWith("{\"total\":400,\"moreAvailable\":false");
      assertThat(whole).isEqualTo(limit == PageLimit.COMPRESSED && !noise);
      if (!whole) {
        assertThat(answer.size()).isGreaterThan(4_900_000);
      }
    }
  }

  @Test
  void tenThousandOrdinaryMessagesAreOneCompressedPage() {
    List<FoundMessage> messages = many(10_000, 50, Randoms.fixed(2), false);
    HttpResponse page =
        new MessageResponse(bot -> "acme", SENT, PageLimit.COMPRESSED)
            .of(
                asked(MessageApi.V2, false, false),
                new MessagePage(10_000, messages, false, Set.of()));
    assertThat(page.body().size()).isGreaterThan(7_000_000);
    assertThat(body(page)).startsWith("{\"total\":10000,\"moreAvailable\":false");
  }

  /** Returns messages with texts of letters that compress to little, or hardly at all. */
  private static List<FoundMessage> many(int count, int length, Random random, boolean noise) {
    List<FoundMessage> messages = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      StringBuilder text = new StringBuilder(length);
      for (int at = 0; at < length; at++) {
        text.append((char) (noise ? 0x3041 + random.nextInt(2000) : 'a' + at % 26));
        at += noise ? 2 : 0;
      }
      messages.add(found(incoming().message(), number, text.toString()));
    }
    return messages;
  }

  private static FoundMessage found(Message message, int number, String text) {
    return new FoundMessage(
        CONVERSATION,
        new Message(
            new MessageId(SESSION, number),
            message.direction(),
            message.createdOn(),
            message.recordedAt(),
            text,
            message.language(),
            message.developer(),
            message.interactive(),
            message.task(),
            message.author(),
            message.tags(),
            message.traceId()),
        TAGS);
  }

  private static FoundMessage incoming() {
    return new FoundMessage(
        CONVERSATION,
        new Message(
            new MessageId(SESSION, 3),
            MessageDirection.INCOMING,
            SENT,
            SENT,
            "Where is \"it\"?",
            "en",
            false,
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(new Tag("mood", "low")),
            Optional.of("request-1")),
        TAGS);
  }

  private static FoundMessage outgoing() {
    return new FoundMessage(
        CONVERSATION,
        new Message(
            new MessageId(SESSION, 4),
            MessageDirection.OUTGOING,
            SENT,
            SENT,
            "It comes tomorrow.",
            "en",
            true,
            false,
            Optional.of("Track parcel"),
            Optional.of(new MessageAuthor("agent-7", Optional.of("Ann"), Optional.empty())),
            List.of(),
            Optional.empty()),
        TAGS);
  }

  private static MessageRequest asked(MessageApi api, boolean traceId, boolean author) {
    return new MessageRequest(
        api,
        filter(Optional.empty()),
        Optional.empty(),
        false,
        0,
        Optional.empty(),
        10_000,
        List.of(),
        traceId,
        author);
  }

  private static MessageFilter filter(Optional<Set<SessionId>> sessions) {
    return new MessageFilter(
        MessageFilter.ANY_TIME,
        Optional.of("ann@example.com"),
        Optional.empty(),
        sessions,
        Set.of(),
        Optional.empty(),
        TagFilter.NONE);
  }

  private String text(MessageRequest asked, FoundMessage message) {
    return body(response.of(asked, new MessagePage(1, List.of(message), false, Set.of())));
  }

  private static String page(String message) {
    return "{\"total\":1,\"moreAvailable\":false,\"messages\":["
        + message.replace("\n", "").replace("ORG", NamedUuid.ofAccount("acme").toString())
        + "],\"next\":null}";
  }

  private static String body(HttpResponse response) {
    return response.body().utf8Text().orElseThrow();
  }
}
