package org.conversationsessions.domain.conversation;

/**
 * The rule that decides in which session an event counts (contract, section 7). Debug logs name it
 * where a session goes on after inactivity and for late events (contract, section 18).
 */
public enum SessionRule {
  /** The event starts a session. */
  STARTS("starts"),
  /** It comes while the session is active. */
  CONTINUES("continues"),
  /** It comes after inactivity, and it is not the end user's. */
  NOT_BY_USER("notByUser"),
  /** It comes after inactivity, and the end user goes on with the same intent. */
  SAME_INTENT("sameIntent"),
  /** It comes after inactivity, and names no intent. */
  NO_INTENT("noIntent"),
  /** It falls into a session that has ended, or comes soon after its end. */
  FALLS_INTO_ENDED("fallsIntoEnded"),
  /** It comes soon before the session. */
  PRECEDES_SESSION("precedesSession"),
  /** It counts in no session; the last one takes its user tags. */
  USER_TAGS_ONLY("userTagsOnly"),
  /** It counts in no session, and changes only the conversation. */
  NO_SESSION("noSession");

  private final String wire;

  SessionRule(String wire) {
    this.wire = wire;
  }

  /** Returns the name, as debug logs show it. */
  public String wire() {
    return wire;
  }
}
