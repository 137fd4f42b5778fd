package org.conversationsessions.application.closing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;

/**
 * The port to each bot's last job that closes sessions. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface ClosingJobs {
  /**
   * Stores a job and the sessions that it closes, in place of the bot's last job, all or nothing:
   * one transaction, 24 write units for each 1,000 sessions and 4 more.
   *
   * @return false if the last job is not complete; nothing was stored then
   */
  boolean start(ClosingJob job, Set<SessionId> sessions);

  /** Returns a bot's last job. Strongly consistent, 1 read unit. */
  Optional<ClosingJob> last(BotId bot);

  /**
   * Returns the jobs of all bots that are not complete. One eventually consistent query, 0.5 read
   * units if there are few, and a consistent read of each.
   *
   * @param unreadable receives the reason for each job that cannot be read
   */
  List<ClosingJob> incomplete(Consumer<UnreadableItemException> unreadable);

  /**
   * Returns the sessions of a job; none if it is complete. Strongly consistent, 3 read units for
   * each 1,000 sessions.
   */
  Set<SessionId> sessions(ClosingJob job);

  /** Adds to the number of sessions that a job has closed, unless it is complete. */
  void addClosed(ClosingJob job, int closed);

  /** Completes a job and removes the list of its sessions, unless it is complete. */
  void complete(ClosingJob job, Instant now);
}
