package org.conversationsessions.local.runner.events;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.runner.template.FunctionEvent;

/**
 * What hands a queue's messages to a function: Lambda's event source mapping. One batch at a time,
 * in the order of sending, where Lambda would run several. A message that failed comes again when
 * its visibility timeout is over.
 */
final class QueueMapping {
  static final String TYPE = "SQS";

  private static final System.Logger LOG = System.getLogger(QueueMapping.class.getName());
  private static final Set<String> KNOWN =
      Set.of(
          "BatchSize",
          "Enabled",
          "FunctionResponseTypes",
          "MaximumBatchingWindowInSeconds",
          "Queue",
          "ScalingConfig");

  private final String function;
  private final Queue queue;
  private final int batchSize;
  private final Duration window;
  private final boolean partial;
  private final Functions functions;

  /** Reads the mapping; fails if it asks for what is not supported here. */
  QueueMapping(String function, FunctionEvent event, Queues queues, Functions functions) {
    Settings settings =
        new Settings(function + "." + event.id(), event.properties()).knowing(KNOWN);
    this.function = function;
    this.queue = queues.require(settings.required("Queue"));
    this.batchSize = settings.integer("BatchSize", 10);
    this.window = Duration.ofSeconds(settings.integer("MaximumBatchingWindowInSeconds", 0));
    this.partial = settings.texts("FunctionResponseTypes").contains("ReportBatchItemFailures");
    this.functions = functions;
    if (batchSize < 1 || batchSize > 10_000) {
      throw settings.fault("BatchSize", "must be between 1 and 10000, not " + batchSize);
    }
  }

  /** Whether the template lets the mapping run. */
  static boolean isEnabled(FunctionEvent event) {
    return !"false".equals(String.valueOf(event.properties().get("Enabled")));
  }

  String name() {
    return queue.settings().name() + "-to-" + function;
  }

  /**
   * Hands over one batch, if there is one, and waits until the function has dealt with it.
   *
   * @param wait how long to wait for a first message
   * @return the number of messages handed over
   */
  int runOnce(Duration wait) throws InterruptedException {
    List<ReceivedMessage> batch = gather(wait);
    if (batch.isEmpty()) {
      return 0;
    }
    Set<String> failed = failedOf(batch);
    for (ReceivedMessage message : batch) {
      if (!failed.contains(message.message().id())) {
        queue.delete(message.receiptHandle());
      }
    }
    if (!failed.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} of {2} messages failed; they are tried again in {3} s",
          name(),
          failed.size(),
          batch.size(),
          queue.settings().visibility().toSeconds());
    }
    return batch.size();
  }

  private List<ReceivedMessage> gather(Duration wait) throws InterruptedException {
    List<ReceivedMessage> batch = new ArrayList<>(queue.receive(batchSize, Optional.empty(), wait));
    long end = System.nanoTime() + window.toNanos();
    while (!batch.isEmpty() && batch.size() < batchSize && System.nanoTime() - end < 0) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      batch.addAll(queue.receive(batchSize - batch.size(), Optional.empty(), left));
    }
    return batch;
  }

  private Set<String> failedOf(List<ReceivedMessage> batch) {
    Set<String> ids = BatchResponse.ids(batch);
    return switch (functions.invoke(function, SqsEvent.of(batch, queue.settings().arn()))) {
      case Invocation.Succeeded(byte[] payload) ->
          partial ? BatchResponse.failed(payload, ids) : Set.of();
      case Invocation.Failed _ -> ids;
    };
  }
}
