package org.conversationsessions.cli.replay.send;

import org.conversationsessions.cli.CliException;

/**
 * Calls that wait while the service is unavailable or limits the rate.
 *
 * @param backoff the pauses between attempts
 * @param clock pauses
 */
public record PatientCalls(Backoff backoff, ReplayClock clock) {
  /** One attempt at a call. */
  @FunctionalInterface
  public interface Attempt {
    /** Sends the request. */
    BotResource.Outcome send() throws InterruptedException;
  }

  /**
   * Sends a request up to {@value Backoff#MAX_ATTEMPTS} times, until the service decides about it.
   *
   * @throws CliException if nothing answers, or the service stays unavailable
   */
  public BotResource.Outcome.Decision send(Attempt attempt) throws InterruptedException {
    for (int attempts = 1; ; attempts++) {
      switch (attempt.send()) {
        case BotResource.Outcome.Decision decision -> {
          return decision;
        }
        case BotResource.Outcome.Unreachable(var reason) -> throw new CliException(reason);
        case BotResource.Outcome.Unavailable(var reason, var retryAfter) -> {
          if (attempts >= Backoff.MAX_ATTEMPTS) {
            throw new CliException(
                reason + ", " + attempts + " times: try again when the service answers");
          }
          clock.pause(backoff.pauseAfter(attempts, retryAfter), new StopSignal());
        }
      }
    }
  }
}
