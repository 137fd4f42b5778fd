package org.conversationsessions.local.runner.bus;

import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.sqs.Queue;
import org.conversationsessions.local.runner.sqs.Queues;

/** A queue as a rule's target: the whole event is the body of a message. */
record QueueTarget(Queue queue, Queues queues) implements Target {
  @Override
  public void deliver(Map<String, Object> event) {
    queue.send(queues.message(JsonCodec.write(event), Map.of()), Optional.empty());
  }
}
