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
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.settings.BotSettings;
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
  private final DueFiler filer;
  private final Duration grace;
  private final int pageSize;

  /**
   * Creates a sweeper.
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
    this.filer = new DueFiler(due);
    this.grace = grace;
    this.pageSize = pageSize;
  }

  /**
   * The result of a sweep.
   *
   * @param closed the number of sessions closed
   * @param nudged the number of end users who got a nudge
   * @param rescheduled the number of due entries moved because the end user had been active or the
   *     channel's duration had changed
   * @param failed the number of sessions that could not be closed; they stay due
   * @param unreadable the bots, due entries and conversations that can never be read; they stay as
   *     they are
   * @param finished whether everything due was processed; otherwise the next sweep continues
   * @param failure the first failure
   */
  public record Report(
      int closed,
      int nudged,
      int rescheduled,
      int failed,
      List<UnreadableItemException> unreadable,
      boolean finished,
      Optional<StoreException> failure) {}

  /**
   * Closes the sessions whose inactivity began at least their duration and the grace before an
   * instant. Nudges end users, and files the due entries anew after a change of the settings.
   *
   * @param now the scheduled time of the sweep
   * @param mayContinue asked between pages; false ends the sweep early
   * @throws StoreException if the bots could not be read
   */
  public Report run(Instant now, BooleanSupplier mayContinue) {
    ReportBuilder report = new ReportBuilder();
    List<DueShard> shards = new ArrayList<>();
    for (Bot bot : registry.botsWithRemoved(report.unreadable::add)) {
      if (bot.settings().proactivelyClose()) {
        for (int shard = 0; shard < due.shards(); shard++) {
          shards.add(new DueShard(bot, shard));
        }
      }
    }
    // Shards are queried in parallel; the semaphore bounds the closings of all shards together.
    Sweep sweep = new Sweep(now, mayContinue, new Semaphore(Parallel.MAX_THREADS), report);
    Parallel.forEach(shards, shard -> sweepShard(shard, sweep));
    return report.build();
  }

  private record DueShard(Bot bot, int number) {}

  private record Sweep(
      Instant now, BooleanSupplier mayContinue, Semaphore permits, ReportBuilder report) {}

  private void sweepShard(DueShard shard, Sweep sweep) {
    BotSettings settings = shard.bot.settings();
    AwaitedSilence ofBot = new AwaitedSilence.OfBot();
    try {
      DueConversations.Page first = read(shard, ofBot, Optional.empty(), sweep);
      if (first.filing().isPresent()
          && DueFiler.mustFile(first.filing().get(), settings, sweep.now)) {
        if (!filer.file(
            shard.bot, shard.number, first.filing().get(), sweep.now, sweep.mayContinue)) {
          sweep.report.setUnfinished();
          return;
        }
        first = read(shard, ofBot, Optional.empty(), sweep);
      }
      boolean finished = sweepPages(shard, ofBot, first, sweep);
      for (AwaitedSilence other : AwaitedSilence.othersOf(settings)) {
        finished =
            finished
                && sweepPages(shard, other, read(shard, other, Optional.empty(), sweep), sweep);
      }
      if (!finished) {
        sweep.report.setUnfinished();
      }
    } catch (StoreException e) {
      sweep.report.addFailed(e, 0);
      sweep.report.setUnfinished();
    }
  }

  private DueConversations.Page read(
      DueShard shard, AwaitedSilence awaited, Optional<String> pageToken, Sweep sweep) {
    return due.readInactiveSince(
        shard.bot.id(),
        shard.number,
        awaited,
        sweep.now.minus(grace).minus(awaited.duration(shard.bot.settings())),
        pageToken,
        pageSize);
  }

  /**
   * Processes a page of due entries and all after it.
   *
   * @return false if there was no time for all
   */
  private boolean sweepPages(
      DueShard shard, AwaitedSilence awaited, DueConversations.Page first, Sweep sweep) {
    for (DueConversations.Page page = first;
        sweep.mayContinue.getAsBoolean();
        page = read(shard, awaited, page.nextToken(), sweep)) {
      page.unreadable().forEach(entry -> sweep.report.unreadable.add(entry.reason()));
      sweepEntries(page.entries(), shard.bot, sweep);
      if (page.nextToken().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void sweepEntries(List<DueConversations.Entry> entries, Bot bot, Sweep sweep) {
    if (entries.isEmpty()) {
      return;
    }
    Map<ConversationKey, Conversation> found =
        conversations.readEventually(entries.stream().map(DueConversations.Entry::key).toList());
    Parallel.forEach(
        entries,
        sweep.permits,
        entry -> {
          try {
            Conversation read = found.get(entry.key());
            sweep.report.add(
                closer.sweep(
                    entry,
                    read == null ? conversations.readConsistently(entry.key()) : read,
                    bot,
                    sweep.now.minus(grace)));
          } catch (UnreadableItemException e) {
            // No sweep can ever close this one.
            sweep.report.unreadable.add(e);
          } catch (StoreException e) {
            // This one stays due for the next sweep.
            sweep.report.addFailed(e, 1);
          }
        });
  }

  private static final class ReportBuilder {
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger nudged = new AtomicInteger();
    private final AtomicInteger rescheduled = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<UnreadableItemException> unreadable = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();
    private volatile boolean finished = true;

    void add(SessionCloser.SweepResult swept) {
      switch (swept) {
        case CLOSED -> closed.incrementAndGet();
        case NUDGED -> nudged.incrementAndGet();
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
          nudged.get(),
          rescheduled.get(),
          failed.get(),
          List.copyOf(unreadable),
          finished,
          Optional.ofNullable(failure.get()));
    }
  }
}
