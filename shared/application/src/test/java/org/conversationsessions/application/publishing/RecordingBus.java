package org.conversationsessions.application.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.event.SessionEvent;

/** A bus that remembers what it took, and that can be told to take events or not. */
public final class RecordingBus implements EventBus {
  private final List<SessionEvent> taken = new ArrayList<>();
  private final List<SessionEvent> buried = new ArrayList<>();
  private final List<Integer> calls = new ArrayList<>();
  private Function<SessionEvent, Delivery> judge = event -> new Delivery.Taken();
  private Predicate<SessionEvent> grave = event -> true;

  /** From here on decides what becomes of each event. */
  public RecordingBus judging(Function<SessionEvent, Delivery> next) {
    judge = next;
    return this;
  }

  /** From here on decides whether an event can be put aside. */
  public RecordingBus acceptingDeadLetters(Predicate<SessionEvent> next) {
    grave = next;
    return this;
  }

  /** What was taken, in order; what was taken twice is there twice. */
  public synchronized List<SessionEvent> taken() {
    return List.copyOf(taken);
  }

  /** What was put aside. */
  public synchronized List<SessionEvent> buried() {
    return List.copyOf(buried);
  }

  /** How many events each call had. */
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
      if (delivery instanceof Delivery.Taken) {
        taken.add(event);
      }
      deliveries.add(delivery);
    }
    return deliveries;
  }

  @Override
  public synchronized void sendToDeadLetters(SessionEvent event, String reason) {
    if (!grave.test(event)) {
      throw new StoreException("no place for " + event.id());
    }
    buried.add(event);
  }
}
