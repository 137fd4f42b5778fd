package org.conversationsessions.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Contract, section 16.1: billing sessions")
class BillingSessionTest {
  private static final Instant START = Instant.parse("2026-03-01T10:06:24.500Z");
  private static final SessionId ID = SessionId.of(START, 0xabcde_f012345L);

  @ParameterizedTest
  @CsvSource({
    "PT0S, 1",
    "PT0.001S, 1",
    "PT14M59.999S, 1",
    "PT15M, 1",
    "PT15M0.001S, 2",
    "PT30M, 2",
    "PT30M0.001S, 3",
    "PT31M, 3",
    "PT45M, 3",
    "PT25H, 100"
  })
  void everyFifteenMinutesBegunAreOne(Duration duration, int sessions) {
    Session session = interactive(duration, Optional.empty());

    assertThat(BillingSession.count(session)).isEqualTo(sessions);
    List<BillingSession> all = BillingSession.of(session);
    assertThat(all).hasSize(sessions);
    assertThat(all.getFirst().start()).isEqualTo(START);
    assertThat(all.getLast().end()).isEqualTo(START.plus(duration));
    for (int i = 1; i < sessions; i++) {
      assertThat(all.get(i).start())
          .isEqualTo(START.plus(Duration.ofMinutes(15L * i)))
          .isEqualTo(all.get(i - 1).end());
    }
  }

  @ParameterizedTest
  @CsvSource({"PT7M, 1, PT7M", "PT15M, 1, PT15M", "PT16M, 2, PT16M", "PT50M, 4, PT50M"})
  void theTransferToAnAgentEndsThem(Duration transfer, int sessions, Duration end) {
    Session session = interactive(Duration.ofMinutes(40), Optional.of(START.plus(transfer)));

    assertThat(BillingSession.count(session)).isEqualTo(sessions);
    assertThat(BillingSession.of(session).getLast().end()).isEqualTo(START.plus(end));
  }

  @Test
  void aTransferBeforeTheStartLeavesOneWithoutDuration() {
    Session session = interactive(Duration.ofMinutes(40), Optional.of(START.minusSeconds(60)));

    assertThat(BillingSession.of(session))
        .containsExactly(
            new BillingSession(BillingSession.of(session).getFirst().id(), START, START));
  }

  @Test
  void anIdentifierHasTheStartAndTheRestOfTheSessionsIdentifier() {
    List<BillingSession> all =
        BillingSession.of(interactive(Duration.ofMinutes(31), Optional.empty()));

    assertThat(all.getFirst().id()).isEqualTo(ID.value());
    assertThat(all).extracting(BillingSession::id).doesNotHaveDuplicates();
    assertThat(all.get(2).id())
        .isEqualTo("%08x".formatted(START.getEpochSecond() + 1800) + ID.value().substring(8))
        .hasSize(24);
  }

  @Test
  void liveNonInteractiveAndDevelopersSessionsHaveNone() {
    Session closed = interactive(Duration.ofMinutes(31), Optional.empty());
    Session live = session(SessionType.INTERACTIVE, false, Optional.empty(), Optional.empty());
    Session silent =
        session(SessionType.NON_INTERACTIVE, false, Optional.empty(), closed.closing());
    Session developers = session(SessionType.INTERACTIVE, true, Optional.empty(), closed.closing());

    for (Session session : List.of(live, silent, developers)) {
      assertThat(BillingSession.count(session)).isZero();
      assertThat(BillingSession.of(session)).isEmpty();
    }
    assertThat(BillingSession.count(closed)).isEqualTo(3);
  }

  private static Session interactive(Duration duration, Optional<Instant> transfer) {
    return session(
            SessionType.INTERACTIVE,
            false,
            transfer.map(at -> new AgentTransfer(at, false)),
            Optional.of(new Closing(CloseReason.API, START.plusSeconds(9_000), "en", 1, 1)))
        .with(
            new Session.Contribution(
                START.plus(duration), true, false, Optional.empty(), false, Tags.NONE, 0, 0));
  }

  private static Session session(
      SessionType type,
      boolean developer,
      Optional<AgentTransfer> transfer,
      Optional<Closing> closing) {
    return new Session(
        ID,
        new ConversationKey(new BotId("st-1"), "ann", "rtm"),
        START.plusSeconds(closing.isPresent() ? 0 : 2_000),
        List.of(),
        type,
        ContainmentType.SELF_SERVICE,
        transfer,
        developer,
        Tags.NONE,
        0,
        0,
        closing);
  }
}
