package org.conversationsessions.store.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.conversation.ConversationItem;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Contract, section 11: an expired item is absent, even while DynamoDB still stores it. */
class ExpiryIT {
  private static final Instant THEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration NINETY_DAYS = Duration.ofDays(90);
  private static final Instant GONE = THEN.plus(NINETY_DAYS);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(ExpiryIT.class);
  private final ConversationKey key =
      new ConversationKey(new BotId("st-" + UUID.randomUUID()), "user", "rtm");
  private final Session closed =
      Session.starting(SessionId.of(THEN, 1), key)
          .closed(new Closing(CloseReason.API, THEN, "en", 0, 1), ContainmentType.SELF_SERVICE);
  private static final ClearMarkers MARKS = new ClearMarkers(1, 2, 0, 1, 0, 0, 0);
  private final Conversation over = new Conversation(key, 0, null, null, RecentEvents.NONE, MARKS);

  @Test
  void aConversationWithoutALiveSessionExpiresAndKeepsItsVersionForTheNextWrite() {
    Conversations early = at(THEN);
    early.commit(over, List.of(closed), List.of(), Sharding.ONE);
    Conversation stored = early.readConsistently(key);

    assertThat(at(GONE.minusSeconds(1)).readConsistently(key)).isEqualTo(stored);
    Conversation gone = at(GONE).readConsistently(key);
    assertThat(gone)
        .isEqualTo(new Conversation(key, stored.version(), null, null, RecentEvents.NONE, MARKS));
    assertThat(at(GONE).readEventually(List.of(key))).containsEntry(key, gone);
    assertThat(at(GONE).ofUser(key.bot(), key.userId())).containsExactly(gone);
    assertThat(at(GONE).commit(Conversation.unknown(key), List.of(), List.of(), Sharding.ONE))
        .isEqualTo(new Conversations.Commit.Conflict(gone));
    assertThat(at(GONE).commit(gone, List.of(), List.of(), Sharding.ONE))
        .isInstanceOf(Conversations.Commit.Done.class);
    assertThat(expiresAt(database.tables().conversations()))
        .isEqualTo(GONE.plus(NINETY_DAYS).getEpochSecond());
  }

  @Test
  void theRetentionOfASessionRunsFromTheRecordingOfItsClosing() {
    at(THEN).commit(over, List.of(closed), List.of(), Sharding.ONE);

    assertThat(past(GONE.minusSeconds(1))).isEqualTo(new AdjacentSessions(closed, null));
    assertThat(past(GONE)).isEqualTo(new AdjacentSessions(null, null));
  }

  @Test
  void aLiveSessionAndItsConversationNeverExpire() {
    Session live = Session.starting(SessionId.of(THEN, 1), key);
    at(THEN).commit(over, List.of(live), List.of(), Sharding.ONE);

    assertThat(past(GONE.plus(Duration.ofDays(10_000))))
        .isEqualTo(new AdjacentSessions(live, null));
  }

  @Test
  void withARetentionOfZeroNothingExpires() {
    Conversations forEver =
        new DynamoConversations(
            database.dynamo(),
            database.tables(),
            new Expiry(Duration.ZERO, Clock.fixed(THEN, ZoneOffset.UTC)));
    forEver.commit(over, List.of(closed), List.of(), Sharding.ONE);

    assertThat(item(database.tables().conversations())).doesNotContainKey(Expiry.ATTRIBUTE);
    assertThat(past(GONE.plus(Duration.ofDays(10_000))))
        .isEqualTo(new AdjacentSessions(closed, null));
  }

  private AdjacentSessions past(Instant now) {
    return at(now).adjacentSessions(key, THEN.plusSeconds(1), Duration.ofMinutes(15));
  }

  private Conversations at(Instant now) {
    return new DynamoConversations(
        database.dynamo(),
        database.tables(),
        new Expiry(NINETY_DAYS, Clock.fixed(now, ZoneOffset.UTC)));
  }

  private long expiresAt(String table) {
    return new Attributes(item(table)).number(Expiry.ATTRIBUTE);
  }

  private Map<String, AttributeValue> item(String table) {
    return database
        .dynamo()
        .getItem(get -> get.tableName(table).key(ConversationItem.key(key)))
        .item();
  }
}
