package org.conversationsessions.functions.runclosurescript.child;

import java.util.Locale;

/** Why a script did not come to its end. */
public enum FailureKind {
  /** It is no script. */
  SYNTAX,
  /** It threw something. */
  FAILED,
  /** It took too long. */
  TIMEOUT,
  /** It used too much memory. */
  MEMORY,
  /** It called too deeply. */
  STACK,
  /** It is too long, or executed too many instructions. */
  TOO_MUCH,
  /**
   * It is not to blame: there was no process for it, or the process was killed from outside. Never
   * told by a script's process.
   */
  PLATFORM;

  /** Its name in the function's answer. */
  public String wire() {
    return this == TOO_MUCH ? "tooMuch" : name().toLowerCase(Locale.ROOT);
  }
}
