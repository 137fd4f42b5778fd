package org.conversationsessions.domain.state;

/**
 * When a part of the state was set, counted in what clears.
 *
 * @param closings after how many closings of the conversation
 * @param discards after how many discards
 */
public record Stamp(int closings, int discards) {
  /** What is set now. */
  public static Stamp of(StateMarks marks) {
    return new Stamp(marks.closings(), marks.discards());
  }
}
