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
 * What a bot keeps about a conversation, sealed as a whole: names and sizes of its parts tell
 * nothing either. An item of which nothing is left has its version alone.
 */
public final class StateItem {
  public static final String STATE = "state";

  private static final String VERSION = "v";

  private StateItem() {}

  public static Attributes of(
      ConversationKey key, SessionState state, long version, SecretCipher box) {
    Attributes item = new Attributes();
    item.item().putAll(ConversationItem.key(key));
    item.put(VERSION, version);
    return state.isEmpty() ? item : item.put(STATE, box.seal(StateCodec.of(state), name(key)));
  }

  public static SessionState read(
      Map<String, AttributeValue> stored, ConversationKey key, SecretCipher box) {
    return Attributes.read(
        "the stored state of a conversation",
        stored,
        item ->
            item.has(STATE)
                ? StateCodec.read(box.open(item.bytes(STATE), name(key)))
                : SessionState.EMPTY);
  }

  public static long version(Map<String, AttributeValue> stored) {
    return new Attributes(stored).number(VERSION);
  }

  /** Different for every conversation, and no app's identifier. */
  private static String name(ConversationKey key) {
    String owner = SessionItem.owner(key.bot(), key.userId());
    return "state " + owner.length() + " " + owner + " " + key.channel();
  }
}
