package org.conversationsessions.local.runner.stream;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Reads a shard for a mapping: distributes its records to queues by partition key and delivers
 * batches from the queues to the function. One thread reads; other threads deliver.
 */
final class ShardConsumer {
  private static final System.Logger LOG = System.getLogger(ShardConsumer.class.getName());
  private static final int FULL_PAGE = 100;
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

  private final String id;
  private final StreamSettings settings;
  private final TableStream.Reader reader;
  private final StreamDelivery delivery;
  private final Checkpoints checkpoints;
  private final Clock clock;
  private final List<PartitionQueue> queues;
  private final CheckpointTracker tracker = new CheckpointTracker();
  private boolean ended;

  /** Starts at the checkpoint. */
  ShardConsumer(
      String id,
      StreamSettings settings,
      TableStream stream,
      StreamDelivery delivery,
      Checkpoints checkpoints,
      Clock clock) {
    this.id = id;
    this.settings = settings;
    this.reader = stream.read(id, checkpoints.reached(id));
    this.delivery = delivery;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.queues =
        Stream.generate(() -> new PartitionQueue(settings.batchSize(), settings.window()))
            .limit(settings.parallelBatches())
            .toList();
  }

  String id() {
    return id;
  }

  /**
   * Reads one page, unless enough records are waiting.
   *
   * @return whether the page was so full that more records probably follow
   */
  boolean read() {
    if (ended || pending() >= settings.batchSize() * settings.parallelBatches()) {
      return false;
    }
    TableStream.Page page = reader.next();
    List<StreamRecord> skipped = new ArrayList<>();
    for (StreamRecord record : page.records()) {
      begin(record);
      if (settings.filter().takes(record)) {
        queue(record).add(record, clock.instant());
      } else {
        skipped.add(record);
      }
    }
    complete(skipped);
    ended = page.last();
    return page.records().size() >= FULL_PAGE;
  }

  /**
   * Starts the delivery of every batch that is due.
   *
   * @param finished runs whenever the function has processed a batch
   */
  void deliverDue(Executor executor, Runnable finished) {
    for (PartitionQueue queue : queues) {
      Optional<ShardBatch> due = queue.take(clock.instant());
      while (due.isPresent()) {
        ShardBatch batch = due.get();
        executor.execute(
            () -> {
              deliver(queue, batch);
              finished.run();
            });
        due = queue.take(clock.instant());
      }
    }
  }

  /** Returns whether all records are read and processed. */
  boolean isDone() {
    return ended && pending() == 0;
  }

  private void deliver(PartitionQueue queue, ShardBatch batch) {
    List<ShardBatch> rest = List.of(batch.again(clock.instant().plus(PAUSE_AFTER_FAULT), 0));
    try {
      rest = delivery.deliver(id, batch);
      int left = rest.stream().mapToInt(ShardBatch::size).sum();
      complete(batch.records().subList(0, batch.size() - left));
    } catch (RuntimeException e) {
      // Nobody joins this thread. Unprocessed records are delivered again.
      LOG.log(Level.ERROR, settings.name(), e);
    } finally {
      queue.finish(rest);
    }
  }

  private PartitionQueue queue(StreamRecord record) {
    return queues.get(Math.floorMod(record.partition().hashCode(), queues.size()));
  }

  private synchronized void begin(StreamRecord record) {
    tracker.begin(record);
  }

  private synchronized void complete(List<StreamRecord> records) {
    tracker.complete(records).ifPresent(last -> checkpoints.saveReached(id, last));
  }

  private synchronized int pending() {
    return tracker.size();
  }
}
