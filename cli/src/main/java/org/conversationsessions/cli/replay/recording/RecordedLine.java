package org.conversationsessions.cli.replay.recording;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a recording. */
public sealed interface RecordedLine {
  /** Returns the line's number in the recording; the first line is 1. */
  long number();

  /**
   * An activity event, to be sent unchanged.
   *
   * @param userId together with {@code channel} the conversation, whose events keep their order
   * @param timestamp when it happened; null if the line has no readable timestamp
   * @param json the line's text, one JSON object
   */
  record Event(long number, String userId, String channel, @Nullable Instant timestamp, String json)
      implements RecordedLine {}

  /**
   * A line that cannot be sent.
   *
   * @param reason why not
   */
  record Bad(long number, String reason) implements RecordedLine {}
}
