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
 * A shard that a mapping reads: what is read goes into lanes by partition, and from the lanes to
 * the function. One thread reads; batches are handed over by others.
 */
final class ShardConsumer {
  private static final System.Logger LOG = System.getLogger(ShardConsumer.class.getName());
  private static final int MUCH = 100;
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

  private final String id;
  private final StreamSettings mapping;
  private final TableStream.Reader reader;
  private final StreamDelivery delivery;
  private final Checkpoints checkpoints;
  private final Clock clock;
  private final List<PartitionQueue> lanes;
  private final CheckpointTracker progress = new CheckpointTracker();
  private boolean ended;

  /** Begins where the checkpoint is. */
  ShardConsumer(
      String id,
      StreamSettings mapping,
      TableStream stream,
      StreamDelivery delivery,
      Checkpoints checkpoints,
      Clock clock) {
    this.id = id;
    this.mapping = mapping;
    this.reader = stream.read(id, checkpoints.reached(id));
    this.delivery = delivery;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.lanes =
        Stream.generate(() -> new PartitionQueue(mapping.batchSize(), mapping.window()))
            .limit(mapping.lanes())
            .toList();
  }

  String id() {
    return id;
  }

  /**
   * Reads one page, unless enough waits to be handed over.
   *
   * @return whether there was so much that more is likely to follow
   */
  boolean read() {
    if (ended || pending() >= mapping.batchSize() * mapping.lanes()) {
      return false;
    }
    TableStream.Page page = reader.next();
    List<StreamRecord> skipped = new ArrayList<>();
    for (StreamRecord record : page.records()) {
      begin(record);
      if (mapping.filter().takes(record)) {
        lane(record).add(record, clock.instant());
      } else {
        skipped.add(record);
      }
    }
    settle(skipped);
    ended = page.last();
    return page.records().size() >= MUCH;
  }

  /**
   * Has every batch handed over that is due.
   *
   * @param finished runs whenever the function has dealt with one
   */
  void handOver(Executor executor, Runnable finished) {
    for (PartitionQueue lane : lanes) {
      Optional<ShardBatch> due = lane.take(clock.instant());
      while (due.isPresent()) {
        ShardBatch batch = due.get();
        executor.execute(
            () -> {
              handOver(lane, batch);
              finished.run();
            });
        due = lane.take(clock.instant());
      }
    }
  }

  /** Whether nothing is left to read or to hand over. */
  boolean isDone() {
    return ended && pending() == 0;
  }

  private void handOver(PartitionQueue lane, ShardBatch batch) {
    List<ShardBatch> rest = List.of(batch.again(clock.instant().plus(PAUSE_AFTER_FAULT), 0));
    try {
      rest = delivery.deliver(id, batch);
      int left = rest.stream().mapToInt(ShardBatch::size).sum();
      settle(batch.records().subList(0, batch.size() - left));
    } catch (RuntimeException e) {
      // Nobody waits for this thread; what is not settled comes again.
      LOG.log(Level.ERROR, mapping.name(), e);
    } finally {
      lane.finish(rest);
    }
  }

  private PartitionQueue lane(StreamRecord record) {
    return lanes.get(Math.floorMod(record.partition().hashCode(), lanes.size()));
  }

  private synchronized void begin(StreamRecord record) {
    progress.begin(record);
  }

  private synchronized void settle(List<StreamRecord> records) {
    progress.settle(records).ifPresent(last -> checkpoints.reach(id, last));
  }

  private synchronized int pending() {
    return progress.size();
  }
}
