package org.conversationsessions.api.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.BillingSession;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 16.3: the answer to a query for billing sessions")
class BillingResponseTest {
  private static final Instant START = Instant.parse("2021-03-10T14:05:03.250Z");
  private static final BillingRequest REQUEST =
      new BillingRequest(
          new BillingFilter(
              new TimeWindow(START, START.plusSeconds(1)), Optional.empty(), Optional.of("rtm")),
          0,
          Optional.empty(),
          1000);

  @Test
  void aRowHasTheFieldsAndTimesOfKore() {
    Session session = session("ann");

    String body = text(BillingResponse.of(REQUEST, new BillingPage(2, rows(session), false)));

    assertThat(body)
        .isEqualTo(
            ("{\"total\":2,\"moreAvailable\":false,\"sessions\":["
                + row(session, 0, "03-10-2021 2:05:03 pm", "03-10-2021 2:20:03 pm")
                + ","
                + row(session, 1, "03-10-2021 2:20:03 pm", "03-10-2021 2:25:03 pm")
                + "],\"next\":null}"));
  }

  @Test
  void noRowsAreAnEmptyList() {
    assertThat(text(BillingResponse.of(REQUEST, BillingPage.EMPTY)))
        .isEqualTo("{\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"next\":null}");
  }

  @Test
  void nextContinuesAfterTheLastRowWithTheSameFilter() {
    Session session = session("ann");

    String body =
        text(BillingResponse.of(REQUEST, new BillingPage(2, rows(session).subList(0, 1), true)));

    assertThat(body).contains("\"moreAvailable\":true");
    assertThat(BillingCursor.read(next(body), Duration.ofDays(1)))
        .contains(new BillingCursor(REQUEST.filter(), new BillingPosition(session.id(), 0)));
  }

  @Test
  void theLargestPageFitsIntoAResponse() {
    Session session = session("\u0001".repeat(ConversationKey.MAX_USER));
    FoundBillingSession row = rows(session).getFirst();

    HttpResponse response =
        BillingResponse.of(
            REQUEST, new BillingPage(5000, Collections.nCopies(BillingQuery.MAX_LIMIT, row), true));

    assertThat(response.body().size()).isBetween(3_000_000, 5_000_000);
  }

  private static String row(Session session, int number, String start, String end) {
    return ("{\"botId\":\"st-1\",\"channel\":\"rtm\",\"koreUserId\":\"ann\","
            + "\"channelUserId\":\"ann\",\"billingSessionType\":\"Conversations\","
            + "\"conversationSessionId\":\"%s\","
            + "\"conversationSessionStartDateTime\":\"03-10-2021 2:05:03 pm\","
            + "\"conversationSessionEndDateTime\":\"03-10-2021 2:25:03 pm\","
            + "\"billingSessionId\":\"%s\",\"billingSessionStartDateTime\":\"%s\","
            + "\"billingSessionEndDateTime\":\"%s\"}")
        .formatted(session.id(), BillingSession.of(session).get(number).id(), start, end);
  }

  private static List<FoundBillingSession> rows(Session session) {
    List<BillingSession> all = BillingSession.of(session);
    return IntStream.range(0, all.size())
        .mapToObj(number -> new FoundBillingSession(session, number, all.get(number)))
        .toList();
  }

  private static Session session(String user) {
    return new Session(
        SessionId.of(START, 7),
        new ConversationKey(new BotId("st-1"), user, "rtm"),
        START.plus(Duration.ofMinutes(20)),
        List.of("en"),
        SessionType.INTERACTIVE,
        ContainmentType.SELF_SERVICE,
        Optional.empty(),
        false,
        Tags.NONE,
        2,
        0,
        Optional.of(new Closing(CloseReason.INACTIVITY, START.plusSeconds(2400), "en", 1, 1)));
  }

  private static String next(String body) {
    return body.substring(body.indexOf("\"next\":\"") + 8, body.length() - 2);
  }

  private static String text(HttpResponse response) {
    return response.body().utf8Text().orElseThrow();
  }
}
