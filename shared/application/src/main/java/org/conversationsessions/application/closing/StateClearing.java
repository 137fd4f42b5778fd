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
 * Clears the parts of a conversation's state that a closing's custom script asked for. Parts set
 * after the closing stay. The operation is idempotent. Everything else that a closing clears is
 * part of the closing itself ({@link ClearMarkers}).
 */
public final class StateClearing {
  private final Conversations conversations;
  private final SessionStates states;
  private final BackoffPolicy backoff;

  /** Creates the use case. */
  public StateClearing(Conversations conversations, SessionStates states, BackoffPolicy backoff) {
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
    for (int losses = 1; ; losses++) {
      SessionStates.Versioned stored = states.read(key);
      ClearMarkers marks = conversations.readConsistently(key).marks();
      SessionState cleared =
          outcome.clearsAll()
              ? stored.state().withoutAllProfiles(closing, marks)
              : stored.state().withoutProfiles(outcome.clears(), closing, marks);
      if (cleared.equals(stored.state()) || states.write(key, cleared, stored.version())) {
        return;
      }
      backoff.afterLoss(losses);
    }
  }
}
