package org.conversationsessions.application.debug;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * The port to stored debug logs. Lines of what is recorded are written by {@link
 * org.conversationsessions.application.conversation.Conversations#commit}, in its transaction.
 * Every method throws {@link org.conversationsessions.application.StoreException} if the store
 * fails.
 */
public interface DebugLogs {
  /** The most lines of a query's window. */
  int MAX_LINES = 10_000;

  /** The store of a function that keeps no debug logs. */
  DebugLogs NONE =
      new DebugLogs() {
        @Override
        public void put(DebugEntry entry) {
          throw new IllegalStateException("no debug log is kept here");
        }

        @Override
        public Result find(Query query) {
          throw new IllegalStateException("no debug log is kept here");
        }
      };

  /**
   * Stores an entry by itself. The same entry replaces itself, so this can be repeated. Costs a
   * write unit for each KB.
   */
  void put(DebugEntry entry);

  /**
   * Returns the lines of a conversation or a session. Eventually consistent; half a read unit for
   * each 4 KB of the end user's entries in the window.
   */
  Result find(Query query);

  /**
   * A query.
   *
   * @param conversation the conversation whose log is wanted
   * @param session the only session; empty: all of them, and lines about none
   * @param window the times of the lines
   */
  record Query(ConversationKey conversation, Optional<SessionId> session, TimeWindow window) {}

  /** The result of a query. */
  sealed interface Result {
    /**
     * The lines were found.
     *
     * @param lines all lines of the window, oldest first, ties in the order of recording. Of two
     *     lines that were handed in with the same event there is one
     */
    record Found(List<DebugLine> lines) implements Result {
      /** Copies the list. */
      public Found {
        lines = List.copyOf(lines);
      }
    }

    /** The window has more than {@value #MAX_LINES} lines. */
    record TooMany() implements Result {}
  }
}
