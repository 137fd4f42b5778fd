package org.conversationsessions.domain.outbox;

import org.conversationsessions.domain.conversation.Contention;
import org.conversationsessions.domain.conversation.Conversations;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionStates;
import org.conversationsessions.domain.state.StateMarks;

/**
 * Clears of a conversation's state what a closing's custom script asked for; what was set after the
 * closing stays. Done twice it is as done once. All else that a closing clears is part of the
 * closing itself ({@link StateMarks}).
 */
public final class StateClearing {
  private final Conversations conversations;
  private final SessionStates states;
  private final Contention contention;

  /** Makes a clearing. */
  public StateClearing(Conversations conversations, SessionStates states, Contention contention) {
    this.conversations = conversations;
    this.states = states;
    this.contention = contention;
  }

  /**
   * Clears. A consistent read of conversation and state; a write if there is anything to clear.
   *
   * @param session a closed session
   * @throws org.conversationsessions.domain.StoreException if the store failed
   */
  public void clear(Session session, ScriptOutcome outcome) {
    ConversationKey key = session.conversation();
    int closing = session.closing().map(Closing::ordinal).orElseThrow();
    for (int losses = 1; ; losses++) {
      SessionStates.Versioned stored = states.read(key);
      StateMarks marks = conversations.read(key).marks();
      SessionState cleared =
          outcome.clearsAll()
              ? stored.state().withoutAllProfiles(closing, marks)
              : stored.state().withoutProfiles(outcome.clears(), closing, marks);
      if (cleared.equals(stored.state()) || states.write(key, cleared, stored.version())) {
        return;
      }
      contention.afterLoss(losses);
    }
  }
}
