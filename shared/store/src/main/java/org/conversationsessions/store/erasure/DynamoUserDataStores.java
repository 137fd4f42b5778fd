package org.conversationsessions.store.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.erasure.UserDataStores;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * What DynamoDB holds of end users. It reads keys and few other attributes, so an item that cannot
 * be read otherwise is found and deleted too.
 *
 * @param tables the tables' names
 */
public record DynamoUserDataStores(DynamoDbClient dynamo, Tables tables) implements UserDataStores {
  private static final int PAGE = 100;

  @Override
  public Page find(DataStore store, ErasureTarget target, Optional<String> after) {
    UserDataTable table = UserDataTable.of(store, tables);
    Map<String, AttributeValue> owner = table.owner(target.bot(), target.subject().userId());
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression(table.condition())
            .expressionAttributeNames(table.names())
            .expressionAttributeValues(table.values(owner))
            .projectionExpression(table.projection())
            .consistentRead(true)
            .limit(PAGE);
    after.ifPresent(key -> query.exclusiveStartKey(table.key(owner, key)));
    QueryResponse page = Queries.readPage(dynamo, query.build());
    List<Item> items = new ArrayList<>();
    for (Map<String, AttributeValue> stored : page.items()) {
      if (table.isOf(target.subject(), stored)) {
        items.add(table.item(stored, target.bot(), target.subject().userId()));
      }
    }
    return new Page(
        items,
        page.lastEvaluatedKey().isEmpty()
            ? Optional.empty()
            : Optional.of(table.sortKey(page.lastEvaluatedKey())));
  }

  @Override
  public boolean delete(Item item) {
    UserDataTable table = UserDataTable.of(item.store(), tables);
    Map<String, AttributeValue> key = table.key(table.owner(item.bot(), item.userId()), item.key());
    try {
      return dynamo
          .deleteItem(
              delete -> {
                delete.tableName(table.name()).key(key).returnValues(ReturnValue.ALL_OLD);
                if (item.version() != 0) {
                  delete
                      .conditionExpression("v = :version")
                      .expressionAttributeValues(Map.of(":version", Attributes.n(item.version())));
                }
              })
          .hasAttributes();
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  @Override
  public boolean holdsSession(BotId bot, String userId, SessionId session) {
    return new DynamoStoredSessions(dynamo, tables).isStored(bot, userId, session);
  }

  @Override
  public Counted counted(BotId bot, String userId) {
    return CountedUser.read(dynamo, tables, SessionItem.owner(bot, userId)).result();
  }
}
