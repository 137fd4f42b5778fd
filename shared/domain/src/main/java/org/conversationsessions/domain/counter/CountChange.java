package org.conversationsessions.domain.counter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one change of a stored session on the counts.
 *
 * @param sequenceNumber the position in the stream among the changes of the same end user's
 *     sessions
 * @param bot the session's bot
 * @param userId the end user
 * @param start the session's start, which never changes
 * @param before what was counted of the session before the change; null if it did not exist
 * @param after what is counted of it after the change; null if it no longer exists
 * @param noExpiryBefore a lower bound of the session's expiry; null if it never expires
 * @param recountMarker a marker of the recount, which is stored once everything before it has been
 *     counted; empty for other changes
 */
public record CountChange(
    SequenceNumber sequenceNumber,
    BotId bot,
    String userId,
    Instant start,
    @Nullable CountedSession before,
    @Nullable CountedSession after,
    @Nullable Instant noExpiryBefore,
    String recountMarker) {
  /** Returns the day that the session counts on, in UTC. */
  public LocalDate day() {
    return TimeBucket.day(start);
  }

  /** Returns the changes of single counts. */
  public List<Delta> deltas() {
    List<Delta> changes = new ArrayList<>();
    long bucket = TimeBucket.of(start);
    boolean sameKind = before != null && after != null && before.kind().equals(after.kind());
    if (before != null && !sameKind) {
      changes.add(
          new Delta(
              bucket, before.kind(), -1, SessionMeasures.NONE.minus(before.measures()), null));
    }
    if (after != null) {
      SessionMeasures measured =
          before != null && sameKind ? after.measures().minus(before.measures()) : after.measures();
      changes.add(new Delta(bucket, after.kind(), sameKind ? 0 : 1, measured, noExpiryBefore));
    }
    return changes;
  }

  /**
   * A change of one count and of the measures of the sessions that it counts.
   *
   * @param bucket the time bucket, numbered from the epoch
   * @param kind the containment and type that are counted
   * @param change the difference; zero if the number of sessions stays
   * @param measures the difference of the measures
   * @param noExpiryBefore a lower bound of the counted session's expiry; null if it never expires
   */
  public record Delta(
      long bucket,
      SessionKind kind,
      int change,
      SessionMeasures measures,
      @Nullable Instant noExpiryBefore) {}
}
