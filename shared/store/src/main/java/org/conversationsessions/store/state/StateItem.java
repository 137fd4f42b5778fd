package org.conversationsessions.store.state;

import java.util.Map;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.conversation.ConversationItem;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the states table: the state that a bot stores for a conversation. The state is encrypted
 * as a whole, so names and sizes of its parts are hidden too. The item of an empty state has only a
 * version. Its key is the conversation's ({@link ConversationItem#key}).
 */
public final class StateItem {
  public static final String STATE = "state";

  private static final String VERSION = "v";
  private static final String VALUE_NAME = "the stored state of a conversation";

  private StateItem() {}

  /** Returns an item to be written. */
  public static Attributes of(
      ConversationKey key, SessionState state, long version, SecretCipher cipher) {
    Attributes item = new Attributes();
    item.item().putAll(ConversationItem.key(key));
    item.put(VERSION, version);
    return state.isEmpty()
        ? item
        : item.put(STATE, cipher.seal(StateCodec.of(state), cipherContext(key)));
  }

  /** Decrypts and reads a stored state. */
  public static SessionState read(
      Map<String, AttributeValue> stored, ConversationKey key, SecretCipher cipher) {
    return Attributes.read(
        VALUE_NAME,
        stored,
        item ->
            item.has(STATE)
                ? StateCodec.read(cipher.open(item.bytes(STATE), cipherContext(key), VALUE_NAME))
                : SessionState.EMPTY);
  }

  /** Returns an item's version; 0 if the item does not exist. */
  public static long version(Map<String, AttributeValue> stored) {
    return new Attributes(stored).number(VERSION);
  }

  /** Returns a name that differs for every conversation and from every app's identifier. */
  private static String cipherContext(ConversationKey key) {
    String owner = SessionItem.owner(key.bot(), key.userId());
    return "state " + owner.length() + " " + owner + " " + key.channel();
  }
}
