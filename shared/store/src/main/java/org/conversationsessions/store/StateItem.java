package org.conversationsessions.store;

import java.util.Map;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a bot keeps about a conversation, sealed as a whole: names and sizes of its parts tell
 * nothing either. An item of which nothing is left has its version alone.
 */
final class StateItem {
  static final String STATE = "state";

  private static final String VERSION = "v";

  private StateItem() {}

  static Attributes of(ConversationKey key, SessionState state, long version, SecretBox box) {
    Attributes item = new Attributes();
    item.item().putAll(ConversationItem.key(key));
    item.put(VERSION, version);
    return state.isEmpty() ? item : item.put(STATE, box.seal(StateBytes.of(state), name(key)));
  }

  static SessionState read(Map<String, AttributeValue> stored, ConversationKey key, SecretBox box) {
    return Attributes.read(
        "the stored state of a conversation",
        stored,
        item ->
            item.has(STATE)
                ? StateBytes.read(box.open(item.bytes(STATE), name(key)))
                : SessionState.EMPTY);
  }

  static long version(Map<String, AttributeValue> stored) {
    return new Attributes(stored).number(VERSION);
  }

  /** Different for every conversation, and no app's identifier. */
  private static String name(ConversationKey key) {
    String owner = SessionItem.owner(key.bot(), key.userId());
    return "state " + owner.length() + " " + owner + " " + key.channel();
  }
}
