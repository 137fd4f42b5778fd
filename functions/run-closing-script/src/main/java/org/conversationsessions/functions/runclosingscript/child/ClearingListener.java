package org.conversationsessions.functions.runclosingscript.child;

/** Receives what a script clears, at each call. */
interface ClearingListener {
  /** The script cleared all profiles. */
  void allCleared();

  /** The script cleared a profile. Called once for each name. */
  void profileCleared(String name);
}
