package org.conversationsessions.application.closing;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Works on all jobs that close sessions (contract, section 4.1). A job knows its sessions, and a
 * session that is closed stays closed. So a run that stops early, fails halfway or runs alongside
 * another resumes where work is left.
 *
 * @param registry the bots
 * @param due where the live sessions are found
 * @param closer closes one session
 * @param jobs where jobs are stored
 * @param clock the service's time
 */
public record ClosingJobRunner(
    Registry registry,
    DueConversations due,
    SessionCloser closer,
    ClosingJobs jobs,
    InstantSource clock) {
  /**
   * The result of a run.
   *
   * @param closed the number of sessions closed
   * @param unreadable the jobs, bots and conversations that can never be read; they stay as they
   *     are. A job whose own item or bot is among them is never complete. A conversation is listed
   *     for each pass that met it
   * @param finished whether all that can be read was worked on to its end; otherwise the next run
   *     continues
   * @param failure the first failure
   */
  public record Report(
      int closed,
      List<UnreadableItemException> unreadable,
      boolean finished,
      Optional<StoreException> failure) {}

  /**
   * Works on all jobs.
   *
   * @param mayContinue asked between sessions; false ends the run early
   * @throws StoreException if the jobs or the bots could not be read
   */
  public Report run(BooleanSupplier mayContinue) {
    Progress progress = new Progress(mayContinue);
    List<ClosingJob> incomplete = jobs.incomplete(progress.unreadable::add);
    if (!incomplete.isEmpty()) {
      Map<BotId, Bot> bots =
          registry.botsWithRemoved(progress.unreadable::add).stream()
              .collect(Collectors.toMap(Bot::id, Function.identity()));
      for (ClosingJob job : incomplete) {
        Bot bot = bots.get(job.bot());
        if (bot != null) {
          progress.attempt(() -> work(job, bot, progress));
        }
      }
    }
    return progress.report();
  }

  private void work(ClosingJob job, Bot bot, Progress progress) {
    Set<SessionId> sessions = jobs.sessions(job);
    int failedBefore = progress.failed.get();
    int closed;
    // A pass may miss a session whose entry is moved meanwhile. So passes go on until one closes
    // none.
    do {
      closed = closeOnce(job, bot, sessions, progress);
    } while (closed > 0 && progress.mayContinue());
    if (progress.mayContinue() && progress.failed.get() == failedBefore) {
      jobs.complete(job, clock.instant());
    }
  }

  /** Closes all sessions that are found live, and returns their number. */
  private int closeOnce(ClosingJob job, Bot bot, Set<SessionId> sessions, Progress progress) {
    AtomicInteger closed = new AtomicInteger();
    // Shards are queried in parallel; the semaphore bounds the closings of all shards together.
    Semaphore permits = new Semaphore(Parallel.MAX_THREADS);
    Parallel.forEach(
        IntStream.range(0, due.shards()).boxed().toList(),
        shard ->
            progress.attempt(
                () ->
                    ClosingJobService.forEachPage(
                        due,
                        bot.id(),
                        shard,
                        entries -> {
                          Parallel.forEach(
                              entries.stream()
                                  .filter(entry -> sessions.contains(entry.session()))
                                  .toList(),
                              permits,
                              entry -> closed.addAndGet(close(entry, bot, progress)));
                          return progress.mayContinue();
                        })));
    if (closed.get() > 0) {
      progress.closed.addAndGet(closed.get());
      jobs.addClosed(job, closed.get());
    }
    return closed.get();
  }

  private int close(DueConversations.Entry entry, Bot bot, Progress progress) {
    AtomicInteger closed = new AtomicInteger();
    if (progress.mayContinue()) {
      progress.attempt(
          () ->
              closed.set(
                  closer.closeByApi(
                      bot,
                      entry.key().userId(),
                      Optional.of(entry.key().channel()),
                      Optional.of(entry.session()))));
    }
    return closed.get();
  }

  private static final class Progress {
    private final BooleanSupplier mayContinue;
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<UnreadableItemException> unreadable = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();

    Progress(BooleanSupplier mayContinue) {
      this.mayContinue = mayContinue;
    }

    boolean mayContinue() {
      if (!mayContinue.getAsBoolean()) {
        stopped.set(true);
      }
      return !stopped.get();
    }

    /** Does a part of the work. If it fails, the others continue, and the next run repeats it. */
    void attempt(Runnable work) {
      try {
        work.run();
      } catch (UnreadableItemException e) {
        // No run can ever do this part.
        unreadable.add(e);
      } catch (StoreException e) {
        failed.incrementAndGet();
        failure.compareAndSet(null, e);
      }
    }

    Report report() {
      return new Report(
          closed.get(),
          List.copyOf(unreadable),
          !stopped.get() && failed.get() == 0,
          Optional.ofNullable(failure.get()));
    }
  }
}
