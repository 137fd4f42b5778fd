package org.conversationsessions.domain.event;

import java.util.Optional;
import java.util.Set;

/**
 * The outcome of a custom script.
 *
 * @param clearsAll whether it cleared all authorisation profiles
 * @param clears the names of the profiles that it cleared one by one
 * @param failure why it failed after that; empty if it succeeded
 */
public record ScriptOutcome(boolean clearsAll, Set<String> clears, Optional<Failure> failure) {
  /** Copies the set. */
  public ScriptOutcome {
    clears = Set.copyOf(clears);
  }

  /** Returns whether it cleared anything. */
  public boolean isClearing() {
    return clearsAll || !clears.isEmpty();
  }

  /**
   * A failure of a script.
   *
   * @param kind the limit that was exceeded, the script's own error, {@link #CRASHED} or {@link
   *     #PLATFORM}
   * @param message the engine's message
   * @param line the line of the script, from 1; 0 if unknown
   */
  public record Failure(String kind, String message, int line) {
    /** The function that runs scripts ended while it ran this script. */
    public static final String CRASHED = "crashed";

    /** The platform could not run the script, or ended it. */
    public static final String PLATFORM = "platform";

    /** Returns a failure that the script did not cause, so it has no line. */
    public static Failure passing(String kind, String message) {
      return new Failure(kind, message, 0);
    }

    /**
     * Returns whether the script did not cause the failure, so that another attempt may succeed.
     */
    public boolean isPassing() {
      return kind.equals(CRASHED) || kind.equals(PLATFORM);
    }
  }
}
