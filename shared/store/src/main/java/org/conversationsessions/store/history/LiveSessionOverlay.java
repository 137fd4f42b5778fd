package org.conversationsessions.store.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.session.SessionItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Replaces the stored figures of live sessions by their current ones from the conversations table.
 * A live session's item is written at its start, when its containment or type changes, and at a
 * nudge. Its message and task counts, times, languages and tags are stored with the conversation.
 * Costs 0.5 read units for each live session, 1 more for one that has closed since its item was
 * read, and nothing for others.
 */
public final class LiveSessionOverlay {
  private static final HistoryFilter ANY =
      HistoryFilter.of(new TimeWindow(Instant.EPOCH, SessionId.MAX_START));

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Conversations conversations;

  /** Creates an overlay. */
  public LiveSessionOverlay(DynamoDbClient dynamo, Tables tables, Conversations conversations) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.conversations = conversations;
  }

  /** Returns the sessions in the same order, live ones with their current values. */
  public List<Session> apply(List<Session> storedSessions) {
    return apply(storedSessions, ANY);
  }

  /**
   * Returns the sessions in the same order, live ones with their current values. A session that
   * closed or changed after its item was read is returned as it is now if it still matches the
   * filter's containment and type. Otherwise it is returned as it was read.
   */
  List<Session> apply(List<Session> storedSessions, HistoryFilter filter) {
    Set<ConversationKey> live = new LinkedHashSet<>();
    for (Session session : storedSessions) {
      if (session.status() == SessionStatus.ACTIVE) {
        live.add(session.conversation());
      }
    }
    if (live.isEmpty()) {
      return storedSessions;
    }
    Map<ConversationKey, Conversation> conversationsByKey =
        new HashMap<>(conversations.readEventually(List.copyOf(live)));
    List<Session> overlaid = new ArrayList<>(storedSessions.size());
    for (Session session : storedSessions) {
      overlaid.add(
          session.status() == SessionStatus.ACTIVE
              ? current(session, conversationsByKey.get(session.conversation()), filter)
              : session);
    }
    return overlaid;
  }

  private Session current(
      Session storedSession, @Nullable Conversation conversation, HistoryFilter filter) {
    LiveSession live = conversation == null ? null : conversation.live();
    if (live != null && live.session().id().equals(storedSession.id())) {
      return matchesKeys(live.session(), filter) ? live.session() : storedSession;
    }
    return readStored(storedSession)
        .filter(session -> matchesKeys(session, filter))
        .orElse(storedSession);
  }

  private Optional<Session> readStored(Session storedSession) {
    var item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.sessions())
                        .key(
                            Map.of(
                                SessionItem.OWNER,
                                Attributes.s(
                                    SessionItem.owner(
                                        storedSession.conversation().bot(),
                                        storedSession.conversation().userId())),
                                SessionItem.ID,
                                Attributes.s(storedSession.id().value())))
                        .consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(SessionItem.read(item));
  }

  /** Returns whether a session still matches what an index or its key may have chosen it by. */
  private static boolean matchesKeys(Session session, HistoryFilter filter) {
    return filter.containment().map(session.containment()::equals).orElse(true)
        && filter.type().map(session.type()::equals).orElse(true);
  }
}
