package org.conversationsessions.domain.message;

import java.util.List;
import java.util.Set;
import org.conversationsessions.domain.session.SessionId;

/**
 * A page of the conversation history.
 *
 * @param total the number of matching messages, wherever the page begins
 * @param messages the messages on the page, in its order; fewer than asked for if their texts are
 *     longer than a response may be
 * @param more whether more matching messages follow the page
 * @param sessions those of the sessions asked for that exist; empty if the query names none
 */
public record MessagePage(
    long total, List<FoundMessage> messages, boolean more, Set<SessionId> sessions) {
  /** A page without messages. */
  public static final MessagePage EMPTY = new MessagePage(0, List.of(), false, Set.of());

  /** Copies the collections. */
  public MessagePage {
    messages = List.copyOf(messages);
    sessions = Set.copyOf(sessions);
  }
}
