package org.conversationsessions.functions.runclosingscript;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;
import org.conversationsessions.functions.runclosingscript.child.ScriptProtocol;

/**
 * What a script cleared, and how it ended.
 *
 * @param all whether it cleared all profiles
 * @param profiles the profiles that it cleared by name, each once, in the order of its calls; at
 *     most {@value ScriptProtocol#MAX_NAMES}
 * @param failure why it did not complete; empty if it did
 */
record ScriptProcessOutcome(
    boolean all, List<String> profiles, Optional<ExecutionFailure> failure) {
  /** Copies the names without repetitions. */
  ScriptProcessOutcome {
    profiles = List.copyOf(new ArrayList<>(new LinkedHashSet<>(profiles)));
  }

  /** Returns the outcome of a script that failed and cleared nothing. */
  static ScriptProcessOutcome failed(ExecutionFailure failure) {
    return new ScriptProcessOutcome(false, List.of(), Optional.of(failure));
  }

  /**
   * Why a script did not complete.
   *
   * @param kind the kind of failure
   * @param message a message for the script's author; at most {@value
   *     ScriptProtocol#MAX_MESSAGE_CHARACTERS} characters
   * @param line the line, from 1; less if unknown
   */
  record ExecutionFailure(FailureKind kind, String message, int line) {
    /** Rejects a message that is too long. */
    ExecutionFailure {
      if (message.length() > ScriptProtocol.MAX_MESSAGE_CHARACTERS) {
        throw new IllegalArgumentException("a message of " + message.length() + " characters");
      }
    }

    /** Creates a failure at an unknown line. */
    ExecutionFailure(FailureKind kind, String message) {
      this(kind, message, 0);
    }
  }
}
