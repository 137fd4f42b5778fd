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
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Session.Contribution;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.TagTypes;
import org.conversationsessions.domain.tag.Tagging;
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

  @Test
  void anItemHasTheVersionOfItsWriteAndOneOfAnEarlierReleaseHasNone() {
    Map<String, AttributeValue> written = SessionItem.of(CLOSED, EXPIRY, Sharding.ONE, 77);

    assertThat(image(written).version()).isEqualTo(77);
    assertThat(SessionItem.read(written)).isEqualTo(CLOSED);
    assertThat(image(item()).version()).isZero();
  }

  @Test
  void aChangeOfTagsHasTheVersionOfTheNewRecord() {
    SessionImage before = tagged(7, "vip");

    assertThat(SessionImage.tagChange(TEN, RETENTION, null, before).postings())
        .containsOnlyKeys(new TagTerm("tier", "vip"))
        .containsValue(posting(7, true));
    assertThat(SessionImage.tagChange(TEN, RETENTION, before, tagged(9, "gold")).postings())
        .hasSize(2)
        .containsEntry(new TagTerm("tier", "vip"), posting(9, false))
        .containsEntry(new TagTerm("tier", "gold"), posting(9, true));
  }

  @Test
  void aRemovalTakesThePostingsOutAlsoOfAnExpiredSession() {
    SessionImage removed = tagged(7, "vip");
    Instant expiry = removed.expiresAt().orElseThrow();

    TagChange early = SessionImage.tagChange(expiry.minusSeconds(1), RETENTION, removed, null);
    TagChange late = SessionImage.tagChange(expiry, RETENTION, removed, null);

    assertThat(early.postings()).containsOnlyKeys(new TagTerm("tier", "vip"));
    assertThat(early.postings()).containsValue(posting(7, false));
    assertThat(late.postings()).isEqualTo(early.postings());
    assertThat(late.userId()).isEqualTo("ada#x");
  }

  @Test
  void postingsAreNeededUntilTheSessionExpires() {
    SessionImage closed = tagged(7, "vip");
    SessionImage live = image(SessionItem.of(LIVE, EXPIRY, Sharding.ONE, 7));
    SessionImage keptForEver =
        image(SessionItem.of(CLOSED, new Expiry(Duration.ZERO, EXPIRY.clock()), Sharding.ONE, 7));
    Instant later = TEN.plus(Duration.ofDays(40));

    // Not by the retention of the time at which a recount reads the session.
    assertThat(neededUntil(later, Duration.ofDays(3), null, closed)).isEqualTo(closed.expiresAt());
    assertThat(neededUntil(later, Duration.ZERO, null, closed)).isEqualTo(closed.expiresAt());
    assertThat(neededUntil(later, RETENTION, null, keptForEver)).isEmpty();
    assertThat(neededUntil(later, RETENTION, null, live)).contains(later.plus(RETENTION));
    assertThat(neededUntil(later, Duration.ZERO, null, live)).isEmpty();
    assertThat(neededUntil(later, RETENTION, closed, null))
        .contains(later.plus(Duration.ofDays(2)));
  }

  private static Optional<Instant> neededUntil(
      Instant at, Duration retention, @Nullable SessionImage before, @Nullable SessionImage after) {
    return SessionImage.tagChange(at, retention, before, after).neededUntil();
  }

  /** Returns a record of the session with one tag of the user. */
  private static SessionImage tagged(long version, String value) {
    Session session =
        CLOSED.with(
            new Contribution(
                TEN,
                false,
                false,
                Optional.empty(),
                false,
                new Tags(List.of(new Tag("tier", value)), List.of()),
                0,
                0));
    return image(SessionItem.of(session, EXPIRY, Sharding.ONE, version));
  }

  private static Posting posting(long version, boolean present) {
    return present
        ? Posting.present(CLOSED.id(), version, new Tagging(SessionKind.of(CLOSED), TagTypes.USER))
        : Posting.absent(CLOSED.id(), version);
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
