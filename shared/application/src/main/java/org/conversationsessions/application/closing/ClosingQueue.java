package org.conversationsessions.application.closing;

import java.util.Optional;
import org.conversationsessions.domain.event.ScriptedClosing;

/**
 * Takes closings whose custom script is still to be run, and delivers each at least once to {@link
 * ClosingFinisher}. The closings of one end user are delivered in the order in which they were
 * handed over, one after the other.
 */
@FunctionalInterface
public interface ClosingQueue {
  /**
   * Hands a closing over. What is handed over twice may be delivered twice.
   *
   * @return empty when the queue has it; otherwise the reason why the queue will never take it
   * @throws org.conversationsessions.application.StoreException if it failed now; later it may
   *     succeed
   */
  Optional<String> send(ScriptedClosing closing);
}
