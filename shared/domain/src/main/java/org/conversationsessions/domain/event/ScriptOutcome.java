package org.conversationsessions.domain.event;

import java.util.Optional;
import java.util.Set;

/**
 * The outcome of a closing script.
 *
 * @param clearedAll whether it cleared all authorisation profiles
 * @param clearedProfiles the names of the profiles that it cleared one by one
 * @param failure why it failed after that; empty if it succeeded
 */
public record ScriptOutcome(
    boolean clearedAll, Set<String> clearedProfiles, Optional<ScriptFailure> failure) {
  /** Copies the set. */
  public ScriptOutcome {
    clearedProfiles = Set.copyOf(clearedProfiles);
  }

  /** Returns whether it cleared anything. */
  public boolean clearsAnything() {
    return clearedAll || !clearedProfiles.isEmpty();
  }

  /**
   * A failure of a script.
   *
   * @param kind the limit that was exceeded, the script's own error, {@link #CRASHED} or {@link
   *     #PLATFORM}
   * @param message the engine's message
   * @param line the line of the script, from 1; 0 if unknown
   */
  public record ScriptFailure(String kind, String message, int line) {
    /** The function that runs scripts ended while it ran this script. */
    public static final String CRASHED = "crashed";

    /** The platform could not run the script, or ended it. */
    public static final String PLATFORM = "platform";

    /** Returns a failure that the script did not cause. It names no line. */
    public static ScriptFailure withoutLine(String kind, String message) {
      return new ScriptFailure(kind, message, 0);
    }

    /**
     * Returns whether another attempt may succeed, because the script did not cause the failure.
     */
    public boolean isTransient() {
      return kind.equals(CRASHED) || kind.equals(PLATFORM);
    }
  }
}
