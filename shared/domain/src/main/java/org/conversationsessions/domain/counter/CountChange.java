package org.conversationsessions.domain.counter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a stored session means to the counts.
 *
 * @param at its place among the changes of the same end user's sessions
 * @param bot the bot
 * @param userId the end user
 * @param start the session's start, which never changes
 * @param before its kind before; null when it was not there
 * @param after its kind since; null when it is gone
 * @param noExpiryBefore the session does not expire before; null: it never will
 * @param probe what a recount asks to be told when everything before this has been counted; empty
 *     but for such questions
 */
public record CountChange(
    SequenceNumber at,
    BotId bot,
    String userId,
    Instant start,
    @Nullable SessionKind before,
    @Nullable SessionKind after,
    @Nullable Instant noExpiryBefore,
    String probe) {
  /** The day it is counted on. */
  public LocalDate day() {
    return TimeBucket.day(start);
  }

  /** What it changes in the counts. */
  public List<Delta> counted() {
    List<Delta> deltas = new ArrayList<>();
    long slot = TimeBucket.of(start);
    if (before != null && !before.equals(after)) {
      deltas.add(new Delta(slot, before, -1, null));
    }
    if (after != null) {
      deltas.add(new Delta(slot, after, after.equals(before) ? 0 : 1, noExpiryBefore));
    }
    return deltas;
  }

  /**
   * A change of one count.
   *
   * @param slot the slot
   * @param kind the kind
   * @param change how many more; zero where only the expiry is news
   * @param noExpiryBefore what is counted does not expire before; null: it never will
   */
  public record Delta(long slot, SessionKind kind, int change, @Nullable Instant noExpiryBefore) {}
}
