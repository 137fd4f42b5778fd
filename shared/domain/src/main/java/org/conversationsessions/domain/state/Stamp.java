package org.conversationsessions.domain.state;

/**
 * When a part of the state was set, counted in what clears.
 *
 * @param epoch the conversation's {@link StateMarks#epoch()} then
 * @param closings after how many closings of the conversation
 * @param discards after how many discards
 */
public record Stamp(long epoch, int closings, int discards) {
  /** What is set now. */
  public static Stamp of(StateMarks marks) {
    return new Stamp(marks.epoch(), marks.closings(), marks.discards());
  }

  /**
   * This stamp in the count of these marks: what was set before the count began was set before
   * everything that it counts.
   */
  Stamp in(StateMarks marks) {
    return epoch == marks.epoch() ? this : new Stamp(marks.epoch(), 0, 0);
  }
}
