package org.conversationsessions.functions.runclosurescript.child;






/** Takes what a script clears, at once. */
interface Cleared {
  /** All profiles are cleared. */
  void all();

  /** A profile is cleared; each name comes once. */
  void profile(String name);
}
