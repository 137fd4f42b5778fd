package org.conversationsessions.application.history;

import java.util.Collection;
import java.util.List;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/**
 * The port to the history of sessions, live and closed. Expired sessions are not returned, even
 * while they are stored (contract, section 11). A live session is returned with its present
 * figures, and matches by its record: by the tags that it had when that was last written. Every
 * method throws {@link org.conversationsessions.application.StoreException} if the store fails.
 */
public interface SessionHistory {
  /**
   * Returns a page and the exact total. Eventually consistent: a session appears shortly after the
   * response to the event that started it. A session that changes during the read appears as it was
   * found.
   *
   * @throws WindowTooLargeException if the page cannot be read in time
   */
  HistoryPage page(HistoryQuery query);

  /**
   * Returns those of these sessions that belong to the bots, in the order of the history. Any
   * identifiers are allowed.
   */
  List<Session> byId(List<Bot> bots, Collection<SessionId> ids);
}
