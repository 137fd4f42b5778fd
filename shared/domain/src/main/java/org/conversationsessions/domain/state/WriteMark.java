package org.conversationsessions.domain.state;

/**
 * The time at which a part of the state was set, counted in closings and discards.
 *
 * @param epoch the conversation's {@link ClearMarkers#epoch()} at that time
 * @param closings the number of closings before it
 * @param discards the number of discards before it
 */
public record WriteMark(long epoch, int closings, int discards) {
  /** Returns the mark of a part that is set now. */
  public static WriteMark of(ClearMarkers marks) {
    return new WriteMark(marks.epoch(), marks.closings(), marks.discards());
  }

  /**
   * Returns this mark relative to these markers. A part that was set before the counting began was
   * set before everything that is counted.
   */
  WriteMark in(ClearMarkers marks) {
    return epoch == marks.epoch() ? this : new WriteMark(marks.epoch(), 0, 0);
  }
}
