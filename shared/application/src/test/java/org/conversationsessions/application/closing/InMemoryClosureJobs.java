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
public class InMemoryClosureJobs implements ClosureJobs {
  private final Map<BotId, ClosureJob> jobs = new HashMap<>();
  private final Map<String, Set<SessionId>> sessions = new HashMap<>();

  @Override
  public synchronized boolean start(ClosureJob job, Set<SessionId> toClose) {
    ClosureJob last = jobs.get(job.bot());
    if (last != null && last.completedAt().isEmpty() && !last.id().equals(job.id())) {
      return false;
    }
    jobs.put(job.bot(), job);
    sessions.put(job.id(), Set.copyOf(toClose));
    return true;
  }

  @Override
  public synchronized Optional<ClosureJob> last(BotId bot) {
    return Optional.ofNullable(jobs.get(bot));
  }

  @Override
  public synchronized List<ClosureJob> incomplete(Consumer<UnreadableItemException> unreadable) {
    return jobs.values().stream().filter(job -> job.completedAt().isEmpty()).toList();
  }

  @Override
  public synchronized Set<SessionId> sessions(ClosureJob job) {
    return sessions.getOrDefault(job.id(), Set.of());
  }

  @Override
  public synchronized void addClosed(ClosureJob job, int closed) {
    change(job, last -> with(last, last.closed() + closed, Optional.empty()));
  }

  @Override
  public synchronized void complete(ClosureJob job, Instant now) {
    change(
        job,
        last -> {
          sessions.remove(job.id());
          return with(last, last.closed(), Optional.of(now));
        });
  }

  private void change(ClosureJob job, UnaryOperator<ClosureJob> change) {
    jobs.computeIfPresent(
        job.bot(),
        (bot, last) ->
            last.id().equals(job.id()) && last.completedAt().isEmpty() ? change.apply(last) : last);
  }

  private static ClosureJob with(ClosureJob job, int closed, Optional<Instant> completedAt) {
    return new ClosureJob(job.id(), job.bot(), job.total(), closed, job.requestedAt(), completedAt);
  }
}
