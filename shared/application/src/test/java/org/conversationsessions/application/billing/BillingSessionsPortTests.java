package org.conversationsessions.application.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.SessionFixture;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link BillingSessions} promises (contract, section 16). */
public abstract class BillingSessionsPortTests {
  /** The most sessions of a window for the implementation under test. */
  protected static final int MAX_SESSIONS = 30;

  /** How long the implementation under test keeps closed sessions. */
  protected static final Duration RETENTION = Duration.ofDays(90);

  /** The service's time for the implementation under test. */
  protected static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:34:56Z"), ZoneOffset.UTC);

  private static final Instant RECENTLY = CLOCK.instant().minus(Duration.ofDays(3));
  private static final TimeWindow NOVEMBER =
      new TimeWindow(at("2026-11-01T00:00:00Z"), at("2026-11-30T23:59:59.999Z"));

  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final BotId other = new BotId("st-" + UUID.randomUUID());
  private int sessions;

  /** Returns the billing sessions under test, with the constants of this class. */
  protected abstract BillingSessions billingSessions();

  /** Returns the conversations whose sessions are billed. */
  protected abstract Conversations conversations();

  @Test
  void withoutSessionsThereIsNothing() {
    assertThat(page(query(0, 10))).isEqualTo(BillingPage.EMPTY);
    assertThat(page(new BillingQuery(List.of(), NOVEMBER, none(), 0, none(), 10)))
        .isEqualTo(BillingPage.EMPTY);
  }

  @Test
  void theNewestSessionComesFirstAndItsBillingSessionsAscend() {
    Session first = closed("2026-11-10T10:00:00Z", 31);
    Session last = closed("2026-11-10T10:00:01Z", 16);
    write(first, last);

    BillingPage page = page(query(0, 10));

    assertThat(page.total()).isEqualTo(5);
    assertThat(page.moreAvailable()).isFalse();
    assertThat(page.billingSessions())
        .extracting(FoundBillingSession::position)
        .containsExactly(
            new BillingPosition(last.id(), 0),
            new BillingPosition(last.id(), 1),
            new BillingPosition(first.id(), 0),
            new BillingPosition(first.id(), 1),
            new BillingPosition(first.id(), 2));
    assertThat(page.billingSessions().get(3).billingSession().start())
        .isEqualTo(at("2026-11-10T10:15:00Z"));
    assertThat(page.billingSessions().get(3).session()).isEqualTo(first);
  }

  @Test
  void pagesMayCutASession() {
    write(closed("2026-11-10T10:00:00Z", 60), closed("2026-11-12T10:00:00Z", 40));
    List<FoundBillingSession> all = page(query(0, 10)).billingSessions();
    assertThat(all).hasSize(7);

    for (int from = 0; from <= 8; from++) {
      for (int limit = 1; limit <= 8; limit++) {
        int first = Math.min(from, 7);
        int end = Math.min(first + limit, 7);
        assertThat(page(query(from, limit)))
            .as("skip %d, limit %d", from, limit)
            .isEqualTo(new BillingPage(7, all.subList(first, end), end < 7));
        if (from > 0 && from <= 7) {
          assertThat(page(after(all.get(from - 1).position(), limit)))
              .as("after %d, limit %d", from, limit)
              .isEqualTo(new BillingPage(7, all.subList(first, end), end < 7));
        }
      }
    }
    assertThat(page(query(Long.MAX_VALUE, 1000))).isEqualTo(new BillingPage(7, List.of(), false));
  }

  @Test
  void aCursorMayNameABillingSessionThatIsGone() {
    Session left = closed("2026-11-10T10:00:00Z", 20);
    write(left);

    SessionId gone = SessionId.of(at("2026-11-11T10:00:00Z"), 7);

    assertThat(page(after(new BillingPosition(gone, 3), 10)).billingSessions()).hasSize(2);
    assertThat(page(after(new BillingPosition(left.id(), 9), 10)))
        .isEqualTo(new BillingPage(2, List.of(), false));
  }

  @Test
  void theWindowIsThatOfTheSessionsStartWithBothEnds() {
    write(
        closed("2026-11-09T23:59:59.999Z", 40),
        closed("2026-11-10T00:00:00Z", 1),
        closed("2026-11-12T10:00:00.002Z", 20),
        closed("2026-11-12T10:00:00.003Z", 1));

    BillingPage page =
        page(
            new BillingQuery(
                TestBots.of(List.of(bot)),
                new TimeWindow(at("2026-11-10T00:00:00Z"), at("2026-11-12T10:00:00.002Z")),
                none(),
                0,
                none(),
                10));

    assertThat(page.total()).isEqualTo(3);
    assertThat(page.billingSessions()).hasSize(3);
  }

  @Test
  void theChannelIsComparedInAnyCase() {
    write(
        closed(bot, "Web", "2026-11-10T10:00:00Z", 20),
        closed(bot, "rtm", "2026-11-11T10:00:00Z", 1));

    assertThat(page(ofChannel("wEB")).total()).isEqualTo(2);
    assertThat(page(ofChannel("RTM")).billingSessions()).hasSize(1);
    assertThat(page(ofChannel("ivr"))).isEqualTo(BillingPage.EMPTY);
  }

  @Test
  void severalBotsAreOneList() {
    write(
        closed(bot, "rtm", "2026-11-10T10:00:00Z", 1),
        closed(other, "rtm", "2026-11-11T10:00:00Z", 16),
        closed(bot, "rtm", "2026-11-12T10:00:00Z", 1));

    BillingPage page =
        page(new BillingQuery(TestBots.of(List.of(bot, other)), NOVEMBER, none(), 1, none(), 2));

    assertThat(page.total()).isEqualTo(4);
    assertThat(page.moreAvailable()).isTrue();
    assertThat(page.billingSessions())
        .allMatch(one -> one.session().conversation().bot().equals(other));
  }

  @Test
  void sessionsThatAreNotBilledAndTimeWithAnAgentAreLeftOut() {
    Session base = closed("2026-11-10T10:00:00Z", 40);
    write(
        base,
        variant("2026-11-11T10:00:00Z", SessionType.NON_INTERACTIVE, false, Optional.empty()),
        variant("2026-11-12T10:00:00Z", SessionType.INTERACTIVE, true, Optional.empty()),
        variant(
            "2026-11-13T10:00:00Z",
            SessionType.INTERACTIVE,
            false,
            Optional.of(at("2026-11-13T10:07:00Z"))));
    Session live = Session.starting(SessionId.of(at("2026-11-14T10:00:00Z"), 99), key("rtm"));
    new SessionFixture(conversations()).writeLive(live, live);

    BillingPage page = page(query(0, 10));

    assertThat(page.total()).isEqualTo(4);
    assertThat(page.billingSessions().getFirst().billingSession().end())
        .isEqualTo(at("2026-11-13T10:07:00Z"));
  }

  @Test
  void expiredSessionsAreNotBilled() {
    write(
        closed(bot, "rtm", "2026-08-20T10:00:00Z", 1, CLOCK.instant().minus(RETENTION)),
        closed(
            bot,
            "rtm",
            "2026-08-20T11:00:00Z",
            1,
            CLOCK.instant().minus(RETENTION).plusSeconds(1)));
    TimeWindow august = new TimeWindow(at("2026-08-20T00:00:00Z"), at("2026-08-25T00:00:00Z"));

    assertThat(
            page(new BillingQuery(TestBots.of(List.of(bot)), august, none(), 0, none(), 10))
                .total())
        .isEqualTo(1);
  }

  @Test
  void aWindowWithTooManySessionsIsRefused() {
    Instant start = at("2026-11-10T10:00:00Z");
    List<Session> many =
        IntStream.range(0, MAX_SESSIONS)
            .mapToObj(i -> closed(start.plusSeconds(60L * i).toString(), 1))
            .toList();
    write(many.toArray(Session[]::new));
    assertThat(page(query(0, 1)).total()).isEqualTo(MAX_SESSIONS);

    write(closed("2026-11-11T10:00:00Z", 1));

    assertThat(billingSessions().page(query(0, 1))).isEqualTo(new BillingSessions.Result.TooMany());
    assertThat(billingSessions().page(ofChannel("rtm")))
        .isEqualTo(new BillingSessions.Result.TooMany());
  }

  private BillingPage page(BillingQuery query) {
    return switch (billingSessions().page(query)) {
      case BillingSessions.Result.Found(BillingPage page) -> page;
      case BillingSessions.Result.TooMany() -> throw new AssertionError("too many sessions");
    };
  }

  private BillingQuery query(long skip, int limit) {
    return new BillingQuery(TestBots.of(List.of(bot)), NOVEMBER, none(), skip, none(), limit);
  }

  private BillingQuery after(BillingPosition last, int limit) {
    return new BillingQuery(
        TestBots.of(List.of(bot)), NOVEMBER, none(), 0, Optional.of(last), limit);
  }

  private BillingQuery ofChannel(String channel) {
    return new BillingQuery(
        TestBots.of(List.of(bot)), NOVEMBER, Optional.of(channel), 0, none(), 10);
  }

  private void write(Session... written) {
    new SessionFixture(conversations()).write(Stream.of(written).toList());
  }

  private Session closed(String start, int minutes) {
    return closed(bot, "rtm", start, minutes);
  }

  private Session closed(BotId of, String channel, String start, int minutes) {
    return closed(of, channel, start, minutes, RECENTLY);
  }

  private Session closed(BotId of, String channel, String start, int minutes, Instant recordedAt) {
    return session(
        new ConversationKey(of, "ann", channel),
        at(start),
        Duration.ofMinutes(minutes),
        SessionType.INTERACTIVE,
        false,
        Optional.empty(),
        recordedAt);
  }

  private Session variant(
      String start, SessionType type, boolean developer, Optional<Instant> transfer) {
    return session(
        key("rtm"), at(start), Duration.ofMinutes(40), type, developer, transfer, RECENTLY);
  }

  private Session session(
      ConversationKey conversation,
      Instant start,
      Duration duration,
      SessionType type,
      boolean developer,
      Optional<Instant> transfer,
      Instant recordedAt) {
    return new Session(
        SessionId.of(start, ++sessions),
        conversation,
        start.plus(duration),
        List.of("en"),
        type,
        transfer.isPresent() ? ContainmentType.AGENT : ContainmentType.SELF_SERVICE,
        transfer.map(at -> new AgentTransfer(at, false)),
        developer,
        Tags.NONE,
        2,
        0,
        Optional.of(new Closing(CloseReason.INACTIVITY, recordedAt, "en", 1, 1)));
  }

  private ConversationKey key(String channel) {
    return new ConversationKey(bot, "ann", channel);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
