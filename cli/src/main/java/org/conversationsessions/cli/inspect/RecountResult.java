package org.conversationsessions.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The result of one recount invocation, or the sum of several.
 *
 * @param sessions the number of sessions counted
 * @param drift by how many sessions the counters were wrong
 * @param repaired how much of the drift was repaired
 * @param undecided the number of end users or days that could not be verified
 * @param next the event that continues the recount; empty when it is finished
 */
record RecountResult(
    long sessions, long drift, long repaired, long undecided, Optional<JsonNode> next) {
  static final RecountResult NONE = new RecountResult(0, 0, 0, 0, Optional.empty());

  /** Reads the function's answer. */
  static RecountResult read(JsonNode answer) {
    return new RecountResult(
        answer.path("sessions").asLong(),
        answer.path("drift").asLong(),
        answer.path("repaired").asLong(),
        answer.path("undecided").asLong(),
        Optional.of(answer.path("next")).filter(JsonNode::isObject));
  }

  /** Adds the result of the next invocation. */
  RecountResult plus(RecountResult later) {
    return new RecountResult(
        sessions + later.sessions,
        drift + later.drift,
        repaired + later.repaired,
        undecided + later.undecided,
        later.next);
  }

  /** Returns whether the counters are verified to be right now. */
  boolean isRight() {
    return drift == repaired && undecided == 0;
  }
}
