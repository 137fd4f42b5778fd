package org.conversationsessions.functions.runclosurescript;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.functions.runclosurescript.child.FailureKind;
import org.conversationsessions.functions.runclosurescript.child.ScriptProtocol;

/**
 * What a script did, up to its end or its failure.
 *
 * @param all whether it cleared all profiles
 * @param profiles the profiles that it cleared by name, each once, in the order of its calls; at
 *     most {@value ScriptProtocol#MAX_NAMES}
 * @param failure why it did not come to its end; empty if it did
 */
record ScriptProcessOutcome(boolean all, List<String> profiles, Optional<Failure> failure) {
  /** Copies what can change, and leaves out names that come again. */
  ScriptProcessOutcome {
    profiles = List.copyOf(new ArrayList<>(new LinkedHashSet<>(profiles)));
  }

  /** Of a script that cleared nothing. */
  static ScriptProcessOutcome failed(Failure failure) {
    return new ScriptProcessOutcome(false, List.of(), Optional.of(failure));
  }

  /**
   * Why a script did not come to its end.
   *
   * @param kind what went wrong
   * @param message what, in words for the script's author; at most {@value ScriptProtocol#MAX_MESSAGE_CHARACTERS}
   *     characters
   * @param line where, from 1; less if it is not known
   */
  record Failure(FailureKind kind, String message, int line) {
    /** Refuses a message that is too long. */
    Failure {
      if (message.length() > ScriptProtocol.MAX_MESSAGE_CHARACTERS) {
        throw new IllegalArgumentException("a message of " + message.length() + " characters");
      }
    }

    /** One whose line is not known. */
    Failure(FailureKind kind, String message) {
      this(kind, message, 0);
    }
  }
}
