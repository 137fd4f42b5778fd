package org.conversationsessions.local.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What one invocation of the recount answered, or several together.
 *
 * @param sessions how many sessions were counted
 * @param drift by how many sessions the counters were wrong
 * @param repaired how much of that was put right
 * @param undecided of how many end users or days it could not be said
 * @param next the event that goes on; empty when it is finished
 */
record RecountResult(
    long sessions, long drift, long repaired, long undecided, Optional<JsonNode> next) {
  static final RecountResult NONE = new RecountResult(0, 0, 0, 0, Optional.empty());

  static RecountResult read(JsonNode answer) {
    return new RecountResult(
        answer.path("sessions").asLong(),
        answer.path("drift").asLong(),
        answer.path("repaired").asLong(),
        answer.path("undecided").asLong(),
        Optional.of(answer.path("next")).filter(JsonNode::isObject));
  }

  RecountResult plus(RecountResult later) {
    return new RecountResult(
        sessions + later.sessions,
        drift + later.drift,
        repaired + later.repaired,
        undecided + later.undecided,
        later.next);
  }

  /** Whether the counters are known to be right now. */
  boolean isRight() {
    return drift == repaired && undecided == 0;
  }
}
