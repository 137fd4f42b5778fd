package org.conversationsessions.local.runner.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a stream's records after a failure (Lambda developer guide, "Retain discarded
 * records" and "Configuring partial batch response" for DynamoDB).
 *
 * @param maxRetries how often a batch is retried; empty: until it is too old
 * @param maxAge the maximum age of a record at delivery
 * @param bisect whether a batch that failed as a whole is split in two
 */
record RetryPolicy(Optional<Integer> maxRetries, Duration maxAge, boolean bisect) {
  /** How long a stream keeps its records; none is delivered later. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** DynamoDB Local truncates the time of a record to the minute. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
  private static final int MAX_DOUBLINGS = 10;

  RetryPolicy {
    if (maxAge.compareTo(RETENTION) > 0) {
      maxAge = RETENTION;
    }
  }

  /**
   * Returns whether a record is too old to deliver.
   *
   * @param started when the mapping started. Earlier time does not count towards a record's age,
   *     because this machine was not running.
   */
  boolean isTooOld(StreamRecord record, Instant started, Instant now) {
    Instant since = record.created().isAfter(started) ? record.created() : started;
    return since.plus(PRECISION).plus(maxAge).isBefore(now);
  }

  /**
   * Returns the batches that replace a failed one, in this order; none if its retries are
   * exhausted.
   *
   * <p>With bisection, a batch that failed as a whole is split in two. A partial batch response has
   * already split the batch at its first failed record. A split does not count as a retry.
   *
   * @param failed the records that failed, after the invocation
   * @param shorter whether records before them did not fail
   */
  List<ShardBatch> again(ShardBatch failed, boolean shorter, Instant now) {
    boolean isReport = failed.last() == ShardBatch.Ending.REPORT;
    if (bisect && !isReport && failed.size() > 1) {
      int middle = (failed.size() + 1) / 2;
      ShardBatch later = failed.again(now.plus(FIRST_PAUSE), 0);
      return List.of(
          later.with(failed.records().subList(0, middle)),
          later.with(failed.records().subList(middle, failed.size())));
    }
    if (bisect && shorter) {
      return List.of(failed.again(now.plus(FIRST_PAUSE), 0));
    }
    if (maxRetries.isPresent() && failed.retries() >= maxRetries.get()) {
      return List.of();
    }
    return List.of(failed.again(now.plus(pause(failed.retries())), 1));
  }

  /** Returns an exponential back-off, at most five seconds. */
  private static Duration pause(int retries) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(retries, MAX_DOUBLINGS));
    return doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
  }
}
