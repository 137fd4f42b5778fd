package org.conversationsessions.local.runner.sqs;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.conversationsessions.local.runner.aws.BatchResponse;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.template.FunctionEvent;

/**
 * Lambda's event source mapping for SQS: delivers a queue's messages to a function. A standard
 * queue has one batch in flight, in the order of sending, where Lambda would run several. A FIFO
 * queue has as many as the mapping allows, each from different message groups. A failed message
 * becomes visible again after its visibility timeout.
 */
public final class QueueMapping {
  public static final String TYPE = "SQS";

  private static final System.Logger LOG = System.getLogger(QueueMapping.class.getName());

  /** The concurrency for a FIFO queue whose mapping sets no limit. */
  private static final int FIFO_CONCURRENCY = 8;

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
  private final boolean fifo;
  private final Semaphore permits;
  private final Functions functions;

  /**
   * Reads a mapping.
   *
   * @throws IllegalArgumentException if it uses a setting that is not supported here
   */
  public QueueMapping(String function, FunctionEvent event, Queues queues, Functions functions) {
    Settings settings =
        new Settings(function + "." + event.id(), event.properties()).knowing(KNOWN);
    this.function = function;
    this.queue = queues.require(settings.required("Queue"));
    this.batchSize = settings.integer("BatchSize", 10);
    this.window = Duration.ofSeconds(settings.integer("MaximumBatchingWindowInSeconds", 0));
    this.partial = settings.texts("FunctionResponseTypes").contains("ReportBatchItemFailures");
    this.fifo = queue.settings().fifo().isPresent();
    Settings scaling = settings.object("ScalingConfig").knowing(Set.of("MaximumConcurrency"));
    int concurrency = scaling.integer("MaximumConcurrency", FIFO_CONCURRENCY);
    this.permits = new Semaphore(fifo ? concurrency : 1);
    this.functions = functions;
    if (concurrency < 2 || concurrency > 1000) {
      throw scaling.fault("MaximumConcurrency", "must be between 2 and 1000, not " + concurrency);
    }
    if (fifo && (batchSize > 10 || !window.isZero())) {
      throw settings.fault(
          "BatchSize", "of a FIFO queue is at most 10, and there is no batching window");
    }
    if (batchSize < 1 || batchSize > 10_000) {
      throw settings.fault("BatchSize", "must be between 1 and 10000, not " + batchSize);
    }
  }

  /** Returns whether the mapping is enabled. */
  public static boolean isEnabled(FunctionEvent event) {
    return !"false".equals(String.valueOf(event.properties().get("Enabled")));
  }

  public String name() {
    return queue.settings().name() + "-to-" + function;
  }

  /**
   * Delivers one batch, if there is one. For a FIFO queue it does so on another thread, and returns
   * when the next batch may be gathered.
   *
   * @param wait how long to wait for a first message
   * @param threads runs the batches of FIFO queues
   */
  public void run(Duration wait, Executor threads) throws InterruptedException {
    if (!fifo) {
      runOnce(wait);
      return;
    }
    permits.acquire();
    boolean delivering = false;
    try {
      List<ReceivedMessage> batch = gather(wait);
      if (!batch.isEmpty()) {
        threads.execute(
            () -> {
              try {
                deliver(batch);
              } finally {
                permits.release();
              }
            });
        delivering = true;
      }
    } finally {
      if (!delivering) {
        permits.release();
      }
    }
  }

  /**
   * Delivers one batch, if there is one, and waits until the function has processed it.
   *
   * @param wait how long to wait for a first message
   * @return the number of messages delivered
   */
  int runOnce(Duration wait) throws InterruptedException {
    List<ReceivedMessage> batch = gather(wait);
    if (!batch.isEmpty()) {
      deliver(batch);
    }
    return batch.size();
  }

  private void deliver(List<ReceivedMessage> batch) {
    Set<String> failed = failedOf(batch);
    for (ReceivedMessage message : batch) {
      if (!failed.contains(message.message().id())) {
        queue.delete(message.receiptHandle());
      }
    }
    if (!failed.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} of {2} messages failed; they are retried in {3} s, or when the function"
              + " asked for",
          name(),
          failed.size(),
          batch.size(),
          queue.settings().visibility().toSeconds());
    }
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
    Set<String> ids =
        batch.stream().map(each -> each.message().id()).collect(Collectors.toUnmodifiableSet());
    return switch (functions.invoke(function, SqsEvent.of(batch, queue.settings().arn()))) {
      case Invocation.Succeeded(byte[] payload) ->
          partial ? BatchResponse.failed(payload, ids) : Set.of();
      case Invocation.Failed _ -> ids;
    };
  }
}
