package org.conversationsessions.functions.runclosingscript.child;

import java.util.Locale;

/** Why a script did not complete. */
public enum FailureKind {
  /** The parser refused it. */
  SYNTAX,
  /** It threw an exception, or its process failed. */
  FAILED,
  /** It took too long. */
  TIMEOUT,
  /** It used too much memory. */
  MEMORY,
  /** Its calls were nested too deeply. */
  STACK,
  /** It is too long or executed too many instructions. */
  TOO_MUCH,
  /**
   * The platform failed, not the script: no process could be started, or the process was killed
   * from outside. Never reported by a script's process.
   */
  PLATFORM;

  /** Returns its name in the function's response. */
  public String wire() {
    return this == TOO_MUCH ? "tooMuch" : name().toLowerCase(Locale.ROOT);
  }
}
