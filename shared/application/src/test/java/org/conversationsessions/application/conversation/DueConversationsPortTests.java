package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link DueConversations}. */
public abstract class DueConversationsPortTests {
  private static final Instant TEN = TestEventBuilder.at("10:00");

  private final BotId bot = new BotId("st-" + UUID.randomUUID());

  /** Returns the due index under test. */
  protected abstract DueConversations due();

  @Test
  void entriesAreFoundByBotAndDueInstant() {
    Entry first = entry(bot, 1, TEN);
    Entry second = entry(bot, 2, TEN.plusMillis(1));
    due().put(first);
    due().put(second);
    due().put(entry(new BotId(bot + "0"), 3, TEN));

    assertThat(inactiveSince(TEN.minusMillis(1), 10)).isEmpty();
    assertThat(inactiveSince(TEN, 10)).containsExactly(first);
    assertThat(inactiveSince(TEN.plusMillis(1), 10)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void puttingAndRemovingAnEntryIsIdempotent() {
    Entry entry = entry(bot, 1, TEN);
    due().put(entry);
    due().put(entry);
    assertThat(inactiveSince(TEN, 10)).containsExactly(entry);

    assertThat(due().remove(entry)).isTrue();
    assertThat(inactiveSince(TEN, 10)).isEmpty();
    assertThat(due().remove(entry)).isFalse();
  }

  @Test
  void removingAnEntryKeepsThatOfAnotherSession() {
    Entry old = entry(bot, 1, TEN);
    Entry young = new Entry(old.key(), SessionId.of(TEN, 77), TEN, TEN.plusSeconds(5), old.shard());
    due().put(old);
    due().put(young);

    due().remove(old);

    assertThat(inactiveSince(TEN, 10)).containsExactly(young);
  }

  @Test
  void movedEntriesKeepTheirShard() {
    Entry entry = entry(bot, 1, TEN);
    Entry moved = entry.movedTo(TEN.plusSeconds(60), TEN.plusSeconds(900));
    due().put(entry);
    due().put(moved);
    due().remove(entry);

    assertThat(inactiveSince(TEN.plusSeconds(59), 10)).isEmpty();
    assertThat(inactiveSince(TEN.plusSeconds(60), 10)).containsExactly(moved);
  }

  @Test
  void pagesReturnTheOldestEntriesFirst() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      // Pairs with the same inactivity start.
      Entry entry = entry(bot, i, TEN.plusSeconds(i / 2));
      entries.add(entry);
      due().put(entry);
    }
    for (int limit : new int[] {1, 3, 40, 100}) {
      assertThat(inactiveSince(TEN.plusSeconds(100), limit))
          .as("pages of %s", limit)
          .containsExactlyInAnyOrderElementsOf(entries);
    }
    for (int shard = 0; shard < due().shards(); shard++) {
      assertThat(
              due()
                  .readInactiveSince(bot, shard, TEN.plusSeconds(100), Optional.empty(), 100)
                  .entries())
          .extracting(Entry::inactivityStart)
          .isSorted();
    }
  }

  private List<Entry> inactiveSince(Instant latestInactivityStart, int limit) {
    List<Entry> found = new ArrayList<>();
    for (int shard = 0; shard < due().shards(); shard++) {
      Optional<String> mark = Optional.empty();
      do {
        DueConversations.Page page =
            due().readInactiveSince(bot, shard, latestInactivityStart, mark, limit);
        assertThat(page.entries().size()).isLessThanOrEqualTo(limit);
        found.addAll(page.entries());
        mark = page.nextToken();
      } while (mark.isPresent());
    }
    return found;
  }

  private Entry entry(BotId of, int number, Instant inactivityStart) {
    ConversationKey key = new ConversationKey(of, "user-" + number, "rtm");
    return new Entry(
        key,
        SessionId.of(inactivityStart, number),
        inactivityStart,
        TEN.plusSeconds(1),
        number % due().shards());
  }
}
