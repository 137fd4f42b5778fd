package org.conversationsessions.store.registry;

import java.util.List;
import java.util.Map;
import org.conversationsessions.application.registry.AccountOperators;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Operators of accounts in DynamoDB. */
public final class DynamoAccountOperators implements AccountOperators {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  /** Creates the adapter. */
  public DynamoAccountOperators(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public List<AccountOperator> of(String account) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.registry())
                        .key(Map.of(BotItem.ID, Attributes.s(AccountOperatorsItem.id(account))))
                        .consistentRead(true))
            .item();
    return AccountOperatorsItem.read(item);
  }
}
