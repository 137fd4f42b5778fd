package org.conversationsessions.domain.state;



/**
 * When a part of the state was set, counted in what clears.
 *
 * @param epoch the conversation's {@link ClearMarkers#epoch()} then
 * @param closings after how many closings of the conversation
 * @param discards after how many discards
 */
public record WriteMark(long epoch, int closings, int discards) {
  /** What is set now. */
  public static WriteMark of(ClearMarkers marks) {
    return new WriteMark(marks.epoch(), marks.closings(), marks.discards());
  }

  /**
   * This stamp in the count of these marks: what was set before the count began was set before
   * everything that it counts.
   */
  WriteMark in(ClearMarkers marks) {
    return epoch == marks.epoch() ? this : new WriteMark(marks.epoch(), 0, 0);
  }
}
