package org.conversationsessions.local.cli.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a line of a recording turned out to be. */
sealed interface RecordedLine {
  /** Where it stands in the recording; the first line is 1. */
  long number();

  /**
   * An activity event, to be sent as it stands.
   *
   * @param userId with {@code channel}: the conversation, whose events keep their order
   * @param timestamp when it happened; null if the line does not say, or not in a way that can be
   *     read
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
