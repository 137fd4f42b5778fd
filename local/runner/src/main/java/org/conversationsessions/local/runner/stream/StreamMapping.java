package org.conversationsessions.local.runner.stream;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.sqs.Queues;

/**
 * Lambda's event source mapping for DynamoDB Streams: delivers the changes of a table to a
 * function. Each mapping reads the stream independently, so several functions may read the same
 * one. A shard is read after its parent is processed. The changes of a partition key arrive in
 * order, each at least once.
 */
public final class StreamMapping implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StreamMapping.class.getName());

  /** Lambda polls four times a second. */
  private static final Duration POLL = Duration.ofMillis(250);

  private static final Duration SHARD_REFRESH = Duration.ofSeconds(10);

  private final StreamSettings settings;
  private final TableStream stream;
  private final Checkpoints checkpoints;
  private final StreamDelivery delivery;
  private final Clock clock;
  private final Executor executor;
  private final Map<String, ShardConsumer> open = new LinkedHashMap<>();
  private final Semaphore wake = new Semaphore(0);
  private Instant refreshShardsAt = Instant.MIN;

  /**
   * Finds the stream and the mapping's position in it; delivers nothing yet.
   *
   * @param executor delivers batches
   * @throws IllegalArgumentException if the table has no stream
   */
  public StreamMapping(
      StreamSettings settings,
      StreamAccess access,
      Queues queues,
      Functions functions,
      Clock clock,
      Executor executor) {
    this.settings = settings;
    this.stream = access.streams().of(settings.table());
    this.checkpoints = Checkpoints.of(file(settings, access), stream.arn());
    this.delivery =
        new StreamDelivery(
            settings,
            functions,
            new DiscardedRecords(settings, stream.arn(), queues, clock),
            clock);
    this.clock = clock;
    this.executor = executor;
    if (settings.latest() && checkpoints.isNew()) {
      stream.shards().forEach(this::skip);
    }
  }

  public String name() {
    return settings.name();
  }

  /**
   * Polls once, then delivers waiting batches whenever the function has processed one, until the
   * next poll is due. For one thread.
   */
  public void run() throws InterruptedException {
    long next = System.nanoTime() + POLL.toNanos();
    boolean more = runOnce();
    long left = next - System.nanoTime();
    while (!more && left > 0) {
      if (wake.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        open.values().forEach(this::deliverDue);
      }
      left = next - System.nanoTime();
    }
  }

  /**
   * Polls each shard once and starts the delivery of every batch that is due; does not wait.
   *
   * @return whether there is more to do at once
   */
  boolean runOnce() {
    if (!clock.instant().isBefore(refreshShardsAt)) {
      openShards();
    }
    boolean more = false;
    for (ShardConsumer shard : List.copyOf(open.values())) {
      more |= shard.read();
      deliverDue(shard);
      if (shard.isDone()) {
        close(shard);
        more = true;
      }
    }
    return more;
  }

  private void deliverDue(ShardConsumer shard) {
    shard.deliverDue(executor, wake::release);
  }

  /** Stops recording the outcome of deliveries. */
  @Override
  public void close() {
    checkpoints.close();
  }

  private void openShards() {
    List<TableStream.Shard> shards = stream.shards();
    Set<String> ids = shards.stream().map(TableStream.Shard::id).collect(Collectors.toSet());
    checkpoints.retain(ids);
    for (TableStream.Shard shard : shards) {
      boolean waits =
          shard.parent().filter(ids::contains).filter(id -> !checkpoints.isEnded(id)).isPresent();
      if (!waits && !checkpoints.isEnded(shard.id()) && !open.containsKey(shard.id())) {
        checkpoints.begin(shard.id());
        open.put(
            shard.id(),
            new ShardConsumer(shard.id(), settings, stream, delivery, checkpoints, clock));
        LOG.log(Level.DEBUG, "{0} reads {1}", name(), shard.id());
      }
    }
    refreshShardsAt = clock.instant().plus(SHARD_REFRESH);
  }

  private void close(ShardConsumer shard) {
    checkpoints.end(shard.id());
    open.remove(shard.id());
    refreshShardsAt = Instant.MIN;
  }

  /** Skips all records that a shard holds at present. */
  private void skip(TableStream.Shard shard) {
    checkpoints.begin(shard.id());
    TableStream.Reader reader = stream.read(shard.id(), Optional.empty());
    TableStream.Page page = reader.next();
    while (!page.records().isEmpty()) {
      checkpoints.saveReached(shard.id(), page.records().getLast().sequenceNumber());
      page = page.last() ? new TableStream.Page(List.of(), true) : reader.next();
    }
    if (page.last()) {
      checkpoints.end(shard.id());
    }
  }

  private static Optional<Path> file(StreamSettings settings, StreamAccess access) {
    return access
        .checkpoints()
        .map(folder -> folder.resolve(settings.function() + "." + settings.id() + ".json"));
  }
}
