package org.conversationsessions.local.runner.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a stream's records that a function failed on (Lambda developer guide, "Retain
 * discarded records" and "Configuring partial batch response" for DynamoDB).
 *
 * @param mostRetries how often a batch is tried again; empty: until it is too old
 * @param longestAge how old a record is handed over
 * @param bisect whether a batch that failed as a whole is split in two
 */
record RetryPolicy(Optional<Integer> mostRetries, Duration longestAge, boolean bisect) {
  /** How long a stream keeps its records; none is handed over later. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** DynamoDB Local cuts the time of a record to the minute. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 10;

  RetryPolicy {
    if (longestAge.compareTo(RETENTION) > 0) {
      longestAge = RETENTION;
    }
  }

  /**
   * Whether a record is not handed over any more.
   *
   * @param started when the mapping began to read: the time before, when it could not have handed
   *     anything over because this machine or service did not run, makes no record older
   */
  boolean isTooOld(StreamRecord record, Instant started, Instant now) {
    Instant since = record.created().isAfter(started) ? record.created() : started;
    return since.plus(PRECISION).plus(longestAge).isBefore(now);
  }

  /**
   * The batches to hand over in the place of one that the function failed on, in this order; none
   * if it has been tried often enough.
   *
   * <p>A batch that failed as a whole is split in two, if that is asked for. Where the function
   * names the records that failed, the batch has been split at the first of them already. A split
   * is no retry.
   *
   * @param failed the records that failed, after the invocation
   * @param shorter whether there were records before them that did not fail
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
    if (mostRetries.isPresent() && failed.retries() >= mostRetries.get()) {
      return List.of();
    }
    return List.of(failed.again(now.plus(pause(failed.retries())), 1));
  }

  /** Doubles with every retry, up to the longest. */
  private static Duration pause(int retries) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
