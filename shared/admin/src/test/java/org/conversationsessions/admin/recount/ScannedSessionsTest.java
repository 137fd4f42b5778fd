package org.conversationsessions.admin.recount;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.DamagedItemsTest;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScannedSessionsTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final int ROUNDS = 4000;

  @Test
  void aDamagedSessionIsCountedOrUnreadableAndNothingElse(@Seeded Random random) {
    Session session =
        Session.starting(
            SessionId.of(TEN, 7), new ConversationKey(new BotId("st-1"), "ada#x", "rtm"));
    Map<String, AttributeValue> item =
        SessionItem.of(
            session, new Expiry(Duration.ofDays(90), Clock.fixed(TEN, ZoneOffset.UTC)), 0);
    int unreadable = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, AttributeValue> damaged = DamagedItemsTest.damaged(item, random);
      try {
        ScannedSessions rows = new ScannedSessions();
        rows.add(damaged);
        assertThat(rows.deltas(null)).isNotNull();
      } catch (UnreadableItemException expected) {
        unreadable++;
      } catch (RuntimeException other) {
        throw new AssertionError("round " + round + ": " + damaged, other);
      }
    }
    assertThat(unreadable).isBetween(1, ROUNDS - 1);
  }
}
