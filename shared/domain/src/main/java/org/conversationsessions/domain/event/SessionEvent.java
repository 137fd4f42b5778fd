package org.conversationsessions.domain.event;

import org.conversationsessions.domain.session.Session;

/**
 * What others are told of a session (contract, section 8). Its identifier follows from the session
 * and the kind alone, so it is the same on every delivery.
 */
public sealed interface SessionEvent {
  /** The session it is about, as it was then. */
  Session session();

  /** What kind it is: EventBridge's detail-type. */
  String type();

  /** Its identifier, the same on every delivery. */
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
   * The end user is to be told of a closing.
   *
   * @param text what is to be said
   */
  record Message(Session session, String text) implements SessionEvent {
    @Override
    public String type() {
      return "SessionMessage";
    }
  }

  /**
   * The custom script of a closing did not end well.
   *
   * @param failure what went wrong
   */
  record ScriptFailed(Session session, ScriptOutcome.Failure failure) implements SessionEvent {
    @Override
    public String type() {
      return "ClosureScriptFailed";
    }
  }

  /** A session closed, with all that follows. */
  record Closed(Session session) implements SessionEvent {
    @Override
    public String type() {
      return "SessionClosed";
    }
  }
}
