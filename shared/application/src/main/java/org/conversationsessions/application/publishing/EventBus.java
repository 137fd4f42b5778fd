package org.conversationsessions.application.publishing;

import java.util.List;
import org.conversationsessions.domain.event.SessionEvent;

/** Where events go. */
public interface EventBus {
  /** How many events can be handed over at a time (EventBridge, PutEvents). */
  int MAX_EVENTS = 10;

  /**
   * Hands events over, in one call. Each is taken or not by itself.
   *
   * @param events 1 to {@value #MAX_EVENTS}
   * @return what became of each, in the order given; a call that fails has failed for each
   */
  List<Delivery> publish(List<SessionEvent> events);

  /**
   * Puts aside an event that the bus will never take, where somebody looks.
   *
   * @throws org.conversationsessions.application.StoreException if even that failed
   */
  void bury(SessionEvent event, String reason);

  /** What became of an event. */
  sealed interface Delivery {
    /** The bus has it. */
    record Taken() implements Delivery {}

    /**
     * Not now; later it may be taken.
     *
     * @param reason why
     */
    record Failed(String reason) implements Delivery {}

    /**
     * Not now and not later.
     *
     * @param reason why
     */
    record Refused(String reason) implements Delivery {}
  }
}
