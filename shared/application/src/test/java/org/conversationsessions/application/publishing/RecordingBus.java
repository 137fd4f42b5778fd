package org.conversationsessions.application.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.event.SessionEvent;

/** A bus that records accepted events and whose answers a test decides. */
public final class RecordingBus implements EventBus {
  private final List<SessionEvent> taken = new ArrayList<>();
  private final List<SessionEvent> deadLetters = new ArrayList<>();
  private final List<Integer> calls = new ArrayList<>();
  private Function<SessionEvent, Delivery> judge = event -> new Delivery.Accepted();
  private Predicate<SessionEvent> deadLettersAccept = event -> true;

  /** Sets the result of each later event. */
  public RecordingBus judging(Function<SessionEvent, Delivery> next) {
    judge = next;
    return this;
  }

  /** Sets whether the dead-letter queue accepts a later event. */
  public RecordingBus acceptingDeadLetters(Predicate<SessionEvent> next) {
    deadLettersAccept = next;
    return this;
  }

  /** Returns the accepted events in order, with duplicates. */
  public synchronized List<SessionEvent> taken() {
    return List.copyOf(taken);
  }

  /** Returns the events in the dead-letter queue. */
  public synchronized List<SessionEvent> deadLetters() {
    return List.copyOf(deadLetters);
  }

  /** Returns the number of events in each call. */
  public synchronized List<Integer> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized List<Delivery> publish(List<SessionEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events in a call");
    }
    calls.add(events.size());
    List<Delivery> deliveries = new ArrayList<>();
    for (SessionEvent event : events) {
      Delivery delivery = judge.apply(event);
      if (delivery instanceof Delivery.Accepted) {
        taken.add(event);
      }
      deliveries.add(delivery);
    }
    return deliveries;
  }

  @Override
  public synchronized void sendToDeadLetterQueue(SessionEvent event, String reason) {
    if (!deadLettersAccept.test(event)) {
      throw new StoreException("no place for " + event.id());
    }
    deadLetters.add(event);
  }
}
