package org.conversationsessions.store.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.store.client.Expiry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SessionImageTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Expiry EXPIRY = new Expiry(RETENTION, Clock.fixed(TEN, ZoneOffset.UTC));
  private static final Session LIVE =
      new Session(
          SessionId.of(TEN, 7),
          new ConversationKey(new BotId("st-1"), "ada#x", "rtm"),
          TEN.plusSeconds(1_801),
          List.of("en"),
          SessionType.INTERACTIVE,
          ContainmentType.AGENT,
          Optional.of(new AgentTransfer(TEN.plusSeconds(960), true)),
          false,
          Tags.NONE,
          12,
          2,
          Optional.empty());
  private static final Session CLOSED =
      LIVE.closed(
          new Closing(CloseReason.API, TEN.plusSeconds(2_000), "en", 4, 2), ContainmentType.AGENT);

  @Test
  void aClosingCountsTheMeasuresOfTheSession() {
    CountChange change = change(image(SessionItem.of(LIVE, EXPIRY, 0)), image(item()));

    assertThat(change.before())
        .isEqualTo(new CountedSession(SessionKind.of(LIVE), SessionMeasures.NONE));
    assertThat(change.after())
        .isEqualTo(
            new CountedSession(
                SessionKind.of(LIVE), new SessionMeasures(1, 12, 1_801_000, 2, 2, 1, 0)));
  }

  @Test
  void theTransferToAnAgentIsReadAsWritten() {
    assertThat(SessionItem.read(item())).isEqualTo(CLOSED);
  }

  @Test
  void anItemOfAnEarlierVersionHasNoTransferAndIsBilledAsAWhole() {
    Map<String, AttributeValue> stored = new HashMap<>(item());
    stored.remove("agentAt");
    stored.remove("taskBeforeAgent");

    CountChange change = change(image(stored), null);

    assertThat(SessionItem.read(stored).transfer()).isEmpty();
    assertThat(change.before())
        .isEqualTo(
            new CountedSession(
                SessionKind.of(LIVE), new SessionMeasures(1, 12, 1_801_000, 2, 3, 0, 0)));
    assertThat(change.after()).isNull();
  }

  private static Map<String, AttributeValue> item() {
    return SessionItem.of(CLOSED, EXPIRY, 0);
  }

  private static SessionImage image(Map<String, AttributeValue> item) {
    return SessionImage.read(item);
  }

  private static CountChange change(SessionImage before, @Nullable SessionImage after) {
    return SessionImage.countChange(new SequenceNumber("1"), TEN, RETENTION, before, after);
  }
}
