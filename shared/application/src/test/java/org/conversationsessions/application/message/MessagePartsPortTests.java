package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link MessageParts}. */
public abstract class MessagePartsPortTests {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00.123Z");

  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final ConversationKey key = new ConversationKey(bot, "a#b@example.com", "rtm");

  /** Returns the port under test. */
  protected abstract MessageParts parts();

  /** Returns the stored parts of an end user, in the order of their keys. */
  protected abstract List<TranscriptPart> stored(BotId of, String userId);

  @Test
  void aPartIsStoredAsItWasPut() {
    TranscriptPart whole =
        new TranscriptPart(
            new MessageId(SessionId.of(TEN, 7), 12),
            3,
            TEN,
            TEN.minusMillis(1),
            TEN.plusMillis(3_600_000),
            TEN.plusSeconds(99),
            Optional.of(Instant.parse("2027-03-02T10:00:00Z")),
            new SealedMessages(new byte[] {1, 2, 3}));
    TranscriptPart least = part(1, 0, 1);

    put(whole);
    put(least);

    assertThat(stored()).containsExactlyInAnyOrder(whole, least);
  }

  @Test
  void puttingAgainChangesNothing() {
    put(part(1, 0, 2));
    put(part(1, 0, 2));

    assertThat(stored()).containsExactly(part(1, 0, 2));
  }

  @Test
  void aPartGrowsAndNeverShrinks() {
    put(part(1, 0, 2));
    put(part(1, 0, 5));
    put(part(1, 0, 3));
    put(part(1, 0, 5));

    assertThat(stored()).containsExactly(part(1, 0, 5));
  }

  @Test
  void inWhateverOrderPutsArriveTheLargestStays(@Seeded Random random) {
    List<TranscriptPart> all = new ArrayList<>();
    for (int session = 1; session <= 3; session++) {
      for (int count = 1; count <= 8; count++) {
        all.add(part(session, 0, count));
        all.add(part(session, 20, count));
      }
    }
    all.addAll(List.copyOf(all));
    Collections.shuffle(all, random);

    all.forEach(this::put);

    assertThat(stored())
        .containsExactlyInAnyOrder(
            part(1, 0, 8),
            part(1, 20, 8),
            part(2, 0, 8),
            part(2, 20, 8),
            part(3, 0, 8),
            part(3, 20, 8));
  }

  @Test
  void partsOfOtherUsersAndBotsAreApart() {
    put(part(1, 0, 1));
    ConversationKey other = new ConversationKey(bot, "other", "rtm");
    parts().put(other, part(2, 0, 1), Sharding.ONE);

    assertThat(stored()).containsExactly(part(1, 0, 1));
    assertThat(stored(bot, "other")).containsExactly(part(2, 0, 1));
  }

  private void put(TranscriptPart part) {
    parts().put(key, part, Sharding.ONE);
  }

  private List<TranscriptPart> stored() {
    return stored(bot, key.userId());
  }

  /** Returns a part whose body tells its number of messages. */
  private static TranscriptPart part(int session, int first, int count) {
    Instant at = TEN.plusSeconds(first);
    return new TranscriptPart(
        new MessageId(SessionId.of(TEN, session), first),
        count,
        at,
        at,
        at.plusSeconds(count - 1L),
        at,
        Optional.empty(),
        new SealedMessages(new byte[count]));
  }
}
