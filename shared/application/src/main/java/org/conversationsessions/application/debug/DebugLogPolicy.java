package org.conversationsessions.application.debug;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/**
 * What is kept of a bot's debug log (contract, section 18).
 *
 * @param keep whether lines are kept
 * @param retention how long they are kept from their recording
 * @param redaction replaces what must not be stored in a text that the runtime hands in
 */
public record DebugLogPolicy(boolean keep, Duration retention, UnaryOperator<String> redaction) {
  /** Keeps nothing. */
  public static final DebugLogPolicy NONE =
      new DebugLogPolicy(false, Duration.ZERO, UnaryOperator.identity());

  /** Returns when a line expires that is recorded at an instant, in whole seconds. */
  Instant expiresAt(Instant recordedAt) {
    return recordedAt.plus(retention).truncatedTo(ChronoUnit.SECONDS);
  }
}
