package org.conversationsessions.store.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Marks of an erasure in the sessions table. A mark has the partition key of the end user's
 * sessions, so the stream delivers it after their changes. Its sort key is {@code
 * ~erased#<request>#<target>}: after every session, whose keys are hexadecimal. It has no key of an
 * index.
 */
public final class ErasureMarkItem {
  private static final String PREFIX = "~erased#";
  private static final String CHANNEL = "channel";

  /** A mark that nobody removes expires. */
  private static final Duration KEPT = Duration.ofDays(3);

  private ErasureMarkItem() {}

  /** Returns a mark's key. */
  static Map<String, AttributeValue> key(ErasureMark mark) {
    ErasureTarget target = mark.target();
    return Map.of(
        SessionItem.OWNER,
        Attributes.s(SessionItem.owner(target.bot(), target.subject().userId())),
        SessionItem.ID,
        Attributes.s(PREFIX + mark.request() + "#" + mark.number()));
  }

  /** Returns a mark's item. */
  public static Map<String, AttributeValue> of(ErasureMark mark, Instant now) {
    Attributes item = new Attributes();
    item.item().putAll(key(mark));
    return item.put(CHANNEL, mark.target().subject().channel())
        .put(Expiry.ATTRIBUTE, now.plus(KEPT).getEpochSecond())
        .item();
  }

  /** Returns whether an item of the sessions table is a mark. */
  public static boolean isMark(Map<String, AttributeValue> stored) {
    AttributeValue id = stored.get(SessionItem.ID);
    return id != null && id.s() != null && id.s().startsWith(PREFIX);
  }

  /** Reads a mark. */
  public static ErasureMark read(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored mark of an erasure", stored, ErasureMarkItem::mark);
  }

  private static ErasureMark mark(Attributes item) {
    String[] parts = item.text(SessionItem.ID).split("#", -1);
    Optional<String> channel = item.findText(CHANNEL);
    ConversationKey user = SessionItem.conversation(item.text(SessionItem.OWNER), "any");
    return new ErasureMark(
        new ErasureId(parts[1]),
        Integer.parseInt(parts[2]),
        new ErasureTarget(user.bot(), new DataSubject(user.userId(), channel)));
  }
}
