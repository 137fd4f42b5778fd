package org.conversationsessions.local.cli.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends one lane's events, a batch after the other. What the service may yet take is sent again
 * before anything that follows it, so that a conversation keeps its order.
 */
final class Client {
  private final Endpoint endpoint;
  private final Backoff backoff;
  private final Time time;
  private final Tally tally;
  private final Stop stop;

  Client(Endpoint endpoint, Backoff backoff, Time time, Tally tally, Stop stop) {
    this.endpoint = endpoint;
    this.backoff = backoff;
    this.time = time;
    this.tally = tally;
    this.stop = stop;
  }

  /** Sends all that comes along the lane, until its end or until the replay is stopped. */
  void run(Lane lane) throws InterruptedException {
    for (List<RecordedLine.Event> batch = lane.take(); !batch.isEmpty(); batch = lane.take()) {
      deliver(batch);
    }
  }

  /** What is left when the replay is stopped counts as not sent. */
  private void deliver(List<RecordedLine.Event> batch) throws InterruptedException {
    List<RecordedLine.Event> open = batch;
    int tries = 0;
    while (!open.isEmpty() && !stop.isSet()) {
      Answer answer = endpoint.send(open);
      tries++;
      switch (answer) {
        case Answer.Results results -> {
          List<RecordedLine.Event> left = settle(open, results, tries >= Backoff.TRIES);
          tries = left.size() < open.size() ? 1 : tries;
          open = left;
          pauseIfAny(open, tries, Optional.empty());
        }
        case Answer.Refused refused -> {
          open.forEach(event -> tally.failed(event.number(), refused.reason()));
          return;
        }
        case Answer.Hopeless hopeless -> stop.because(hopeless.reason());
        case Answer.Unavailable unavailable -> {
          if (tries >= Backoff.TRIES) {
            stop.because(unavailable.reason());
          } else {
            pauseIfAny(open, tries, unavailable.retryAfter());
          }
        }
      }
    }
    open.forEach(event -> tally.notSent(event.number()));
  }

  /** Counts what is settled and tells what must be sent again. */
  private List<RecordedLine.Event> settle(
      List<RecordedLine.Event> sent, Answer.Results results, boolean lastTry) {
    List<RecordedLine.Event> again = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      RecordedLine.Event event = sent.get(i);
      Optional<Answer.Problem> problem = results.problems().get(i);
      if (problem.isEmpty()) {
        tally.sent();
      } else if (problem.get().isPassing() && !lastTry) {
        again.add(event);
      } else {
        tally.failed(event.number(), problem.get().toString());
      }
    }
    return again;
  }

  private void pauseIfAny(List<RecordedLine.Event> open, int tries, Optional<Duration> asked)
      throws InterruptedException {
    if (!open.isEmpty()) {
      time.pause(backoff.after(tries, asked), stop);
    }
  }
}
