package org.conversationsessions.application.closing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.jspecify.annotations.Nullable;

/**
 * Closes what is inactive, bot by bot (contract, section 7). Its work follows what is due. What it
 * closes is not due any more, so a sweep that stops early, fires late, fails in the middle or runs
 * beside another goes on where the work is, with nothing to remember.
 */
public final class InactivitySweep {
  private final Registry registry;
  private final DueConversations due;
  private final Conversations conversations;
  private final SessionCloser closer;
  private final Duration grace;
  private final int slice;

  /**
   * Makes a sweep.
   *
   * @param grace how long a session must have been inactive
   * @param slice how many conversations are looked at together
   */
  public InactivitySweep(
      Registry registry,
      DueConversations due,
      Conversations conversations,
      SessionCloser closer,
      Duration grace,
      int slice) {
    this.registry = registry;
    this.due = due;
    this.conversations = conversations;
    this.closer = closer;
    this.grace = grace;
    this.slice = slice;
  }

  /**
   * What a sweep did.
   *
   * @param closed how many sessions it closed
   * @param rearmed how many conversations had been active since
   * @param failed how many it could not close; they stay due
   * @param unreadable why bots, due entries and conversations were left out that can never be read;
   *     they stay as they are
   * @param finished whether it saw everything that was due; otherwise the next sweep goes on
   * @param failure the first failure, if there was one
   */
  public record Report(
      int closed,
      int rearmed,
      int failed,
      List<UnreadableItemException> unreadable,
      boolean finished,
      Optional<StoreException> failure) {}

  /**
   * Closes what was inactive a grace before an instant.
   *
   * @param now the instant of the schedule that asks
   * @param mayGoOn asked between slices; false ends the sweep early
   * @throws StoreException if the bots could not be read
   */
  public Report run(Instant now, BooleanSupplier mayGoOn) {
    Tally tally = new Tally();
    List<Shard> shards = new ArrayList<>();
    for (Bot bot : registry.sweptBots(tally.unreadable::add)) {
      if (bot.settings().proactivelyClose()) {
        for (int shard = 0; shard < due.shards(); shard++) {
          shards.add(new Shard(bot, shard));
        }
      }
    }
    Instant at = now.minus(grace);
    // Shards are asked side by side; what they have due is closed so many at a time in all.
    Semaphore places = new Semaphore(Parallel.WIDTH);
    Parallel.forEach(shards, shard -> sweep(shard, at, mayGoOn, places, tally));
    return tally.report();
  }

  private record Shard(Bot bot, int number) {}

  private void sweep(
      Shard shard, Instant at, BooleanSupplier mayGoOn, Semaphore places, Tally tally) {
    Instant until = at.minus(shard.bot.settings().inactivity());
    Optional<String> mark = Optional.empty();
    try {
      do {
        if (!mayGoOn.getAsBoolean()) {
          tally.unfinished();
          return;
        }
        DueConversations.Page page =
            due.armedUntil(shard.bot.id(), shard.number, until, mark, slice);
        tally.unreadable.addAll(page.unreadable());
        sweep(page.entries(), shard.bot, at, places, tally);
        mark = page.next();
      } while (mark.isPresent());
    } catch (StoreException e) {
      tally.failed(e, 0);
      tally.unfinished();
    }
  }

  private void sweep(
      List<DueConversations.Entry> entries, Bot bot, Instant at, Semaphore places, Tally tally) {
    if (entries.isEmpty()) {
      return;
    }
    Map<ConversationKey, Conversation> found =
        conversations.glance(entries.stream().map(DueConversations.Entry::key).toList());
    Parallel.forEach(
        entries,
        places,
        entry -> {
          try {
            Conversation seen = found.get(entry.key());
            tally.add(
                closer.sweep(
                    entry, seen == null ? conversations.read(entry.key()) : seen, bot, at));
          } catch (UnreadableItemException e) {
            // No sweep will ever close it; the others go on.
            tally.unreadable.add(e);
          } catch (StoreException e) {
            // The others go on; this one stays due and comes again.
            tally.failed(e, 1);
          }
        });
  }

  private static final class Tally {
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger rearmed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<UnreadableItemException> unreadable = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();
    private volatile boolean finished = true;

    void add(SessionCloser.Swept swept) {
      switch (swept) {
        case CLOSED -> closed.incrementAndGet();
        case REARMED -> rearmed.incrementAndGet();
        case NOTHING -> {}
      }
    }

    void failed(StoreException cause, int conversations) {
      failed.addAndGet(conversations);
      failure.compareAndSet(null, cause);
    }

    void unfinished() {
      finished = false;
    }

    Report report() {
      return new Report(
          closed.get(),
          rearmed.get(),
          failed.get(),
          List.copyOf(unreadable),
          finished,
          Optional.ofNullable(failure.get()));
    }
  }
}
