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
  public static WriteMark of(ClearMarkers markers) {
    return new WriteMark(markers.epoch(), markers.closings(), markers.discards());
  }

  /**
   * Returns this mark in the epoch of these markers. A part that was set in an earlier epoch was
   * set before everything that the markers count.
   */
  WriteMark relativeTo(ClearMarkers markers) {
    return epoch == markers.epoch() ? this : new WriteMark(markers.epoch(), 0, 0);
  }
}
