package org.conversationsessions.local.runner.events;

import java.util.Map;
import java.util.Optional;

/** A queue that a rule delivers to: the whole event is the body of a message. */
record QueueTarget(Queue queue, Queues queues) implements Target {
  @Override
  public void deliver(Map<String, Object> event) {
    queue.send(queues.message(Json.write(event), Map.of()), Optional.empty());
  }
}
