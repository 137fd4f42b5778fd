package org.conversationsessions.application.closing;

import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.domain.state.SessionState;

/**
 * Clears the parts of a conversation's state that a closing script asked for. Parts set after the
 * closing stay. The operation is idempotent. Everything else that a closing clears is part of the
 * closing itself ({@link ClearMarkers}).
 */
public final class StateClearer {
  private final Conversations conversations;
  private final SessionStates states;
  private final BackoffPolicy backoff;

  /** Creates the use case. */
  public StateClearer(Conversations conversations, SessionStates states, BackoffPolicy backoff) {
    this.conversations = conversations;
    this.states = states;
    this.backoff = backoff;
  }

  /**
   * Clears the state. Costs strongly consistent reads of conversation and state, and a write if
   * there is anything to clear.
   *
   * @param session a closed session
   * @param outcome the script's outcome
   * @throws org.conversationsessions.application.StoreException if the store failed
   */
  public void clear(Session session, ScriptOutcome outcome) {
    ConversationKey key = session.conversation();
    int closing = session.closing().map(Closing::ordinal).orElseThrow();
    for (int conflicts = 1; ; conflicts++) {
      SessionStates.Versioned stored = states.read(key);
      ClearMarkers markers = conversations.readConsistently(key).clearMarkers();
      SessionState cleared =
          outcome.clearedAll()
              ? stored.state().withoutAllProfiles(closing, markers)
              : stored.state().withoutProfiles(outcome.clearedProfiles(), closing, markers);
      if (cleared.equals(stored.state()) || states.write(key, cleared, stored.version())) {
        return;
      }
      backoff.awaitRetry(conflicts);
    }
  }
}
