package org.conversationsessions.store.erasure;

import java.util.Map;
import org.conversationsessions.application.closing.StoredSessions;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Tells whether sessions are stored in DynamoDB.
 *
 * @param tables the tables' names
 */
public record DynamoStoredSessions(DynamoDbClient dynamo, Tables tables) implements StoredSessions {
  @Override
  public boolean isStored(Session session) {
    ConversationKey key = session.conversation();
    return isStored(key.bot(), key.userId(), session.id());
  }

  boolean isStored(BotId bot, String userId, SessionId session) {
    return dynamo
        .getItem(
            get ->
                get.tableName(tables.sessions())
                    .key(
                        Map.of(
                            SessionItem.OWNER, Attributes.s(SessionItem.owner(bot, userId)),
                            SessionItem.ID, Attributes.s(session.value())))
                    .projectionExpression(SessionItem.ID)
                    .consistentRead(true))
        .hasItem();
  }
}
