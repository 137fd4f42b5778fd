package org.conversationsessions.store.debug;

import java.util.Optional;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.session.SessionItem;

/**
 * Encrypts entries of debug logs with the key of their conversation. The sweep has no key, so it
 * stores its lines as they are: they tell of a closing what the session's own item tells in plain,
 * and hold no text of anybody.
 *
 * @param cipher the deployment's cipher; empty for a function without the key
 */
public record DebugEntrySeal(Optional<SecretCipher> cipher) {
  /** Seals nothing: for functions without the key. */
  public static final DebugEntrySeal NONE = new DebugEntrySeal(Optional.empty());

  private static final String SEALED = "body";
  private static final String PLAIN = "plain";

  /** Writes the bytes of an entry into its item. */
  void put(Attributes item, ConversationKey conversation, byte[] bytes) {
    cipher.ifPresentOrElse(
        key -> item.put(SEALED, key.seal(bytes, name(conversation))), () -> item.put(PLAIN, bytes));
  }

  /**
   * Reads the bytes of an entry from its item.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if they were sealed with
   *     another key or for another conversation, or are damaged
   */
  byte[] read(Attributes item, ConversationKey conversation) {
    return item.has(PLAIN)
        ? item.bytes(PLAIN)
        : cipher
            .orElseThrow()
            .open(item.bytes(SEALED), name(conversation), DebugLinesCodec.VALUE_NAME);
  }

  /** Returns a name that differs for every conversation, from its messages', state's and apps'. */
  private static String name(ConversationKey key) {
    String owner = SessionItem.owner(key.bot(), key.userId());
    return "debug log " + owner.length() + " " + owner + " " + key.channel();
  }
}
