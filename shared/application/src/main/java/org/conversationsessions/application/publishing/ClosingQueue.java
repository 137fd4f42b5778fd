package org.conversationsessions.application.publishing;

import java.util.Optional;
import org.conversationsessions.domain.event.ScriptedClosing;

/**
 * A queue of closings whose script has not run yet. It delivers each at least once to {@code
 * ClosingFinisher}, those of one end user one after another in the order in which they were sent.
 */
@FunctionalInterface
public interface ClosingQueue {
  /**
   * Sends a closing. A closing that is sent twice may be delivered twice.
   *
   * @return empty if the queue has it; otherwise why the queue will never take it
   * @throws org.conversationsessions.application.StoreException if sending failed but may succeed
   *     later
   */
  Optional<String> send(ScriptedClosing closing);
}
