package org.conversationsessions.application.publishing;

import java.util.List;
import org.conversationsessions.domain.event.PublishedEvent;

/** The port to the event bus. */
public interface EventBus {
  /** The most events in one call (EventBridge, PutEvents). */
  int MAX_EVENTS = 10;

  /**
   * Publishes events in one call. Each event succeeds or fails on its own.
   *
   * @param events 1 to {@value #MAX_EVENTS} events
   * @return the result of each event in the given order; if the call fails, each has failed
   */
  List<Delivery> publish(List<? extends PublishedEvent> events);

  /**
   * Sends an event that the bus will never accept to the dead-letter queue.
   *
   * @throws org.conversationsessions.application.StoreException if that failed too
   */
  void sendToDeadLetterQueue(PublishedEvent event, String reason);

  /** The result of publishing an event. */
  sealed interface Delivery {
    /** The bus has the event. */
    record Accepted() implements Delivery {}

    /**
     * The bus did not accept the event now and may accept it later.
     *
     * @param reason why
     */
    record Failed(String reason) implements Delivery {}

    /**
     * The bus will never accept the event.
     *
     * @param reason why
     */
    record Refused(String reason) implements Delivery {}
  }
}
