package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.domain.conversation.TestEvents;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** What every {@link DueConversations} keeps to. */
public abstract class DueConversationsPortTests {
  private static final Instant TEN = TestEvents.at("10:00");

  private final BotId bot = new BotId("st-" + UUID.randomUUID());

  /** What is under test. */
  protected abstract DueConversations due();

  @Test
  void entriesAreFoundByBotAndByTheInstantTheyAreArmed() {
    Entry first = entry(bot, 1, TEN);
    Entry second = entry(bot, 2, TEN.plusMillis(1));
    due().arm(first);
    due().arm(second);
    due().arm(entry(new BotId(bot + "0"), 3, TEN));

    assertThat(armed(TEN.minusMillis(1), 10)).isEmpty();
    assertThat(armed(TEN, 10)).containsExactly(first);
    assertThat(armed(TEN.plusMillis(1), 10)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void anEntryWrittenTwiceIsOneAndDroppedIsGone() {
    Entry entry = entry(bot, 1, TEN);
    due().arm(entry);
    due().arm(entry);
    assertThat(armed(TEN, 10)).containsExactly(entry);

    due().drop(entry);
    assertThat(armed(TEN, 10)).isEmpty();
    due().drop(entry);
  }

  @Test
  void droppingOneSessionsEntryLeavesAnothersOfTheSameConversationAndInstant() {
    Entry old = entry(bot, 1, TEN);
    Entry young = new Entry(old.key(), SessionId.of(TEN, 77), TEN, TEN.plusSeconds(5), old.shard());
    due().arm(old);
    due().arm(young);

    due().drop(old);

    assertThat(armed(TEN, 10)).containsExactly(young);
  }

  @Test
  void entriesStayWhereTheyAreFoundWhenTheyAreMoved() {
    Entry entry = entry(bot, 1, TEN);
    Entry moved = entry.movedTo(TEN.plusSeconds(60), TEN.plusSeconds(900));
    due().arm(entry);
    due().arm(moved);
    due().drop(entry);

    assertThat(armed(TEN.plusSeconds(59), 10)).isEmpty();
    assertThat(armed(TEN.plusSeconds(60), 10)).containsExactly(moved);
  }

  @Test
  void allPagesComeTheOldestFirst() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      // Pairs that are armed at the same instant.
      Entry entry = entry(bot, i, TEN.plusSeconds(i / 2));
      entries.add(entry);
      due().arm(entry);
    }
    for (int limit : new int[] {1, 3, 40, 100}) {
      assertThat(armed(TEN.plusSeconds(100), limit))
          .as("pages of %s", limit)
          .containsExactlyInAnyOrderElementsOf(entries);
    }
    for (int shard = 0; shard < due().shards(); shard++) {
      assertThat(
              due().armedUntil(bot, shard, TEN.plusSeconds(100), Optional.empty(), 100).entries())
          .extracting(Entry::armed)
          .isSorted();
    }
  }

  private List<Entry> armed(Instant until, int limit) {
    List<Entry> found = new ArrayList<>();
    for (int shard = 0; shard < due().shards(); shard++) {
      Optional<String> mark = Optional.empty();
      do {
        DueConversations.Page page = due().armedUntil(bot, shard, until, mark, limit);
        assertThat(page.entries().size()).isLessThanOrEqualTo(limit);
        found.addAll(page.entries());
        mark = page.next();
      } while (mark.isPresent());
    }
    return found;
  }

  private Entry entry(BotId of, int number, Instant armed) {
    ConversationKey key = new ConversationKey(of, "user-" + number, "rtm");
    return new Entry(
        key, SessionId.of(armed, number), armed, TEN.plusSeconds(1), number % due().shards());
  }
}
