package org.conversationsessions.domain.outbox;

import java.util.Optional;
import java.util.Set;

/**
 * What a custom script did.
 *
 * @param clearsAll whether it cleared all authorisation profiles
 * @param clears the profiles that it cleared by name
 * @param failure how it failed, after that; empty if it ended well
 */
public record ScriptOutcome(boolean clearsAll, Set<String> clears, Optional<Failure> failure) {
  /** Copies what can change. */
  public ScriptOutcome {
    clears = Set.copyOf(clears);
  }

  /** Whether it cleared anything. */
  public boolean isClearing() {
    return clearsAll || !clears.isEmpty();
  }

  /**
   * How a script failed.
   *
   * @param kind the limit it met, or that it failed by itself
   * @param message what the engine says
   * @param line the line of the script, from 1; 0 where the engine does not know
   */
  public record Failure(String kind, String message, int line) {}
}
