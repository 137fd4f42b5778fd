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
 * figures. Every method throws {@link org.conversationsessions.application.StoreException} if the
 * store fails.
 */
public interface SessionHistory {
  /**
   * Returns a page and the exact total. Eventually consistent: a session appears shortly after the
   * response to the event that started it. A session that changes during the read appears as it was
   * found.
   */
  HistoryPage page(HistoryQuery query);

  /**
   * Returns those of these sessions that belong to the bots, in the order of the history. Any
   * identifiers are allowed.
   */
  List<Session> byId(List<Bot> bots, Collection<SessionId> ids);
}
