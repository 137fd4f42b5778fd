package org.conversationsessions.application.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.event.PublishedEvent;
import org.conversationsessions.domain.event.SessionEvent;

/** A bus that records accepted events and whose answers a test decides. */
public final class RecordingBus implements EventBus {
  private final List<PublishedEvent> taken = new ArrayList<>();
  private final List<PublishedEvent> deadLetters = new ArrayList<>();
  private final List<Integer> calls = new ArrayList<>();
  private Function<PublishedEvent, Delivery> judge = event -> new Delivery.Accepted();
  private Predicate<PublishedEvent> deadLettersAccept = event -> true;

  /** Sets the result of each later event. */
  public RecordingBus judging(Function<PublishedEvent, Delivery> next) {
    judge = next;
    return this;
  }

  /** Sets whether the dead-letter queue accepts a later event. */
  public RecordingBus acceptingDeadLetters(Predicate<PublishedEvent> next) {
    deadLettersAccept = next;
    return this;
  }

  /** Returns the accepted events of sessions in order, with duplicates. */
  public synchronized List<SessionEvent> taken() {
    return ofSessions(taken);
  }

  /** Returns all accepted events in order, with duplicates. */
  public synchronized List<PublishedEvent> published() {
    return List.copyOf(taken);
  }

  private static List<SessionEvent> ofSessions(List<PublishedEvent> events) {
    return events.stream()
        .filter(SessionEvent.class::isInstance)
        .map(SessionEvent.class::cast)
        .toList();
  }

  /** Returns the events in the dead-letter queue. */
  public synchronized List<SessionEvent> deadLetters() {
    return ofSessions(deadLetters);
  }

  /** Returns the number of events in each call. */
  public synchronized List<Integer> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized List<Delivery> publish(List<? extends PublishedEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events in a call");
    }
    calls.add(events.size());
    List<Delivery> deliveries = new ArrayList<>();
    for (PublishedEvent event : events) {
      Delivery delivery = judge.apply(event);
      if (delivery instanceof Delivery.Accepted) {
        taken.add(event);
      }
      deliveries.add(delivery);
    }
    return deliveries;
  }

  @Override
  public synchronized void sendToDeadLetterQueue(PublishedEvent event, String reason) {
    if (!deadLettersAccept.test(event)) {
      throw new StoreException("no place for " + event.id());
    }
    deadLetters.add(event);
  }
}
