package org.conversationsessions.cli.replay.send;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The result of sending a batch. */
public sealed interface SendResult {
  /**
   * The service responded for each event.
   *
   * @param problems one entry for each event, in the order sent; empty: the service took it
   */
  record PerEvent(List<Optional<Problem>> problems) implements SendResult {
    /** Copies the problems. */
    public PerEvent {
      problems = List.copyOf(problems);
    }
  }

  /** The service refuses this batch, but may take another. */
  record Refused(String reason) implements SendResult {}

  /** The service will take no batch: the replay stops. */
  record Fatal(String reason) implements SendResult {}

  /**
   * The service may or may not have taken the batch. Sending it again is safe: an event counts
   * once.
   *
   * @param retryAfter what the service asks to wait
   */
  record Unavailable(String reason, Optional<Duration> retryAfter) implements SendResult {}

  /** Why the service did not take an event. */
  record Problem(int code, String message) {
    /** Returns whether the service may take the event later. */
    boolean isTransient() {
      return code >= 500;
    }

    @Override
    public String toString() {
      return code + " " + message;
    }
  }
}
