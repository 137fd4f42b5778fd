package org.conversationsessions.local.runner.stream;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.local.runner.aws.BatchResponse;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;

/** Delivers batches of a mapping's records to its function and decides what happens to failures. */
final class StreamDelivery {
  private static final System.Logger LOG = System.getLogger(StreamDelivery.class.getName());

  private final StreamSettings mapping;
  private final Functions functions;
  private final DiscardedRecords discarded;
  private final Clock clock;
  private final Instant started;

  /**
   * Creates a delivery. Records are at least as old as this call, for {@link RetryPolicy#isTooOld}.
   */
  StreamDelivery(
      StreamSettings mapping, Functions functions, DiscardedRecords discarded, Clock clock) {
    this.mapping = mapping;
    this.functions = functions;
    this.discarded = discarded;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * Delivers a batch and waits until the function has processed it.
   *
   * @return the batches to deliver later, in this order: the tail of the given batch, or nothing.
   *     All other records are processed or discarded.
   */
  List<ShardBatch> deliver(String shard, ShardBatch batch) {
    int old = tooOld(batch);
    if (old > 0) {
      ShardBatch expired = batch.with(batch.records().subList(0, old));
      discarded.add(shard, expired, DiscardedRecords.Condition.AGE);
    }
    return old == batch.size()
        ? List.of()
        : invoke(shard, batch.with(batch.records().subList(old, batch.size())));
  }

  private int tooOld(ShardBatch batch) {
    Instant now = clock.instant();
    int old = 0;
    while (old < batch.size()
        && mapping.retries().isTooOld(batch.records().get(old), started, now)) {
      old++;
    }
    return old;
  }

  private List<ShardBatch> invoke(String shard, ShardBatch batch) {
    return switch (functions.invoke(mapping.function(), StreamEvent.of(batch.records()))) {
      case Invocation.Succeeded(byte[] answer) -> {
        Optional<Set<String>> listed =
            mapping.reports()
                ? BatchResponse.listed(answer, numbers(batch))
                : Optional.of(Set.of());
        if (listed.isEmpty()) {
          yield failed(shard, batch, 0, ShardBatch.Ending.MALFORMED);
        }
        int first = first(batch, listed.get());
        yield first == batch.size()
            ? List.of()
            : failed(shard, batch, first, ShardBatch.Ending.REPORT);
      }
      case Invocation.Failed(String type, String message, byte[] _) -> {
        LOG.log(Level.WARNING, "{0} failed: {1}: {2}", mapping.name(), type, message);
        yield failed(shard, batch, 0, ShardBatch.Ending.ERROR);
      }
    };
  }

  private List<ShardBatch> failed(
      String shard, ShardBatch batch, int first, ShardBatch.Ending ending) {
    ShardBatch rest = batch.with(batch.records().subList(first, batch.size())).after(ending);
    List<ShardBatch> again = mapping.retries().again(rest, first > 0, clock.instant());
    if (again.isEmpty()) {
      discarded.add(shard, rest, DiscardedRecords.Condition.RETRIES);
    } else {
      LOG.log(
          Level.WARNING,
          "{0}: {1} of {2} records will be retried",
          mapping.name(),
          rest.size(),
          batch.size());
    }
    return again;
  }

  /** Returns the index of the first record that failed. It and all after it are delivered again. */
  private static int first(ShardBatch batch, Set<String> failed) {
    int first = 0;
    while (first < batch.size() && !failed.contains(batch.records().get(first).sequenceNumber())) {
      first++;
    }
    return first;
  }

  private static Set<String> numbers(ShardBatch batch) {
    return batch.records().stream()
        .map(StreamRecord::sequenceNumber)
        .collect(Collectors.toUnmodifiableSet());
  }
}
