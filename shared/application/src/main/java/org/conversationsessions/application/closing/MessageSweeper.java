package org.conversationsessions.application.closing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;

/**
 * Moves waiting messages out of conversations in which nobody writes and that nothing closes, into
 * the table of messages (contract, section 14). Such conversations are those of a bot that closes
 * no session for inactivity. Elsewhere messages leave with the next write or with the closing. So a
 * sweep finds little, and it keeps no state.
 */
public final class MessageSweeper {
  private final Registry registry;
  private final Conversations conversations;
  private final ConversationWriter writer;
  private final InstantSource clock;

  /** Creates a sweeper. */
  public MessageSweeper(
      Registry registry,
      Conversations conversations,
      ConversationWriter writer,
      InstantSource clock) {
    this.registry = registry;
    this.conversations = conversations;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * The result of a sweep.
   *
   * @param stored the number of conversations whose waiting messages were moved
   * @param failed the number of conversations whose messages could not be moved; the next sweep
   *     tries again
   * @param unreadable the bots that can never be read; the messages of their conversations wait
   * @param finished whether all conversations were looked at
   * @param failure the first failure
   */
  public record Report(
      int stored,
      int failed,
      List<UnreadableItemException> unreadable,
      boolean finished,
      Optional<StoreException> failure) {}

  /**
   * Moves messages that have waited for more than an hour. Costs a scan of the conversations, and 3
   * write units for each conversation that it moves messages out of.
   *
   * @param mayContinue asked before each conversation with waiting messages; false ends the sweep
   *     early
   * @throws StoreException if the bots could not be read
   */
  public Report run(BooleanSupplier mayContinue) {
    Map<BotId, Bot> bots = new HashMap<>();
    List<UnreadableItemException> unreadable = new ArrayList<>();
    registry.botsWithRemoved(unreadable::add).forEach(bot -> bots.put(bot.id(), bot));
    Counts counts = new Counts();
    Parallel.forEach(
        IntStream.range(0, Parallel.MAX_THREADS).boxed().toList(),
        segment -> sweepSegment(segment, bots, mayContinue, counts));
    return new Report(
        counts.stored.get(),
        counts.failed.get(),
        List.copyOf(unreadable),
        counts.finished,
        Optional.ofNullable(counts.failure.get()));
  }

  private void sweepSegment(
      int segment, Map<BotId, Bot> bots, BooleanSupplier mayContinue, Counts counts) {
    try {
      conversations.visitWithPendingPart(
          segment,
          Parallel.MAX_THREADS,
          conversation -> {
            if (!mayContinue.getAsBoolean()) {
              counts.finished = false;
              return false;
            }
            store(conversation, bots, counts);
            return true;
          });
    } catch (StoreException e) {
      counts.failure.compareAndSet(null, e);
      counts.finished = false;
    }
  }

  private void store(Conversation conversation, Map<BotId, Bot> bots, Counts counts) {
    TranscriptPart waiting = conversation.pendingPart();
    Bot bot = bots.get(conversation.key().bot());
    // A bot that cannot be read is not known; its messages wait for its repair.
    if (waiting == null || bot == null || !waiting.hasWaited(clock.instant())) {
      return;
    }
    try {
      // After a conflict there is nothing to do: the other writer has moved the messages.
      if (writer.commit(
              conversation,
              conversation.withPendingPart(null),
              List.of(),
              List.of(),
              List.of(),
              bot)
          instanceof Conversations.Commit.Done) {
        counts.stored.incrementAndGet();
      }
    } catch (StoreException e) {
      counts.failed.incrementAndGet();
      counts.failure.compareAndSet(null, e);
    }
  }

  private static final class Counts {
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();
    private volatile boolean finished = true;
  }
}
