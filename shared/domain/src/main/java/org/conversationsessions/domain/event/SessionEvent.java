package org.conversationsessions.domain.event;

import org.conversationsessions.domain.session.Session;

/**
 * An event that is published about a session (contract, section 8). Its identifier is derived from
 * the session and the type, so it is the same on every delivery.
 */
public sealed interface SessionEvent extends PublishedEvent {
  /** Returns the session as it was at the event. */
  Session session();

  @Override
  default String id() {
    return session().id() + "-" + type();
  }

  /** A session started. */
  record Started(Session session) implements SessionEvent {
    @Override
    public String type() {
      return "SessionStarted";
    }
  }

  /**
   * The end user should get a message about a closing.
   *
   * @param text the message
   */
  record Message(Session session, String text) implements SessionEvent {
    @Override
    public String type() {
      return "SessionMessage";
    }
  }

  /**
   * A closing script failed.
   *
   * @param failure the failure
   */
  record ScriptFailed(Session session, ScriptOutcome.ScriptFailure failure)
      implements SessionEvent {
    @Override
    public String type() {
      return "ClosureScriptFailed";
    }
  }

  /** A session closed, and all effects of the closing have taken place. */
  record Closed(Session session) implements SessionEvent {
    @Override
    public String type() {
      return "SessionClosed";
    }
  }
}
