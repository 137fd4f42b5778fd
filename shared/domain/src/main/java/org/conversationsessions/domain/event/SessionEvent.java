package org.conversationsessions.domain.event;

import java.time.Instant;
import java.util.List;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.ClosureSettings;

/**
 * An event that is published about a session (contract, section 8). Its identifier is derived from
 * the session and the type, for a nudge also from its silence. So it is the same on every delivery.
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
   * The end user should get a nudge.
   *
   * @param text the message
   */
  record Nudged(Session session, String text) implements SessionEvent {
    /** 2 to the power of 64, divided by the golden ratio (Fibonacci hashing). */
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    /**
     * Returns the last nudge of a session, with one of the texts: a random one, but always the same
     * for a silence.
     */
    public static Nudged of(Session session, ClosureSettings settings) {
      List<String> texts = settings.nudgeMessages();
      long seed = session.id().value().hashCode() + silentSince(session).toEpochMilli();
      // Silences are often whole minutes apart, so the bits must be mixed.
      long mixed = (seed * MIXER) >>> 33;
      return new Nudged(session, texts.get((int) (mixed % texts.size())));
    }

    @Override
    public String type() {
      return "SessionNudge";
    }

    @Override
    public String id() {
      return SessionEvent.super.id() + "-" + silentSince(session).toEpochMilli();
    }

    private static Instant silentSince(Session session) {
      return session.nudge().orElseThrow().silentSince();
    }
  }

  /** A closing script failed. */
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
