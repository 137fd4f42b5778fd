package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.application.conversation.DueConversations.Filing;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link DueConversations}. */
public abstract class DueConversationsPortTests {
  private static final AwaitedSilence OF_BOT = new AwaitedSilence.OfBot();
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
    Entry young =
        new Entry(old.key(), SessionId.of(TEN, 77), OF_BOT, TEN, TEN.plusSeconds(5), old.shard());
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
                  .readInactiveSince(
                      bot, shard, OF_BOT, TEN.plusSeconds(100), Optional.empty(), 100)
                  .entries())
          .extracting(Entry::inactivityStart)
          .isSorted();
    }
  }

  @Test
  void entriesAreFoundByTheSilenceThatTheyWaitFor() {
    Entry ofBot = entry(bot, 0, TEN);
    Entry ofTen = ofBot.filedFor(afterMinutes(10));
    Entry ofHundred = ofBot.filedFor(afterMinutes(100)).movedTo(TEN.plusMillis(1), TEN);
    due().put(ofBot);
    due().put(ofTen);
    due().put(ofHundred);
    Entry ofNudge = ofBot.filedFor(new AwaitedSilence.OfNudge());
    due().put(ofNudge);

    assertThat(page(OF_BOT, TEN.plusMillis(1)).entries()).containsExactly(ofBot);
    assertThat(page(afterMinutes(10), TEN.plusMillis(1)).entries()).containsExactly(ofTen);
    assertThat(page(afterMinutes(100), TEN.plusMillis(1)).entries()).containsExactly(ofHundred);
    assertThat(page(afterMinutes(100), TEN).entries()).isEmpty();
    assertThat(page(ofNudge.awaited(), TEN).entries()).containsExactly(ofNudge);
    assertThat(page(afterMinutes(1), TEN.plusSeconds(1)).entries()).isEmpty();

    assertThat(due().remove(ofTen)).isTrue();
    assertThat(page(afterMinutes(10), TEN).entries()).isEmpty();
    assertThat(page(OF_BOT, TEN).entries()).containsExactly(ofBot);
  }

  @Test
  void allEntriesOfAShardAreReadWhateverTheyWaitFor() {
    Filing filing = new Filing(3, Optional.of(TEN));
    due().put(bot, 0, filing);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Entry entry = entry(bot, i * due().shards(), TEN.plusSeconds(i));
      entries.add(i % 3 == 0 ? entry : entry.filedFor(afterMinutes(i % 3)));
      due().put(entries.getLast());
    }
    for (int limit : new int[] {1, 2, 100}) {
      List<Entry> found = new ArrayList<>();
      Optional<String> token = Optional.empty();
      do {
        DueConversations.Page page = due().readAll(bot, 0, token, limit);
        found.addAll(page.entries());
        token = page.nextToken();
      } while (token.isPresent());
      assertThat(found).as("pages of %s", limit).containsExactlyInAnyOrderElementsOf(entries);
    }
  }

  @Test
  void theFirstPageOfTheBotsEntriesHasTheFilingOfTheShard() {
    for (int i = 0; i < 3; i++) {
      due().put(entry(bot, i * due().shards(), TEN));
    }
    assertThat(page(OF_BOT, TEN).filing()).contains(Filing.INITIAL);
    Filing filing = new Filing(3, Optional.of(TEN));
    due().put(bot, 0, filing);

    DueConversations.Page first = due().readInactiveSince(bot, 0, OF_BOT, TEN, Optional.empty(), 2);

    assertThat(first.filing()).contains(filing);
    assertThat(due().readInactiveSince(bot, 0, OF_BOT, TEN, first.nextToken(), 9).filing())
        .isEmpty();
    assertThat(page(OF_BOT, TEN.minusSeconds(1)).filing()).contains(filing);
    assertThat(page(OF_BOT, TEN).unreadable()).isEmpty();
    assertThat(page(afterMinutes(1), TEN).filing()).isEmpty();
    assertThat(due().readAll(bot, 0, Optional.empty(), 9).filing()).isEmpty();

    due().put(bot, 0, new Filing(4, Optional.empty()));
    assertThat(page(OF_BOT, TEN).filing()).contains(new Filing(4, Optional.empty()));
  }

  private DueConversations.Page page(AwaitedSilence awaited, Instant latestInactivityStart) {
    return due().readInactiveSince(bot, 0, awaited, latestInactivityStart, Optional.empty(), 100);
  }

  private static AwaitedSilence afterMinutes(int minutes) {
    return new AwaitedSilence.OfChannels(Duration.ofMinutes(minutes));
  }

  private List<Entry> inactiveSince(Instant latestInactivityStart, int limit) {
    List<Entry> found = new ArrayList<>();
    for (int shard = 0; shard < due().shards(); shard++) {
      Optional<String> mark = Optional.empty();
      do {
        DueConversations.Page page =
            due().readInactiveSince(bot, shard, OF_BOT, latestInactivityStart, mark, limit);
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
        OF_BOT,
        inactivityStart,
        TEN.plusSeconds(1),
        number % due().shards());
  }
}
