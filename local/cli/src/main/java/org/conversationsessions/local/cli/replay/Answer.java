package org.conversationsessions.local.cli.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of sending a batch. */
sealed interface Answer {
  /** The service said something about each event: one result for each, in the order sent. */
  record Results(List<Optional<Problem>> problems) implements Answer {
    public Results {
      problems = List.copyOf(problems);
    }
  }

  /** The service will not take this batch, and may take another. */
  record Refused(String reason) implements Answer {}

  /** No batch will be taken: there is no use in going on. */
  record Hopeless(String reason) implements Answer {}

  /**
   * Nobody knows whether anything was taken. The same again later is safe: an event counts once.
   */
  record Unavailable(String reason, Optional<Duration> retryAfter) implements Answer {}

  /** Why the service did not take an event. */
  record Problem(int code, String message) {
    /** Whether the same may be taken later. */
    boolean isPassing() {
      return code >= 500;
    }

    @Override
    public String toString() {
      return code + " " + message;
    }
  }
}
