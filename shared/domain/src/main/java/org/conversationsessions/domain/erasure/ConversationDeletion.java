package org.conversationsessions.domain.erasure;

import java.time.Instant;
import java.util.List;
import org.conversationsessions.domain.registry.BotId;

/**
 * A request to delete closed sessions of a bot with their messages.
 *
 * @param account the account that asked
 * @param createdAt when it was made
 * @param bot the bot whose conversations are deleted
 * @param byUser whether it named an end user instead of sessions
 * @param selections what is deleted, one for each end user
 * @param requested the number of sessions that it named; 0 if it named an end user
 */
public record ConversationDeletion(
    ErasureId id,
    String account,
    Instant createdAt,
    BotId bot,
    boolean byUser,
    List<SessionSelection> selections,
    int requested)
    implements Erasure {
  /** Copies the list. */
  public ConversationDeletion {
    selections = List.copyOf(selections);
  }
}
