package org.conversationsessions.application.history;

import java.util.Collection;
import java.util.List;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/**
 * The sessions of bots, live and closed. What has expired is not there, even while it is still
 * stored (contract, section 11). A live session is shown with its figures of this moment. Every
 * method throws {@link org.conversationsessions.application.StoreException} when the store does not
 * answer.
 */
public interface SessionHistory {
  /**
   * A page and the exact total. Eventually consistent: a session is found shortly after the answer
   * to the event that started it. A session that is changed while it is read is on the page as it
   * was found.
   */
  HistoryPage page(HistoryQuery query);

  /**
   * Those of these sessions that belong to the bots, in the history's order. Any identifiers may be
   * asked for.
   */
  List<Session> byId(List<Bot> bots, Collection<SessionId> ids);
}
