package org.conversationsessions.cli.replay.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.cli.replay.recording.RecordedLine;

/**
 * Sends a queue's events batch by batch. A retry precedes everything that follows, so that a
 * conversation's events keep their order. Stateless: serves several queues at a time.
 */
final class ReplayClient {
  private final ActivityEndpoint endpoint;
  private final Backoff backoff;
  private final ReplayClock clock;
  private final ReplayCounts counts;
  private final StopSignal stop;

  ReplayClient(
      ActivityEndpoint endpoint,
      Backoff backoff,
      ReplayClock clock,
      ReplayCounts counts,
      StopSignal stop) {
    this.endpoint = endpoint;
    this.backoff = backoff;
    this.clock = clock;
    this.counts = counts;
    this.stop = stop;
  }

  /** Sends the queue's events until its end. After a stop, counts the rest as not sent. */
  void run(ClientQueue queue) throws InterruptedException {
    for (List<RecordedLine.Event> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
      deliver(batch);
    }
  }

  private void deliver(List<RecordedLine.Event> batch) throws InterruptedException {
    List<RecordedLine.Event> open = batch;
    int attempts = 0;
    while (!open.isEmpty() && !stop.isSet()) {
      SendResult result = endpoint.send(open);
      attempts++;
      switch (result) {
        case SendResult.PerEvent perEvent -> {
          List<RecordedLine.Event> left =
              countResults(open, perEvent, attempts >= Backoff.MAX_ATTEMPTS);
          attempts = left.size() < open.size() ? 1 : attempts;
          open = left;
          pauseIfAny(open, attempts, Optional.empty());
        }
        case SendResult.Refused refused -> {
          open.forEach(event -> counts.failed(event.number(), refused.reason()));
          return;
        }
        case SendResult.Fatal fatal -> stop.stop(fatal.reason());
        case SendResult.Unavailable unavailable -> {
          if (attempts >= Backoff.MAX_ATTEMPTS) {
            stop.stop(unavailable.reason());
          } else {
            pauseIfAny(open, attempts, unavailable.retryAfter());
          }
        }
      }
    }
    open.forEach(event -> counts.notSent(event.number()));
  }

  /** Counts the events that need no further attempt and returns those to send again. */
  private List<RecordedLine.Event> countResults(
      List<RecordedLine.Event> sent, SendResult.PerEvent result, boolean lastAttempt) {
    List<RecordedLine.Event> again = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      RecordedLine.Event event = sent.get(i);
      Optional<SendResult.Problem> problem = result.problems().get(i);
      if (problem.isEmpty()) {
        counts.sent();
      } else if (problem.get().isTransient() && !lastAttempt) {
        again.add(event);
      } else {
        counts.failed(event.number(), problem.get().toString());
      }
    }
    return again;
  }

  private void pauseIfAny(
      List<RecordedLine.Event> open, int attempts, Optional<Duration> requestedPause)
      throws InterruptedException {
    if (!open.isEmpty()) {
      clock.pause(backoff.pauseAfter(attempts, requestedPause), stop);
    }
  }
}
