package org.conversationsessions.application.closing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;

/** Jobs that close sessions, in memory. */
public class InMemoryClosingJobs implements ClosingJobs {
  private final Map<BotId, ClosingJob> jobs = new HashMap<>();
  private final Map<String, Set<SessionId>> sessions = new HashMap<>();

  @Override
  public synchronized boolean start(ClosingJob job, Set<SessionId> toClose) {
    ClosingJob last = jobs.get(job.bot());
    if (last != null && last.completedAt().isEmpty() && !last.id().equals(job.id())) {
      return false;
    }
    jobs.put(job.bot(), job);
    sessions.put(job.id(), Set.copyOf(toClose));
    return true;
  }

  @Override
  public synchronized Optional<ClosingJob> last(BotId bot) {
    return Optional.ofNullable(jobs.get(bot));
  }

  @Override
  public synchronized List<ClosingJob> incomplete(Consumer<UnreadableItemException> unreadable) {
    return jobs.values().stream().filter(job -> job.completedAt().isEmpty()).toList();
  }

  @Override
  public synchronized Set<SessionId> sessions(ClosingJob job) {
    return sessions.getOrDefault(job.id(), Set.of());
  }

  @Override
  public synchronized void addClosed(ClosingJob job, int closed) {
    change(job, last -> with(last, last.closed() + closed, Optional.empty()));
  }

  @Override
  public synchronized void complete(ClosingJob job, Instant now) {
    change(
        job,
        last -> {
          sessions.remove(job.id());
          return with(last, last.closed(), Optional.of(now));
        });
  }

  private void change(ClosingJob job, UnaryOperator<ClosingJob> change) {
    jobs.computeIfPresent(
        job.bot(),
        (bot, last) ->
            last.id().equals(job.id()) && last.completedAt().isEmpty() ? change.apply(last) : last);
  }

  private static ClosingJob with(ClosingJob job, int closed, Optional<Instant> completedAt) {
    return new ClosingJob(job.id(), job.bot(), job.total(), closed, job.requestedAt(), completedAt);
  }
}
