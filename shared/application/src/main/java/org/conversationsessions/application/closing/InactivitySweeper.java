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
 * Closes inactive sessions, bot by bot (contract, section 7). A sweep processes the due entries and
 * keeps no state: a closed session is no longer due. So a sweep that stops early, starts late,
 * fails halfway or runs alongside another resumes where work is left.
 */
public final class InactivitySweeper {
  private final Registry registry;
  private final DueConversations due;
  private final Conversations conversations;
  private final SessionCloser closer;
  private final Duration grace;
  private final int pageSize;

  /**
   * Creates a sweep.
   *
   * @param grace how long a session must have been inactive in addition to the bot's inactivity
   *     period
   * @param pageSize the number of conversations read together
   */
  public InactivitySweeper(
      Registry registry,
      DueConversations due,
      Conversations conversations,
      SessionCloser closer,
      Duration grace,
      int pageSize) {
    this.registry = registry;
    this.due = due;
    this.conversations = conversations;
    this.closer = closer;
    this.grace = grace;
    this.pageSize = pageSize;
  }

  /**
   * The result of a sweep.
   *
   * @param closed the number of sessions closed
   * @param rescheduled the number of due entries moved because the end user had been active
   * @param failed the number of sessions that could not be closed; they stay due
   * @param unreadable the bots, due entries and conversations that can never be read; they stay as
   *     they are
   * @param finished whether everything due was processed; otherwise the next sweep continues
   * @param failure the first failure
   */
  public record Report(
      int closed,
      int rescheduled,
      int failed,
      List<UnreadableItemException> unreadable,
      boolean finished,
      Optional<StoreException> failure) {}

  /**
   * Closes the sessions that have been inactive for at least the grace period at an instant.
   *
   * @param now the scheduled time of the sweep
   * @param mayContinue asked between pages; false ends the sweep early
   * @throws StoreException if the bots could not be read
   */
  public Report run(Instant now, BooleanSupplier mayContinue) {
    ReportBuilder report = new ReportBuilder();
    List<DueShard> shards = new ArrayList<>();
    for (Bot bot : registry.sweptBots(report.unreadable::add)) {
      if (bot.settings().proactivelyClose()) {
        for (int shard = 0; shard < due.shards(); shard++) {
          shards.add(new DueShard(bot, shard));
        }
      }
    }
    Instant sweepCutoff = now.minus(grace);
    // Shards are queried in parallel; the semaphore bounds the closings of all shards together.
    Semaphore permits = new Semaphore(Parallel.MAX_THREADS);
    Parallel.forEach(shards, shard -> sweep(shard, sweepCutoff, mayContinue, permits, report));
    return report.build();
  }

  private record DueShard(Bot bot, int number) {}

  private void sweep(
      DueShard shard,
      Instant sweepCutoff,
      BooleanSupplier mayContinue,
      Semaphore permits,
      ReportBuilder report) {
    Instant latestInactivityStart = sweepCutoff.minus(shard.bot.settings().inactivity());
    Optional<String> pageToken = Optional.empty();
    try {
      do {
        if (!mayContinue.getAsBoolean()) {
          report.setUnfinished();
          return;
        }
        DueConversations.Page page =
            due.readInactiveSince(
                shard.bot.id(), shard.number, latestInactivityStart, pageToken, pageSize);
        page.unreadable().forEach(entry -> report.unreadable.add(entry.reason()));
        sweep(page.entries(), shard.bot, sweepCutoff, permits, report);
        pageToken = page.nextToken();
      } while (pageToken.isPresent());
    } catch (StoreException e) {
      report.addFailed(e, 0);
      report.setUnfinished();
    }
  }

  private void sweep(
      List<DueConversations.Entry> entries,
      Bot bot,
      Instant sweepCutoff,
      Semaphore permits,
      ReportBuilder report) {
    if (entries.isEmpty()) {
      return;
    }
    Map<ConversationKey, Conversation> found =
        conversations.readEventually(entries.stream().map(DueConversations.Entry::key).toList());
    Parallel.forEach(
        entries,
        permits,
        entry -> {
          try {
            Conversation read = found.get(entry.key());
            report.add(
                closer.sweep(
                    entry,
                    read == null ? conversations.readConsistently(entry.key()) : read,
                    bot,
                    sweepCutoff));
          } catch (UnreadableItemException e) {
            // No sweep can ever close this one; the others continue.
            report.unreadable.add(e);
          } catch (StoreException e) {
            // This one stays due for the next sweep; the others continue.
            report.addFailed(e, 1);
          }
        });
  }

  private static final class ReportBuilder {
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger rescheduled = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<UnreadableItemException> unreadable = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();
    private volatile boolean finished = true;

    void add(SessionCloser.SweepResult swept) {
      switch (swept) {
        case CLOSED -> closed.incrementAndGet();
        case RESCHEDULED -> rescheduled.incrementAndGet();
        case REMOVED, KEPT -> {}
      }
    }

    void addFailed(StoreException cause, int conversations) {
      failed.addAndGet(conversations);
      failure.compareAndSet(null, cause);
    }

    void setUnfinished() {
      finished = false;
    }

    Report build() {
      return new Report(
          closed.get(),
          rescheduled.get(),
          failed.get(),
          List.copyOf(unreadable),
          finished,
          Optional.ofNullable(failure.get()));
    }
  }
}
