package org.conversationsessions.application.message;

import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessageQuery;

/**
 * The port to the messages of conversations (contract, section 14). Expired messages are not
 * returned, even while they are stored. The method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface MessageHistory {
  /** The most messages, and the most parts of transcripts, that a query may need to look at. */
  int MAX_MESSAGES_OR_PARTS = 100_000;

  /** A history without messages: that of a deployment that keeps none. */
  MessageHistory NONE = query -> new Result.Found(MessagePage.EMPTY);

  /**
   * Returns a page and the exact total.
   *
   * <p>A query for an end user, for sessions or around a message also finds the messages that wait
   * in the conversation's own item. It finds a message as soon as its event was answered. The
   * exception is a message that was recorded after its session had closed, and a session that has
   * just started: these appear as soon as eventually consistent reads see them. A query for all
   * messages of bots finds a message after it has left its conversation's item, at the latest when
   * its session closes.
   */
  Result page(MessageQuery query);

  /** What a query finds. */
  sealed interface Result {
    /**
     * A page.
     *
     * @param page the messages, with their total
     */
    record Found(MessagePage page) implements Result {}

    /**
     * More than {@value MessageHistory#MAX_MESSAGES_OR_PARTS} messages or parts would have to be
     * read.
     */
    record TooMany() implements Result {}

    /** The message that the query starts from is not kept for these bots and this filter. */
    record UnknownMessage() implements Result {}
  }
}
