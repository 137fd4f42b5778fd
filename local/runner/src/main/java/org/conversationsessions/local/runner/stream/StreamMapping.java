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
 * What hands the changes of a table to a function: Lambda's event source mapping for DynamoDB
 * Streams. Each mapping reads the stream for itself, so several functions may read the same one. A
 * shard is read when its parent has been dealt with; the changes of a partition key reach the
 * function in order, each at least once.
 */
public final class StreamMapping implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StreamMapping.class.getName());

  /** Lambda reads four times a second. */
  private static final Duration POLL = Duration.ofMillis(250);

  private static final Duration LOOK_FOR_SHARDS = Duration.ofSeconds(10);

  private final StreamSettings settings;
  private final TableStream stream;
  private final Checkpoints checkpoints;
  private final StreamDelivery delivery;
  private final Clock clock;
  private final Executor executor;
  private final Map<String, ShardConsumer> open = new LinkedHashMap<>();
  private final Semaphore wake = new Semaphore(0);
  private Instant lookForShards = Instant.MIN;

  /**
   * Finds the stream and where the mapping was in it; reads no record that it is to hand over.
   *
   * @param executor hands over batches
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
   * Reads and hands over once, then hands over what waits as soon as the function has dealt with
   * something, until it is time to read again. For one thread.
   */
  public void run() throws InterruptedException {
    long next = System.nanoTime() + POLL.toNanos();
    boolean more = runOnce();
    long left = next - System.nanoTime();
    while (!more && left > 0) {
      if (wake.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        open.values().forEach(this::handOver);
      }
      left = next - System.nanoTime();
    }
  }

  /**
   * Reads once from each shard and has every batch handed over that is due; waits for nothing.
   *
   * @return whether there is more to do at once
   */
  boolean runOnce() {
    if (!clock.instant().isBefore(lookForShards)) {
      openShards();
    }
    boolean more = false;
    for (ShardConsumer shard : List.copyOf(open.values())) {
      more |= shard.read();
      handOver(shard);
      if (shard.isDone()) {
        close(shard);
        more = true;
      }
    }
    return more;
  }

  private void handOver(ShardConsumer shard) {
    shard.handOver(executor, wake::release);
  }

  /** What comes of batches that are being handed over is not noted any more. */
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
    lookForShards = clock.instant().plus(LOOK_FOR_SHARDS);
  }

  private void close(ShardConsumer shard) {
    checkpoints.end(shard.id());
    open.remove(shard.id());
    lookForShards = Instant.MIN;
  }

  /** Passes over all that a shard has at present. */
  private void skip(TableStream.Shard shard) {
    checkpoints.begin(shard.id());
    TableStream.Reader reader = stream.read(shard.id(), Optional.empty());
    TableStream.Page page = reader.next();
    while (!page.records().isEmpty()) {
      checkpoints.reach(shard.id(), page.records().getLast().sequenceNumber());
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
