package org.conversationsessions.domain.event;

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
   * @param kind the limit it met, or that it failed by itself; or {@link #CRASHED} or {@link
   *     #PLATFORM}
   * @param message what the engine says
   * @param line the line of the script, from 1; 0 where the engine does not know
   */
  public record Failure(String kind, String message, int line) {
    /** The function that runs scripts ended, or was ended, while it ran the script. */
    public static final String CRASHED = "crashed";

    /** The script could not be run, or the platform ended it. */
    public static final String PLATFORM = "platform";

    /** A failure that is not the script's own, so that no line of it is to blame. */
    public static Failure passing(String kind, String message) {
      return new Failure(kind, message, 0);
    }

    /** Whether the failure is not the script's own doing: another attempt may succeed. */
    public boolean isPassing() {
      return kind.equals(CRASHED) || kind.equals(PLATFORM);
    }
  }
}
